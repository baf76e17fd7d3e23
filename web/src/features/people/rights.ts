import type { Reply } from '../../app/api.ts'

export type RightRow = Reply<'GET /v1/rights'>['rows'][number]

const groups = [
  ['orders', ['orders']],
  ['handover', ['handover']],
  ['tasks', ['tasks', 'notes']],
  ['partners', ['partners']],
  ['catalog', ['catalog']],
  ['inventory', ['inventory']],
  ['delivery', ['delivery']],
  ['finance', ['finance']],
  ['ledger', ['ledger']],
] as const

/** Rights in the groups in which they are shown; what belongs to none of them is administration. */
export function grouped(rights: readonly RightRow[]) {
  const known = new Set<string>(groups.flatMap(([, modules]) => [...modules]))
  const moduleOf = ({ right }: RightRow) => right.slice(0, right.indexOf('.'))
  const found = groups.map(([group, modules]) => ({
    group: group as (typeof groups)[number][0] | 'administration',
    rights: rights.filter((one) => (modules as readonly string[]).includes(moduleOf(one))),
  }))
  return [
    ...found,
    { group: 'administration' as const, rights: rights.filter((one) => !known.has(moduleOf(one))) },
  ].filter((one) => one.rights.length > 0)
}
