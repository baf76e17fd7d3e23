import { divideHalfUp } from '@baton/contract/decimal'
import { Refusal } from '../../kernel/refusal.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { findPrices, type Price, priceFor } from '../catalog/index.ts'
import {
  addOrders,
  type Draft,
  type DraftFacts,
  type DraftRequest,
  decideDraft,
  loadMasters,
  type NewOrder,
} from '../orders/index.ts'
import { type CustomerFacts, findCustomers } from '../partners/index.ts'
import { type Fault, faults } from './faults.rules.ts'
import { unknownRate } from './import-items.ts'
import { at, existing, type Found, type Judged, kindOf, type Parsed, resolve, textsOf, textValue } from './kind.ts'
import { findPersons, findTaxRates, type Named, type TaxRate, taxRateNamed } from './lookups.ts'
import { ORDER_FIELDS as FIELDS } from './order-fields.rules.ts'

interface OrderedItem extends Named {
  unitDecimals: number
  taxRate: number
  listPrice: bigint | null
  active: boolean
}

const findCustomersNamed = statement<Named>(
  'imports.customersNamed',
  `select customer_id as id, number, array[name, short_name] as names from partners.read_customer where number = any($1::text[]) and active
   union
   select customer_id, number, array[name, short_name] from partners.read_customer where name = any($1::text[]) and active
   union
   select customer_id, number, array[name, short_name] from partners.read_customer where short_name = any($1::text[]) and active`,
)

const findItemsNamed = statement<OrderedItem>(
  'imports.itemsNamed',
  `select item_id as id, number, array[]::text[] as names, unit_decimals as "unitDecimals", tax_rate as "taxRate", list_price as "listPrice", active
     from catalog.read_item where number = any($1::text[])`,
)

const findImported = statement<{ key: string; id: string; number: string }>(
  'imports.importedOrders',
  `select k.key, k.subject_id as id, o.number
     from imports.key k join orders.read_order o on o.company_id = k.company_id and o.order_id = k.subject_id
    where k.kind = 'orders' and k.key = any($1::text[])`,
)

const writeKeys = statement(
  'imports.writeKeys',
  `insert into imports.key (kind, key, subject_id, import_id) select 'orders', k.key, k.id, $3 from unnest($1::text[], $2::uuid[]) as k (key, id)`,
)

const field = (name: string) => FIELDS.find((one) => one.name === name)!
const HEAD = FIELDS.filter((one) => one.head)
const MOST_LINES = 500
const MILLION = 1_000_000n

interface Known {
  customers: Named[]
  items: Map<string, OrderedItem>
  persons: (Named & { departmentId: string; canSignIn: boolean })[]
  taxRates: TaxRate[]
}

const knownOf = (found: Found): Known => ({
  customers: found[0] as unknown as Named[],
  items: new Map((found[1] as unknown as OrderedItem[]).map((one) => [one.number, one])),
  persons: found[2] as unknown as Known['persons'],
  taxRates: found[3] as unknown as TaxRate[],
})

/** Rows with the same key are lines of one order, which arrives as a draft by the rules of orders made by hand. */
export const orders = kindOf({
  kind: 'orders',
  right: 'orders.create',
  fields: FIELDS,
  keyField: 'key',
  keyOf: ({ key }) => (key as string | undefined) ?? null,
  together: true,
  lookups: (rows) => [
    [findCustomersNamed, [textsOf(rows, 'customer')]],
    [findItemsNamed, [textsOf(rows, 'item')]],
    [findPersons, [textsOf(rows, 'owner')]],
    [findTaxRates, []],
  ],
  numbers: (rows) => ({ SO: new Set(rows.map(({ lead }) => lead)).size }),
  load: (work, rows, found) => {
    const known = knownOf(found)
    const customerIds = known.customers.map(({ id }) => id)
    const itemIds = [...known.items.values()].map(({ id }) => id)
    return {
      imported: work.read(findImported, [textsOf(rows, 'key')]),
      customers: findCustomers(work, customerIds),
      prices: findPrices(work, itemIds, customerIds),
      masters: loadMasters(work, { customerIds, itemIds, taxCodes: known.taxRates.map(({ code }) => code) }),
    }
  },
  judge: (work, rows, facts, found, { writes }) => {
    const known = knownOf(found)
    const imported = new Map(facts.imported.map((one) => [one.key, one]))
    return groupsOf(rows).flatMap((group): Judged<ReadyOrder>[] => {
      const lead = group[0]!
      const kept = imported.get(lead.key ?? '')
      if (kept) return group.map((row) => existing(row, kept.id, [at(row, 'key', faults.alreadyOrdered(kept.number))]))
      const wrongs = new Map(group.map((row) => [row.line, [...row.faults, ...headFaults(lead, row)]]))
      const request = requestOf(work, group, known, facts, wrongs)
      const draft = request && draftOf(work, request, facts.masters, lead, wrongs)
      if (!draft) return withMates(group, wrongs)
      const number = writes ? work.nextNumber('SO') : ''
      const ready = { id: work.newId(), number, owner: request.owner, draft, key: lead.key! }
      return group.map((row) => ({
        ...{ line: row.line, state: 'ready', faults: [], subjectId: ready.id },
        ...(row === lead && { ready }),
      }))
    })
  },
  write: (work, ready, importId) => {
    addOrders(work, ready)
    work.write(writeKeys, [ready.map(({ key }) => key), ready.map(({ id }) => id), importId])
  },
})

