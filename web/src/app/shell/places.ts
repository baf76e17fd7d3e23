import type { IconName } from '../../ui/icon.tsx'
import { kept, useStored } from '../stored.ts'

export type Place =
  | 'desk'
  | 'orders'
  | 'inbox'
  | 'customers'
  | 'items'
  | 'stock'
  | 'delivery'
  | 'finance'
  | 'people'
  | 'imports'
  | 'settings'

interface PlaceAt {
  place: Place
  path: string
  icon: IconName
  /** Second key after `g`. */
  key: string
  /** Only for whoever holds one of these. */
  rights?: readonly string[]
}

export const placeGroups: { title: 'business' | 'administration' | null; places: PlaceAt[] }[] = [
  {
    title: null,
    places: [
      { place: 'desk', path: '/', icon: 'desk', key: 'd' },
      { place: 'orders', path: '/orders', icon: 'orders', key: 'o' },
      { place: 'inbox', path: '/handovers', icon: 'inbox', key: 'i' },
    ],
  },
  {
    title: 'business',
    places: [
      { place: 'customers', path: '/customers', icon: 'customer', key: 'c' },
      { place: 'items', path: '/items', icon: 'quotation', key: 'm' },
      { place: 'stock', path: '/stock', icon: 'stock', key: 's' },
      { place: 'delivery', path: '/deliveries', icon: 'delivery', key: 'h' },
      { place: 'finance', path: '/invoices', icon: 'finance', key: 'f', rights: ['finance.read'] },
    ],
  },
  {
    title: 'administration',
    places: [
      { place: 'people', path: '/people', icon: 'people', key: 'p' },
      {
        place: 'imports',
        path: '/imports',
        icon: 'import',
        key: 'u',
        rights: ['partners.change', 'catalog.change', 'inventory.open', 'people.change', 'orders.create'],
      },
      { place: 'settings', path: '/settings', icon: 'settings', key: ',' },
    ],
  },
]

/** The places for whoever holds these rights. */
export const placesFor = (rights: readonly string[]) =>
  placeGroups.map(({ title, places }) => ({
    title,
    places: places.filter((one) => one.rights === undefined || one.rights.some((right) => rights.includes(right))),
  }))

export type Counts = Partial<Record<Place | 'notices', number>>

const counts = kept<Counts>({})

/** Numbers beside the places; whoever has read them says them here. */
export const tellCounts = (more: Counts) => counts.set({ ...counts.get(), ...more })
export const useCounts = (): Counts => useStored(counts)

export interface Crumb {
  label: string
  to?: string
}

const crumbs = kept<readonly Crumb[]>([])
export const setCrumbs = crumbs.set
export const useShownCrumbs = (): readonly Crumb[] => useStored(crumbs)
