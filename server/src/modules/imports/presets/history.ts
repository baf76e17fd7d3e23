import type { Database } from '../../../kernel/database.ts'
import { writeUnread } from '../../../kernel/founding.ts'
import { addDays, noonIn } from '../../../kernel/time.ts'
import type { Actor, Company, Work } from '../../../kernel/work.ts'
import { bringDrafts } from './bring-drafts.ts'
import { bringCustomers, bringMasters } from './bring-masters.ts'
import { type Bringing, bringOrders, shelfKey } from './bring-orders.ts'
import { openingStock, shippingPlaces } from './history.rules.ts'
import { findKnown, findShelves, importKey, type Known } from './known.ts'
import type { Source, SourceCustomer, SourceOrder } from './source.ts'

/** Subjects in one transaction: few enough for an import to go on soon after it was killed, many enough to be fast. */
const AT_ONCE = 1_500

/** How far the import is: subjects written, of all that are to be written. */
export type OnWritten = (written: number, all: number) => void

/** In whose name and where the history is written. */
export interface Into {
  database: Database
  company: Company
  actor: Actor
  now: () => Date
  /** How many orders or customers one transaction takes. */
  atOnce?: number | undefined
}

/** What was written; a second run writes nothing. */
export interface Written {
  masters: number
  customers: number
  orders: number
}

/**
 * Brings a source's history into its company, transaction by transaction, and only what is missing: what was killed on the way goes on where it
 * stopped, and ends with the same. Nobody should move stock or issue invoices in the company until it has ended.
 */
export async function bringHistory(into: Into, source: Source, onWritten: OnWritten): Promise<Written> {
  const { database, company, atOnce = AT_ONCE } = into
  const write = (act: (work: Work) => void, turn?: Promise<void>) =>
    writeUnread(database, company, into.actor, into.now(), act, turn)
  let known = await findKnown(database, company.id, source)
  const customers = source.customers.filter(({ number }) => !known.customers.has(number))
  const { shipped, open } = missingOrders(source, known)
  const all = customers.length + shipped.length + open.length
  let written = 0
  const count = (more: number) => {
    written += more
    onWritten(written, all)
  }
  count(0)

  const bringing = planOf(source)
  let masters = 0
  if (
    source.items.some(({ number }) => !known.items.has(number)) ||
    source.persons.some(({ number }) => !known.persons.has(number))
  )
    await write((work) => {
      masters = bringMasters(work, source, known, openingOf(source, bringing))
    })
  const bringSome = (some: readonly SourceCustomer[], turn: Promise<void>) =>
    write((work) => bringCustomers(work, some, source.termDays), turn)
  await sideBySide(inParts(customers, atOnce), bringSome, count)
  known = await findKnown(database, company.id, source)
  const shelves = await findShelves(database, company.id, [...known.items.values()])
  const ready: Bringing = {
    ...bringing,
    known,
    shelves: new Map(shelves.map(({ itemId, warehouseId, ...held }) => [shelfKey(itemId, warehouseId), held])),
  }
  const settleSome = (some: readonly SourceOrder[], turn: Promise<void>) =>
    write((work) => bringOrders(work, some, ready), turn)
  await sideBySide(inParts(shipped, atOnce), settleSome, count)
  if (open.length > 0) await write((work) => bringDrafts(work, open, ready))
  count(open.length)
  return { masters, customers: customers.length, orders: shipped.length + open.length }
}

/** The orders that the company lacks: those that left, in the order of that day, and those that have not. */
function missingOrders(source: Source, known: Known): { shipped: SourceOrder[]; open: SourceOrder[] } {
  const missing = source.orders.filter(({ key }) => !known.orders.has(importKey(source, key)))
  const shipped = missing.filter(({ shippedOn }) => shippedOn !== null)
  shipped.sort((one, other) => (one.shippedOn! < other.shippedOn! ? -1 : one.shippedOn! > other.shippedOn! ? 1 : 0))
  return { shipped, open: missing.filter(({ shippedOn }) => shippedOn === null) }
}

function planOf(source: Source): Omit<Bringing, 'known' | 'shelves'> {
  const noons = new Map<string, Date>()
  return {
    source,
    items: new Map(source.items.map((item) => [item.number, item])),
    customerNames: new Map(source.customers.map(({ number, name }) => [number, name])),
    placeOf: shippingPlaces(source.stock, source.warehouses),
    atNoon: (day) => {
      const noon = noons.get(day) ?? noonIn(source.timeZone, day)
      noons.set(day, noon)
      return noon
    },
  }
}

/** Stock as it was on the day before the first order. */
function openingOf(source: Source, { items, placeOf, atNoon }: Omit<Bringing, 'known' | 'shelves'>) {
  const isStocked = (item: string) => items.get(item)?.kind === 'stock'
  const first = source.orders.reduce(
    (day, { orderedOn }) => (orderedOn < day ? orderedOn : day),
    source.orders[0]?.orderedOn ?? '2000-01-01',
  )
  const on = addDays(first, -1)
  return { shelves: openingStock(source.stock, source.orders, isStocked, placeOf), on, at: atNoon(on) }
}

/** Writes two parts at a time, each in a transaction of its own, which are committed in their order. The first that fails ends it. */
async function sideBySide<T>(
  parts: Iterable<readonly T[]>,
  write: (part: readonly T[], turn: Promise<void>) => Promise<void>,
  onCommitted: (count: number) => void,
): Promise<void> {
  let last: Promise<void> = Promise.resolve()
  try {
    for (const part of parts) {
      const before = last
      last = write(part, before).then(() => onCommitted(part.length))
      // Whoever waits for the one before hears of it first.
      last.catch(() => undefined)
      await before
    }
    await last
  } catch (error) {
    await last.catch(() => undefined)
    throw error
  }
}

function* inParts<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}
