import type { Work } from '../../../kernel/work.ts'
import { importDrafts } from '../../orders/index.ts'
import { UNTAXED } from './bring-masters.ts'
import type { Bringing } from './bring-orders.ts'
import { minor, paidPrice } from './history.rules.ts'
import { importKey } from './known.ts'
import { FREIGHT_ITEM, type SourceOrder } from './source.ts'

const ONE = 1_000_000n

/** Brings orders that have not left as drafts, whose freight is a line: they go the company's own way from here on. */
export function bringDrafts(work: Work, orders: readonly SourceOrder[], { source, items, known }: Bringing): void {
  const names = new Map(source.persons.map(({ number, name }) => [number, name]))
  importDrafts(
    work,
    orders.map((from) => {
      const freight = {
        line: from.lines.length + 1,
        item: FREIGHT_ITEM.number,
        quantity: ONE,
        unitPrice: from.freight,
        discount: 0n,
      }
      const lines = minor(from.freight) > 0n ? [...from.lines, { ...freight, amount: from.freight }] : from.lines
      return {
        id: work.newId(),
        importKey: importKey(source, from.key),
        number: from.number,
        customerId: known.customers.get(from.customer)!,
        customerNumber: from.customerNumber,
        currency: source.currency,
        paymentMethod: from.paymentMethod,
        termDays: source.termDays,
        ...addressOf(from),
        orderedOn: from.orderedOn,
        promisedOn: from.promisedOn,
        note: `${from.note} Not shipped there; sold by ${names.get(from.owner)}.`,
        lines: lines.map((line) => {
          const item = items.get(line.item)!
          return {
            line: line.line,
            itemId: known.items.get(line.item)!,
            kind: item.kind,
            description: item.name,
            unit: item.unit,
            quantity: line.quantity,
            unitPrice: paidPrice(line),
            listPrice: line.unitPrice,
            taxCode: UNTAXED,
            amount: minor(line.amount),
          }
        }),
      }
    }),
  )
}

function addressOf({ deliverTo }: SourceOrder) {
  const { recipient = '', phone = '', region = '', street = '' } = deliverTo ?? {}
  return { contactName: recipient, recipient, phone, region, street }
}
