import { useLocation, useNavigate, useSearchParams } from 'react-router'

export interface ListState {
  /** The named view, `view` in the URL. */
  view: string
  /** What was typed into the box, `q`. */
  q: string
  /** Field to sort by, with `-` for descending. */
  sort: string
  /** Where the page begins, null for the first. */
  cursor: string | null
  /** Id of the row shown in the drawer. */
  peek: string | null
  /** How many pages lie before this one; null when a link led into the middle. */
  pagesBefore: number | null
  get: (name: string) => string | null
  getAll: (name: string) => string[]
  /** Changes parts of the URL; anything but `peek` begins again at the first page. Null takes a part out. */
  set: (changes: Record<string, string | readonly string[] | null>) => void
  next: (cursor: string) => void
  previous: () => void
}

interface Trail {
  trail?: string[]
}

const write = (search: URLSearchParams, name: string, value: string | readonly string[] | null) => {
  search.delete(name)
  if (value === null || value === '') return
  for (const one of typeof value === 'string' ? [value] : value) search.append(name, one)
}

/** The state of a list, owned by the URL: a link, a reload and the back button all show the same. */
export function useListState(usual: { view?: string; sort?: string } = {}): ListState {
  const [search] = useSearchParams()
  const location = useLocation()
  const navigate = useNavigate()
  const cursor = search.get('cursor')
  const trail = (location.state as Trail | null)?.trail ?? []
  const go = (next: URLSearchParams, state: Trail, replace: boolean) => {
    const text = next.toString()
    navigate({ search: text && `?${text}` }, { state, replace, preventScrollReset: replace })
  }
  return {
    view: search.get('view') ?? usual.view ?? '',
    q: search.get('q') ?? '',
    sort: search.get('sort') ?? usual.sort ?? '',
    cursor,
    peek: search.get('peek'),
    pagesBefore: cursor === null ? 0 : trail.length > 0 ? trail.length : null,
    get: (name) => search.get(name),
    getAll: (name) => search.getAll(name),
    set: (changes) => {
      const next = new URLSearchParams(search)
      const onlyPeek = Object.keys(changes).every((name) => name === 'peek')
      for (const [name, value] of Object.entries(changes)) write(next, name, value)
      if (!onlyPeek) next.delete('cursor')
      go(next, { trail: onlyPeek ? trail : [] }, onlyPeek)
    },
    next: (at) => {
      const next = new URLSearchParams(search)
      next.set('cursor', at)
      next.delete('peek')
      go(next, { trail: [...trail, cursor ?? ''] }, false)
    },
    previous: () => {
      const next = new URLSearchParams(search)
      const back = trail.at(-1)
      write(next, 'cursor', back ?? null)
      next.delete('peek')
      go(next, { trail: trail.slice(0, -1) }, false)
    },
  }
}
