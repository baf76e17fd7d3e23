/** So many rows are still few: fetched one by one and sorted, they are sooner there than by walking the list until they come. */
const FEW_ROWS = 2000

/** What a list is narrowed to, said in two ways. */
export interface Sought {
  /** Selects the ids of all rows that are meant, by indexes of their own; it is read no further than to one more than a few. */
  ids: string
  /** Says of one row whether it is meant. */
  holds: string
  /** Common table expressions that both use. */
  with?: string[]
  /** Says that there are too many without counting them. */
  many?: string
  /** What counts as few. */
  few?: number
}

/**
 * The SQL of a sorted page of what is sought among very many rows. One of two ways runs: what is few is fetched and sorted; of what is
 * many a page is soon full by walking the list in its order and looking at each row. No plan that is made once for all values could be right for both:
 * a customer may have three orders or forty thousand.
 */
export function soughtPage(
  { ids, holds, with: shared = [], many = 'false', few = FEW_ROWS }: Sought,
  {
    id,
    page,
    order,
  }: {
    /** The column of the row's id in `page`. */
    id: string
    /** The page's SELECT with its ORDER BY and LIMIT, with one more condition (beginning with "and") at its WHERE. */
    page: (condition: string) => string
    /** The same order, by names of result columns; none where the rows are only counted. */
    order?: string
  },
): string {
  const parts = [
    ...shared,
    `narrow as materialized (select array(select * from (${ids}) as each limit ${few + 1}) as ids)`,
    `few as materialized (select cardinality(ids) <= ${few} and not (${many}) as are from narrow)`,
  ]
  const are = '(select are from few)'
  return `with ${parts.join(', ')}
    select * from (
      (${page(`and ${are} and ${id} = any((select ids from narrow)::uuid[])`)})
      union all
      (${page(`and not ${are} and ${holds}`)})) as either${order ? ` order by ${order}` : ''}`
}
