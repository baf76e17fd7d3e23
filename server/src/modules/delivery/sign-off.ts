import { quantity as shown } from '@baton/contract/decimal'
import { dayIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { postMany } from '../ledger/index.ts'
import { recordFacts, type SalesOrder } from '../orders/index.ts'
import type { Delivery, SignedLine } from './delivery.rules.ts'
import { type SignOff, saveSignOffs } from './delivery-rows.ts'

/** A delivery with what the decision found on its lines. */
export interface Signed {
  delivery: Delivery
  order: SalesOrder
  lines: SignedLine[]
}

/**
 * Writes sign-offs and tells the orders: signed quantity counts, short and damaged quantity is to be delivered again and its cost leaves
 * the goods in transit. Answers the orders as they are now.
 */
export function saveSigned(work: Work, signed: readonly Signed[], signOff: SignOff): SalesOrder[] {
  saveSignOffs(
    work,
    signed.flatMap(({ delivery, lines }) => lines.map((line) => ({ deliveryId: delivery.id, ...line }))),
    signOff,
  )
  postMany(
    work,
    signed.map(({ delivery, lines }) => ({
      kind: 'deliveryLoss',
      documentKind: 'delivery',
      documentId: delivery.id,
      on: dayIn(work.company.timeZone, work.now),
      text: delivery.number,
      postings: [
        {
          debit: 'stockDifference' as const,
          credit: 'transit' as const,
          amount: lines.reduce((sum, { costLost }) => sum + costLost, 0n),
        },
      ],
    })),
  )
  const quantities = (of: (line: SignedLine) => bigint) =>
    signed.flatMap(({ order, lines }) =>
      lines
        .map((line) => ({ orderId: order.id, line: line.orderLine, quantity: of(line) }))
        .filter(({ quantity }) => quantity > 0n),
    )
  return recordFacts(work, [...new Set(signed.map(({ order }) => order))], {
    signed: quantities((line) => line.signed),
    unshipped: quantities((line) => line.short + line.damaged),
    happened: signed.map(({ delivery, order, lines }) => ({
      orderId: order.id,
      type: 'delivery.signed',
      data: { deliveryId: delivery.id, delivery: delivery.number, ...signOff, lines: lines.map(told) },
    })),
  })
}

const told = ({ line, orderLine, quantity, signed, short, damaged, remark }: SignedLine) => ({
  line,
  orderLine,
  shipped: shown(quantity),
  signed: shown(signed),
  short: shown(short),
  damaged: shown(damaged),
  remark,
})
