import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDecimal } from '@baton/contract/decimal'
import { outcome } from '../../testing/decided.ts'
import type { SalesOrder } from '../orders/index.ts'
import {
  allArrived,
  type Delivery,
  type DeliveryLine,
  decideReversal,
  decideShipment,
  decideSignature,
  decideSignedOn,
  decideUnsigning,
  type Receipt,
  type Shippable,
} from './delivery.rules.ts'

const NOW = new Date('2026-11-22T02:00:00Z')
const many = (text: string): bigint => parseDecimal(text, 6)!

const orderLine = (line: number, more: Partial<Shippable['lines'][number]> = {}): Shippable['lines'][number] => ({
  line,
  kind: 'stock',
  unitDecimals: 6,
  quantity: many('10'),
  shortClosed: 0n,
  shipped: 0n,
  reserved: many('4'),
  ...more,
})

const order = (more: Partial<Shippable> = {}): Shippable => ({
  number: 'SO1',
  state: 'processing',
  holdKind: null,
  holdReason: null,
  holdUntil: null,
  creditUntil: null,
  lines: [orderLine(1), orderLine(2, { kind: 'service', reserved: 0n })],
  ...more,
})

test('what can be shipped: the first refusal that applies wins', () => {
  const wish = (line: number, quantity: string) => [{ line, quantity: many(quantity) }]
  const none = { lines: [orderLine(1, { reserved: 0n })] }
  const service = orderLine(2, { kind: 'service', reserved: 0n })
  const gone = { reserved: 0n, shipped: many('8'), shortClosed: many('2') }
  const held = { holdKind: 'quality' as const, holdReason: '抽检', holdUntil: null }
  const lapsed = { ...held, holdUntil: NOW }
  const table: [string, Shippable, { line: number; quantity: bigint }[] | undefined][] = [
    ['ok', order(), undefined],
    ['ok', order(), wish(1, '4')],
    ['ok', order(lapsed), wish(1, '0.000001')],
    ['ok', order({ creditUntil: new Date(NOW.getTime() + 1) }), undefined],
    ['orders.approvalExpired', order({ creditUntil: NOW }), undefined],
    ['delivery.notReserved', order(), wish(1, '4.000001')],
    ['delivery.notReserved', order(), [...wish(1, '2'), ...wish(1, '3')]],
    ['delivery.overDelivery', order(), wish(1, '10.5')],
    [
      'delivery.overDelivery',
      order({ lines: [orderLine(1, { shipped: many('5'), shortClosed: many('2') })] }),
      wish(1, '3.5'),
    ],
    ['delivery.tooFine', order({ lines: [orderLine(1, { unitDecimals: 0 })] }), wish(1, '10.5')],
    ['delivery.noGoods', order(), wish(2, '50')],
    ['delivery.unknownLine', order(), wish(7, '50')],
    ['delivery.nothingReserved', order(none), wish(7, '50')],
    ['delivery.nothingReserved', order(none), undefined],
    ['delivery.allShipped', order({ lines: [orderLine(1, gone), service] }), wish(7, '50')],
    ['delivery.withoutGoods', order({ lines: [service] }), wish(7, '50')],
    ['delivery.withoutGoods', order({ lines: [] }), undefined],
    ['orders.onHold', order({ ...none, ...held }), wish(7, '50')],
    ['orders.wrongState', order({ ...none, ...held, state: 'pending' }), wish(7, '50')],
    ['orders.wrongState', order({ state: 'cancelled' }), undefined],
    ['orders.wrongState', order({ state: 'completed' }), undefined],
  ]
  for (const [expected, one, asked] of table)
    assert.equal(
      outcome(() => decideShipment(one, asked, NOW)),
      expected,
    )
})

test('without a wish all that is reserved is shipped; two wishes for a line are one', () => {
  assert.deepEqual(decideShipment(order(), undefined, NOW), [{ line: 1, quantity: many('4') }])
  const twice = [
    { line: 1, quantity: many('1') },
    { line: 1, quantity: many('2') },
  ]
  assert.deepEqual(decideShipment(order(), twice, NOW), [{ line: 1, quantity: many('3') }])
})

const deliveryLine = (line: number, more: Partial<DeliveryLine> = {}): DeliveryLine => ({
  line,
  orderLine: line,
  itemId: 'item',
  unitDecimals: 6,
  warehouseId: 'near',
  quantity: many('3'),
  cost: 1000n,
  costReleased: 0n,
  costLost: 0n,
  signed: 0n,
  short: 0n,
  damaged: 0n,
  invoiced: 0n,
  remark: '',
  ...more,
})

const shipped = (more: Partial<Delivery> = {}): Delivery => ({
  id: 'd',
  number: 'DN1',
  orderId: 'o',
  customerId: 'c',
  state: 'shipped',
  shippedAt: NOW,
  signedName: null,
  signedOn: null,
  version: 1,
  lines: [deliveryLine(1), deliveryLine(2)],
  ...more,
})