interface ReadyOrder extends NewOrder {
  key: string
}

type Faults = Map<number, Fault[]>
type Wanted = DraftRequest & { owner: { personId: string; departmentId: string } }

function groupsOf(rows: readonly Parsed[]): Parsed[][] {
  const groups = new Map<number, Parsed[]>()
  for (const row of rows) groups.set(row.lead, [...(groups.get(row.lead) ?? []), row])
  return [...groups.values()]
}

/** What belongs to the whole order stands in its first row; other rows may repeat it and may not gainsay it. */
const headFaults = (lead: Parsed, row: Parsed): Fault[] =>
  HEAD.filter(({ name }) => row.values[name] !== undefined && row.values[name] !== lead.values[name]).map((one) =>
    at(row, one.name, faults.headDiffers(one, lead.line)),
  )

/** An order waits whole: a row that is right itself says which one is not. */
function withMates(group: readonly Parsed[], wrongs: Faults): Judged<never>[] {
  const first = group.find(({ line }) => wrongs.get(line)!.length > 0)!
  return group.map((row) => {
    const own = wrongs.get(row.line)!
    return {
      line: row.line,
      state: 'wrong',
      faults: own.length > 0 ? own : [faults.mateWrong(first.line)],
      subjectId: null,
    }
  })
}

interface Facts {
  customers: Map<string, CustomerFacts>
  prices: Map<string, Price[]>
}

/** The request that a person would send for the order; null when a cell names something that is not there. */
function requestOf(work: Work, group: readonly Parsed[], known: Known, facts: Facts, wrongs: Faults): Wanted | null {
  const lead = group[0]!
  const add = (row: Parsed, fault: Fault) => wrongs.get(row.line)!.push(fault)
  if (group.length > MOST_LINES) add(lead, faults.manyLines(MOST_LINES))
  const customer = lead.values.customer ? resolve(lead, field('customer'), known.customers) : null
  if (customer && 'fault' in customer) add(lead, customer.fault)
  const owner = ownerOf(work, lead, known)
  if ('code' in owner) add(lead, owner)
  const buyer = customer && 'one' in customer ? facts.customers.get(customer.one.id) : undefined
  const includesTax = (lead.values.pricesIncludeTax as boolean | undefined) ?? true
  const lines = group.map((row) => lineOf(work, row, known, facts, { customerId: buyer?.id, includesTax }, wrongs))
  if (!buyer || 'code' in owner || [...wrongs.values()].some((own) => own.length > 0)) return null
  return { ...headOf(lead, buyer), pricesIncludeTax: includesTax, owner, lines: lines.flatMap((line) => line ?? []) }
}

/** The importing person, or somebody else when that person answers for all orders: others hand over, which asks the receiver. */
function ownerOf(work: Work, lead: Parsed, known: Known): Fault | { personId: string; departmentId: string } {
  const { personId, departmentId, scope } = work.actor
  if (!lead.values.owner) return { personId, departmentId }
  const owner = resolve(lead, field('owner'), known.persons)
  if ('fault' in owner) return owner.fault
  const { one } = owner
  if (one.id === personId) return { personId, departmentId }
  if (scope !== 'all') return at(lead, 'owner', faults.refused(NOT_OTHERS))
  if (!one.canSignIn) return at(lead, 'owner', faults.refused(CANNOT_HOLD))
  return { personId: one.id, departmentId: one.departmentId }
}

