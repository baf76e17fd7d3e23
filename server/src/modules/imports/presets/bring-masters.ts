import type { Work } from '../../../kernel/work.ts'
import { addItems, addMissingUnits, type NewItem } from '../../catalog/index.ts'
import { importMoves, standardValue } from '../../inventory/index.ts'
import { post } from '../../ledger/index.ts'
import { addCustomers } from '../../partners/index.ts'
import { addPersons } from '../../people/index.ts'
import type { Shelf } from './history.rules.ts'
import type { Known } from './known.ts'
import type { Source, SourceCustomer } from './source.ts'

/** No tax is computed on what another system has taxed. */
export const UNTAXED = 'NONE'

/** Stock as it was at the start, and the day on which it stood there. */
export interface OpeningStock {
  shelves: readonly Shelf[]
  on: string
  at: Date
}

/** Brings persons, units and items that are missing, the items with their opening stock in the same transaction. Answers how many. */
export function bringMasters(work: Work, source: Source, known: Known, opening: OpeningStock): number {
  const persons = source.persons.filter(({ number }) => !known.persons.has(number))
  addPersons(
    work,
    persons.map(({ department, ...one }) => ({
      ...one,
      id: work.newId(),
      departmentId: known.departments.get(department)!,
      loadCeiling: null,
    })),
  )
  addMissingUnits(
    work,
    source.units.map(({ code, name }) => ({ code, zh: name, en: name, decimals: 0 })),
  )
  const items: NewItem[] = source.items
    .filter(({ number }) => !known.items.has(number))
    .map((one) => ({ ...one, id: work.newId(), taxCode: UNTAXED, floorPrice: null, prices: [] }))
  addItems(work, items)
  bringStock(work, items, known, opening)
  return persons.length + items.length
}

/** Everything is worth its standard cost at the start. */
function bringStock(work: Work, items: readonly NewItem[], known: Known, { shelves, on, at }: OpeningStock): void {
  const byNumber = new Map(items.map((item) => [item.number, item]))
  const documentId = work.newId()
  const moves = shelves.flatMap(({ item: number, warehouse, quantity }) => {
    const item = byNumber.get(number)
    if (!item) return []
    return {
      itemId: item.id,
      from: null,
      to: known.warehouses.get(warehouse)!,
      quantity,
      value: standardValue(item.standardCost, quantity),
      kind: 'opening' as const,
      documentKind: 'opening',
      documentId,
      movedAt: at,
    }
  })
  importMoves(work, moves)
  post(work, {
    kind: 'opening',
    documentKind: 'opening',
    documentId,
    on,
    text: 'Opening stock (import)',
    imported: true,
    postings: [{ debit: 'stock', credit: 'opening', amount: moves.reduce((sum, { value }) => sum + value, 0n) }],
  })
}

/** Brings customers, with contact and address, without a limit to their credit. */
export function bringCustomers(work: Work, customers: readonly SourceCustomer[], termDays: number): void {
  addCustomers(
    work,
    customers.map(({ number, name, region, contact, address }) => ({
      id: work.newId(),
      number,
      name,
      shortName: '',
      taxId: null,
      region,
      paymentMethod: 'transfer',
      invoiceBasis: 'signed',
      termDays,
      ownerId: null,
      note: '',
      active: true,
      creditLimit: null,
      contacts: contact ? [{ id: work.newId(), position: '', preferred: true, ...contact }] : [],
      addresses: address ? [{ id: work.newId(), preferred: true, ...address }] : [],
    })),
  )
}