const SIGNED = { state: 'signed' as const, signedName: '张蕾', signedOn: '2026-11-22' }
const told = (line: number, signed: string, short?: string, damaged?: string): Receipt => ({
  line,
  signed: many(signed),
  ...(short && { short: many(short) }),
  ...(damaged && { damaged: many(damaged) }),
  remark: '',
})

test('a sign-off accounts for every line, whole: the first refusal that applies wins', () => {
  const invoiced = shipped({ lines: [deliveryLine(1, { invoiced: many('3') }), deliveryLine(2)] })
  const table: [string, Delivery, Receipt[]][] = [
    ['ok', shipped(), [told(1, '3'), told(2, '0', '3')]],
    ['ok', shipped(), [told(2, '1', '1', '1'), told(1, '2.5', '0.5')]],
    ['ok', invoiced, [told(1, '3'), told(2, '3')]],
    ['delivery.invoicedAlready', invoiced, [told(1, '2', '1'), told(2, '3')]],
    ['delivery.doesNotAddUp', invoiced, [told(1, '2'), told(2, '3')]],
    ['delivery.doesNotAddUp', shipped(), [told(1, '3', '1'), told(2, '3')]],
    ['delivery.lineMissing', invoiced, [told(1, '2')]],
    ['delivery.unknownLine', invoiced, [told(1, '2'), told(3, '1')]],
    ['delivery.lineTwice', invoiced, [told(1, '2'), told(3, '1'), told(3, '1')]],
    ['delivery.alreadySigned', shipped(SIGNED), [told(3, '1'), told(3, '1')]],
    ['delivery.reversed', shipped({ state: 'reversed' }), [told(3, '1'), told(3, '1')]],
  ]
  for (const [expected, one, receipts] of table)
    assert.equal(
      outcome(() => decideSignature(one, receipts)),
      expected,
    )
  assert.equal(
    outcome(() => decideSignature(invoiced, [told(1, '2', '1'), told(2, '3')], 'link')),
    'delivery.invoicedAsShipped',
  )
})

test('the cost of what did not arrive well is the rest of the cost of what did, to the cent', () => {
  const lost = (signed: string, short: string) =>
    decideSignature(shipped({ lines: [deliveryLine(1)] }), [told(1, signed, short)])[0]!.costLost
  assert.equal(lost('3', '0'), 0n)
  assert.equal(lost('2', '1'), 333n)
  assert.equal(lost('1', '2'), 667n)
  assert.equal(lost('0', '3'), 1000n)
  assert.equal(
    decideSignature(shipped(), allArrived(shipped())).every(({ costLost }) => costLost === 0n),
    true,
  )
})

test('the day of the sign-off lies between shipment and today', () => {
  const on = (day?: string) => outcome(() => decideSignedOn(day, '2026-11-20', '2026-11-22'))
  assert.equal(decideSignedOn(undefined, '2026-11-20', '2026-11-22'), '2026-11-22')
  assert.deepEqual(['2026-11-20', '2026-11-22', '2026-11-19', '2026-11-23'].map(on), [
    'ok',
    'ok',
    'delivery.signedTooEarly',
    'delivery.signedInFuture',
  ])
})

test('what can be taken back', () => {
  const part = [deliveryLine(1, { invoiced: 1n })]
  assert.equal(
    outcome(() => decideReversal(shipped())),
    'ok',
  )
  assert.equal(
    outcome(() => decideReversal(shipped({ lines: part }))),
    'delivery.isInvoiced',
  )
  assert.equal(
    outcome(() => decideReversal(shipped({ ...SIGNED, lines: part }))),
    'delivery.isSigned',
  )
  assert.equal(
    outcome(() => decideReversal(shipped({ state: 'reversed', lines: part }))),
    'delivery.reversed',
  )
})

test('undoing a sign-off frees what was reserved in place of missing goods, and is refused once they were replaced', () => {
  const missing = [deliveryLine(1, { signed: many('1'), short: many('1'), damaged: many('1') })]
  const signed = shipped({ ...SIGNED, lines: missing })
  const of = (more: Partial<Shippable['lines'][number]>) =>
    ({
      lines: [orderLine(1, { quantity: many('3'), shipped: many('1'), reserved: 0n, ...more })],
    }) as unknown as SalesOrder
  assert.deepEqual(decideUnsigning(signed, of({})), [])
  assert.deepEqual(decideUnsigning(signed, of({ reserved: many('1.5') })), [{ line: 1, quantity: many('1.5') }])
  const table: [string, Delivery, SalesOrder][] = [
    ['delivery.replaced', signed, of({ shipped: many('2') })],
    ['delivery.replaced', signed, of({ shortClosed: many('1') })],
    ['delivery.isInvoiced', { ...signed, lines: [{ ...missing[0]!, invoiced: 1n }] }, of({ shipped: many('2') })],
    ['delivery.notSigned', shipped(), of({ shipped: many('2') })],
    ['delivery.reversed', shipped({ state: 'reversed' }), of({ shipped: many('2') })],
  ]
  for (const [expected, one, its] of table)
    assert.equal(
      outcome(() => decideUnsigning(one, its)),
      expected,
    )
})