const NOT_OTHERS = {
  zh: '只能导入自己负责的订单。请清空「负责人」，导入后再转交。',
  en: 'You can import orders for yourself only. Empty the owner, and hand them over afterwards.',
}
const CANNOT_HOLD = {
  zh: '这位员工没有账号，不能负责订单。请换一位，或先开通账号。',
  en: 'This employee has no account and cannot hold orders. Choose somebody else, or give an account first.',
}

function lineOf(
  work: Work,
  row: Parsed,
  known: Known,
  { prices }: Facts,
  { customerId, includesTax }: { customerId: string | undefined; includesTax: boolean },
  wrongs: Faults,
): DraftRequest['lines'][number] | null {
  const own = wrongs.get(row.line)!
  const item = known.items.get(textValue(row, 'item'))
  if (row.values.item && !item) {
    const unknown = resolve(row, field('item'), [])
    if ('fault' in unknown) own.push(unknown.fault)
  }
  if (item && !item.active) own.push(at(row, 'item', faults.inactive(field('item'), item.number)))
  const rate = row.values.taxRate ? taxRateNamed(known.taxRates, textValue(row, 'taxRate')) : undefined
  if (row.values.taxRate && !rate) own.push(unknownRate(row, known.taxRates))
  const quantity = row.values.quantity as bigint | undefined
  if (!item || quantity === undefined) return null
  if (quantity % (MILLION / 10n ** BigInt(item.unitDecimals)) !== 0n)
    own.push(at(row, 'quantity', faults.tooFine(field('quantity'), item.unitDecimals)))
  const on = dayIn(work.company.timeZone, work.now)
  const listed = priceFor(item, prices.get(item.id) ?? [], {
    ...(customerId && { customerId }),
    quantity,
    on,
  }).unitPrice
  const taxRate = BigInt(rate?.rate ?? item.taxRate)
  const usual = listed !== null && includesTax ? divideHalfUp(listed * (MILLION + taxRate), MILLION) : listed
  const unitPrice = (row.values.unitPrice as bigint | undefined) ?? usual
  if (unitPrice === null && !row.faults.length) own.push(at(row, 'unitPrice', faults.noPrice(field('unitPrice'))))
  return {
    itemId: item.id,
    quantity,
    unitPrice: unitPrice ?? 0n,
    ...(row.values.description !== undefined && { description: textValue(row, 'description') }),
    ...(rate && { taxCode: rate.code }),
  }
}

const DELIVERY = ['recipient', 'phone', 'region', 'street'] as const

function headOf(lead: Parsed, customer: CustomerFacts): Omit<DraftRequest, 'lines' | 'pricesIncludeTax'> {
  const usual = DELIVERY.some((name) => lead.values[name]) ? undefined : customer.addresses[0]
  const facts = Object.fromEntries(DELIVERY.map((name) => [name, usual?.[name] ?? textValue(lead, name)]))
  return {
    ...(facts as Record<(typeof DELIVERY)[number], string>),
    customerId: customer.id,
    customerNumber: textValue(lead, 'customerNumber'),
    paymentMethod: textValue(lead, 'paymentMethod') || null,
    ...(lead.values.termDays !== undefined && { termDays: lead.values.termDays as number }),
    requestedOn: textValue(lead, 'requestedOn') || null,
    promisedOn: textValue(lead, 'promisedOn') || null,
    note: textValue(lead, 'note'),
    contactName: textValue(lead, 'contactName') || (customer.contacts[0]?.name ?? ''),
  }
}

const REFUSED_AT: Record<string, string> = {
  'orders.dateBackwards': 'requestedOn',
  'orders.customerUnknown': 'customer',
  'orders.tooMuch': 'quantity',
}

/** The order as a draft, by the rules for every order; what they refuse is said at the cell that they mean. */
function draftOf(
  work: Work,
  { owner: _, ...request }: Wanted,
  masters: DraftFacts,
  lead: Parsed,
  wrongs: Faults,
): Draft | null {
  try {
    return decideDraft(request, masters, dayIn(work.company.timeZone, work.now))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    wrongs.get(lead.line)!.push(at(lead, REFUSED_AT[error.code] ?? 'key', faults.refused(error.sentence)))
    return null
  }
}
