import { useQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'

/** The steps to the first settled order, each ticked by what is there. */
export const steps = [
  'company',
  'people',
  'customer',
  'item',
  'stock',
  'books',
  'order',
  'handed',
  'shipped',
  'invoiced',
  'paid',
  'settled',
] as const
export type Step = (typeof steps)[number]

/** Where each step is done. */
export const places: Record<Step, string> = {
  company: '/settings/company',
  people: '/people',
  customer: '/customers/new',
  item: '/items?peek=new',
  stock: '/openings?view=stock',
  books: '/openings?view=receivables',
  order: '/orders/new',
  handed: '/orders',
  shipped: '/deliveries',
  invoiced: '/invoices',
  paid: '/invoices?view=payments',
  settled: '/orders',
}

/** A step that need not be done before the ones behind it. */
export const optional: readonly Step[] = ['books']

const one = { limit: 1 }
const any = ({ rows }: { rows: readonly unknown[] }) => rows.length > 0

/** What is true of each step by now; undefined while it is not known. Kinds name the events that make an answer old. */
export function useSteps(enabled: boolean): Partial<Record<Step, boolean>> {
  const useFact = (kind: string, step: Step, ask: (signal: AbortSignal) => Promise<boolean>) =>
    useQuery({ queryKey: [kind, 'setup', step], queryFn: ({ signal }) => ask(signal), enabled }).data
  return {
    company: useFact('company', 'company', async (signal) => {
      const { taxId, bankAccounts } = await call('GET /v1/company', { signal })
      return taxId !== null && bankAccounts.length > 0
    }),
    people: useFact('person', 'people', async (signal) => {
      const { rows } = await call('GET /v1/persons', { signal })
      return rows.length > 1
    }),
    customer: useFact('customer', 'customer', async (signal) =>
      any(await call('GET /v1/customers', { query: one, signal })),
    ),
    item: useFact('item', 'item', async (signal) => any(await call('GET /v1/items', { query: one, signal }))),
    stock: useFact('item', 'stock', async (signal) => {
      const { rows } = await call('GET /v1/stock', { query: { limit: 200 }, signal })
      return rows.some(({ onHand }) => onHand !== '0')
    }),
    books: useFact('ledgerOpening', 'books', async (signal) => {
      const { rows, difference } = await call('GET /v1/accounts', { query: {}, signal })
      return difference === '0.00' && rows.some(({ opening }) => opening !== null)
    }),
    order: useFact('order', 'order', async (signal) =>
      any(await call('GET /v1/orders', { query: { ...one, view: 'all' }, signal })),
    ),
    handed: useFact('order', 'handed', async (signal) => {
      const held = await call('GET /v1/orders', { query: { ...one, view: 'all', state: 'processing' }, signal })
      return any(held) || any(await call('GET /v1/deliveries', { query: one, signal }))
    }),
    shipped: useFact('order', 'shipped', async (signal) =>
      any(await call('GET /v1/deliveries', { query: one, signal })),
    ),
    invoiced: useFact('order', 'invoiced', async (signal) => {
      const { rows } = await call('GET /v1/invoices', { query: { limit: 50 }, signal })
      return rows.some(({ kind }) => kind === 'invoice')
    }),
    paid: useFact('order', 'paid', async (signal) => any(await call('GET /v1/payments', { query: one, signal }))),
    settled: useFact('order', 'settled', async (signal) =>
      any(await call('GET /v1/orders', { query: { ...one, view: 'all', state: 'settled' }, signal })),
    ),
  }
}
