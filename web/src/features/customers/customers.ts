import type { Customer } from '@baton/contract/masters'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, newKey, type Reply } from '../../app/api.ts'
import type { ListState } from '../../app/list-state.ts'
import { pageSearched } from '../../ui/list-page.ts'

export type { Customer }
export type CustomerRow = Reply<'GET /v1/customers'>['rows'][number]

export function useCustomers(list: ListState) {
  const query = pageSearched(list)
  return useQuery({
    queryKey: ['customer', 'list', query],
    queryFn: ({ signal }) => call('GET /v1/customers', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useCustomer(id: string) {
  return useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => call('GET /v1/customers/:id', { params: { id }, signal }),
  })
}

export function usePersons() {
  return useQuery({
    queryKey: ['person', 'list'],
    queryFn: ({ signal }) => call('GET /v1/persons', { signal }),
    staleTime: 300_000,
  })
}

export function useOrdersOf(customerId: string) {
  return useQuery({
    queryKey: ['order', 'list', 'customer', customerId],
    queryFn: ({ signal }) => call('GET /v1/orders', { query: { customerId, limit: 20 }, signal }),
  })
}

/** What the form holds: texts, as they are typed. */
export interface Draft {
  number: string
  name: string
  shortName: string
  taxId: string
  region: string
  paymentMethod: Customer['paymentMethod']
  invoiceBasis: Customer['invoiceBasis']
  termDays: string
  ownerId: string
  note: string
  contacts: (Omit<Customer['contacts'][number], 'id'> & { id?: string; key: string })[]
  addresses: (Omit<Customer['addresses'][number], 'id'> & { id?: string; key: string })[]
}

export const emptyDraft: Draft = {
  number: '',
  name: '',
  shortName: '',
  taxId: '',
  region: '',
  paymentMethod: 'transfer',
  invoiceBasis: 'signed',
  termDays: '30',
  ownerId: '',
  note: '',
  contacts: [],
  addresses: [],
}

export const draftOf = (customer: Customer): Draft => ({
  number: customer.number,
  name: customer.name,
  shortName: customer.shortName,
  taxId: customer.taxId ?? '',
  region: customer.region,
  paymentMethod: customer.paymentMethod,
  invoiceBasis: customer.invoiceBasis,
  termDays: String(customer.termDays),
  ownerId: customer.owner?.id ?? '',
  note: customer.note,
  contacts: customer.contacts.map((one) => ({ ...one, key: one.id })),
  addresses: customer.addresses.map((one) => ({ ...one, key: one.id })),
})

/** Payment term as a whole number of days, or null where the text is none. */
export const termOf = (text: string): number | null =>
  /^\d{1,3}$/.test(text) && Number(text) <= 365 ? Number(text) : null

export type CustomerFacts = ReturnType<typeof factsOf>

/** The form's texts of facts, for a form that goes on after a dispute. */
export const draftFrom = (facts: CustomerFacts, number: string): Draft => ({
  ...facts,
  number,
  taxId: facts.taxId ?? '',
  ownerId: facts.ownerId ?? '',
  termDays: String(facts.termDays),
  contacts: facts.contacts.map((one) => ({ ...one, key: one.id ?? newKey() })),
  addresses: facts.addresses.map((one) => ({ ...one, key: one.id ?? newKey() })),
})

export const versionedOf = (customer: Customer) => ({ facts: factsOf(draftOf(customer)), version: customer.version })

/** The facts that are sent, both for a new customer and for a change. Lines that were left empty are not sent. */
export function factsOf(draft: Draft) {
  return {
    name: draft.name.trim(),
    shortName: draft.shortName.trim(),
    taxId: draft.taxId.trim() || null,
    region: draft.region.trim(),
    paymentMethod: draft.paymentMethod,
    invoiceBasis: draft.invoiceBasis,
    termDays: termOf(draft.termDays) ?? 0,
    ownerId: draft.ownerId || null,
    note: draft.note.trim(),
    contacts: draft.contacts.filter(({ name }) => name.trim() !== '').map(({ key: _, ...contact }) => contact),
    addresses: draft.addresses
      .filter(({ recipient, street }) => recipient.trim() !== '' || street.trim() !== '')
      .map(({ key: _, ...address }) => address),
  }
}
