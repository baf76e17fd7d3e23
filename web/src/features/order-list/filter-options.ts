import type { OrderState } from '../../ui/order-state.ts'
import type { FilterName, OrderView } from './orders.ts'

/** What choosing an option changes in the URL. */
export type FilterChange = Partial<Record<FilterName | 'view', string | null>>

export interface FilterOption {
  key: string
  /** Quiet, before the value: 客户, 负责人. */
  field: string
  value: string
  change: FilterChange
}

export type Field = 'customer' | 'owner' | 'holder' | 'state'

const prefixes: Record<Field, readonly string[]> = {
  customer: ['客户', 'customer', 'kh'],
  owner: ['负责人', 'owner', 'fzr'],
  holder: ['当前处理人', '处理人', 'holder', 'clr'],
  state: ['状态', 'state', 'zt'],
}

const namesField = (text: string, field: Field) => prefixes[field].includes(text.toLowerCase())

/** `客户:云栖` narrows to one field; without a prefix all fields are looked through. */
export function fieldOf(text: string): { field: Field | null; rest: string } {
  const match = /^\s*([^\s:：]+)[:：](.*)$/.exec(text)
  const name = match?.[1]?.toLowerCase()
  const field = (Object.keys(prefixes) as Field[]).find((one) => name !== undefined && prefixes[one].includes(name))
  return field ? { field, rest: (match?.[2] ?? '').trim() } : { field: null, rest: text.trim() }
}

/** Order numbers in a pasted text, however they were separated. */
export function numbersIn(text: string): string[] {
  return text.split(/[\s,;，；、]+/).filter((word) => /^[a-z]{1,4}[\d-]*\d[\d-]*$/i.test(word))
}

export interface Known {
  states: { state: OrderState; label: string }[]
  views: { view: OrderView; label: string }[]
  customers: { id: string; name: string }[]
  persons: { id: string; name: string; number: string }[]
}

export type FieldWords = Record<Field | 'find' | 'view', string>

const startsOrHas = (name: string, text: string) => name.toLowerCase().includes(text.toLowerCase())

/** What the typed text may mean, the likeliest first: numbers and words are looked for; fields become chips. */
export function optionsOf(text: string, known: Known, words: FieldWords): FilterOption[] {
  const { field, rest } = fieldOf(text)
  if (rest === '' && field === null) return []
  const wants = (one: Field) => field === one || (field === null && rest !== '')
  const states = known.states
    .filter(
      ({ label, state }) =>
        wants('state') && (startsOrHas(label, rest) || startsOrHas(state, rest) || namesField(rest, 'state')),
    )
    .map(({ state, label }) => option('state', words.state, label, { state }, state))
  const views = known.views
    .filter(({ label }) => field === null && startsOrHas(label, rest))
    .map(({ view, label }) => option('view', words.view, label, { view }, view))
  const customers = wants('customer')
    ? known.customers.map(({ id, name }) => option('customer', words.customer, name, { customerId: id }, id))
    : []
  const persons = known.persons.filter(({ name, number }) => startsOrHas(name, rest) || startsOrHas(number, rest))
  const owners = wants('owner')
    ? persons.map(({ id, name }) => option('owner', words.owner, name, { ownerId: id }, id))
    : []
  const holders = wants('holder')
    ? persons.map(({ id, name }) => option('holder', words.holder, name, { holderId: id }, id))
    : []
  const find = field === null ? [option('q', words.find, rest, { q: rest }, '')] : []
  return [...find, ...views, ...states, ...customers.slice(0, 5), ...owners.slice(0, 4), ...holders.slice(0, 4)]
}

const option = (kind: string, field: string, value: string, change: FilterChange, key: string): FilterOption => ({
  key: `${kind}-${key}`,
  field,
  value,
  change,
})
