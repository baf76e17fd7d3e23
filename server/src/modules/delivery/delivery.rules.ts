import { QUANTITY_PLACES, quantity as shown } from '@baton/contract/decimal'
import { refusals } from '../../kernel/refusal.ts'
import { spokenQuantity } from '../../kernel/spoken.ts'
import { decideNotHeld, decideState, decimalsOf, type OrderLine, type SalesOrder } from '../orders/orders.rules.ts'
import { shareOf } from '../orders/pricing.rules.ts'
import { due } from '../orders/settle.rules.ts'

/** Goods of one order line that left from one warehouse. Quantities in millionths, costs in minor units. */
export interface DeliveryLine {
  line: number
  orderLine: number
  itemId: string
  /** How many decimals a quantity of the item may have. */
  unitDecimals: number
  warehouseId: string
  quantity: bigint
  cost: bigint
  /** What of the cost has become cost of sales, and what was short or damaged; the rest is in transit. */
  costReleased: bigint
  costLost: bigint
  signed: bigint
  short: bigint
  damaged: bigint
  invoiced: bigint
  remark: string
}

export interface Delivery {
  id: string
  number: string
  orderId: string
  customerId: string
  state: 'shipped' | 'signed' | 'reversed'
  shippedAt: Date
  signedName: string | null
  signedOn: string | null
  version: number
  lines: DeliveryLine[]
}

export const no = refusals('delivery', {
  unknown: {
    status: 404,
    zh: () => '没有这张送货单，或你无权查看。请核对单号，或请订单负责人加你为关注人。',
    en: () =>
      'There is no such delivery, or you may not see it. Check the number, or ask the owner of its order to let you watch it.',
  },
  orderUnknown: {
    status: 404,
    zh: () => '没有这张订单，或你无权查看。请核对编号，或请负责人加你为关注人。',
    en: () => 'There is no such order, or you may not see it. Check the number, or ask its owner to let you watch it.',
  },
  nothingReserved: {
    status: 409,
    zh: (number: string) => `${number} 没有预留的库存，发不了货。先补货，再点「处理」重新预留。`,
    en: (number: string) =>
      `${number} has no reserved stock, so nothing can be shipped. Receive stock, then process the order again to reserve it.`,
  },
  withoutGoods: {
    status: 409,
    zh: (number: string) => `${number} 没有实物货品，不用发货。做完后请在订单上确认完成。`,
    en: (number: string) =>
      `${number} has no goods, so nothing is shipped. Confirm on the order that it was performed once it was.`,
  },
  allShipped: {
    status: 409,
    zh: (number: string) => `${number} 的货已全部发出。请登记签收；要补发，先在订单上增加数量。`,
    en: (number: string) =>
      `All goods of ${number} have left. Record their sign-off; to send more, raise the order’s quantity first.`,
  },
  unknownLine: {
    status: 422,
    zh: (number: string, line: number) => `${number} 没有第 ${line} 行。请核对行号。`,
    en: (number: string, line: number) => `${number} has no line ${line}. Check the line number.`,
  },
  noGoods: {
    status: 422,
    zh: (line: number) => `第 ${line} 行不是库存货品，不用发货，会随最后一批货算作已交付。请去掉这一行。`,
    en: (line: number) =>
      `Line ${line} is not a stock item; it counts as delivered with the last goods and is not shipped. Leave it out.`,
  },
  tooFine: {
    status: 422,
    zh: (line: number, decimals: number) =>
      `第 ${line} 行的数量${decimals === 0 ? '要是整数' : `最多 ${decimals} 位小数`}。请改数量。`,
    en: (line: number, decimals: number) =>
      `The quantity of line ${line} may have ${decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`}. Change it.`,
  },
  overDelivery: {
    status: 422,
    zh: (line: number, wanted: bigint, open: bigint) =>
      `第 ${line} 行只剩 ${spokenQuantity(open)} 未发，不能发 ${spokenQuantity(wanted)}。请改少，或先变更订单数量。`,
    en: (line: number, wanted: bigint, open: bigint) =>
      `Line ${line} has ${spokenQuantity(open)} left to ship, not ${spokenQuantity(wanted)}. Ship less, or change the order’s quantity first.`,
  },
  notReserved: {
    status: 409,
    zh: (line: number, wanted: bigint, reserved: bigint) =>
      `第 ${line} 行只预留了 ${spokenQuantity(reserved)}，发不了 ${spokenQuantity(wanted)}。少发一些，或补货后重新预留。`,
    en: (line: number, wanted: bigint, reserved: bigint) =>
      `Line ${line} has ${spokenQuantity(reserved)} reserved and cannot ship ${spokenQuantity(wanted)}. Ship less, or receive stock and reserve it.`,
  },
  reversed: {
    status: 409,
    zh: (number: string) => `${number} 已撤销，货已退回仓库。请看订单上最新的送货单。`,
    en: (number: string) =>
      `${number} was taken back and its goods are in stock again. See the order for its latest delivery.`,
  },
  alreadySigned: {
    status: 409,
    zh: (number: string, name: string | null, on: string) =>
      `${number} 已${name ? `由${name}` : '按约定'}在 ${on} 签收，不用再签。有出入请联系送货方。`,
    en: (number: string, name: string | null, on: string) =>
      `${number} was signed for by ${name ?? 'policy'} on ${on}. If something is wrong, ask the sender to undo the sign-off.`,
  },
  notSigned: {
    status: 409,
    zh: (number: string) => `${number} 还没有签收，没有可撤销的签收。`,
    en: (number: string) => `${number} has not been signed for, so there is no sign-off to undo.`,
  },
  lineTwice: {
    status: 422,
    zh: (line: number) => `第 ${line} 行填了两次。每行填一次。`,
    en: (line: number) => `Line ${line} is named twice. Name each line once.`,
  },
  lineMissing: {
    status: 422,
    zh: (lines: number[]) => `还缺第 ${lines.join('、')} 行的签收数量。没收到的填 0 和短少数量。`,
    en: (lines: number[]) =>
      `The sign-off lacks line ${lines.join(', ')}. Enter every line; what did not arrive is 0 signed and the rest short.`,
  },
  doesNotAddUp: {
    status: 422,
    zh: (line: number, told: bigint, shipped: bigint) =>
      `第 ${line} 行签收、短少、破损合计 ${spokenQuantity(told)}，发货是 ${spokenQuantity(shipped)}。三项合计要等于发货数量。`,
    en: (line: number, told: bigint, shipped: bigint) =>
      `Line ${line}: signed, short and damaged make ${spokenQuantity(told)}, but ${spokenQuantity(shipped)} was shipped. The three must add up to it.`,
  },
  invoicedAlready: {
    status: 409,
    zh: (line: number, invoiced: bigint) =>
      `第 ${line} 行已开票 ${spokenQuantity(invoiced)}，签收不能少于它。先对少收的数量开红字发票（可重开），再签收；已开了只让价的红字发票，先撤销那张。`,
    en: (line: number, invoiced: bigint) =>
      `Line ${line} has been invoiced for ${spokenQuantity(invoiced)}, so no less can be signed. First credit the missing quantity so that it can be invoiced again, then sign; a credit note that only forgave is reversed before.`,
  },
  invoicedAsShipped: {
    status: 409,
    zh: (line: number) =>
      `第 ${line} 行已按发货数量开票，有短少或破损要由送货方先更正发票。请联系送货方，更正后再签收。`,
    en: (line: number) =>
      `Line ${line} was invoiced as it was shipped, so the sender must correct the invoice before less is signed. Tell the sender what is missing, then sign.`,
  },
  signedTooEarly: {
    status: 422,
    zh: (on: string, shipped: string) => `签收日期 ${on} 早于发货日期 ${shipped}。请改日期。`,
    en: (on: string, shipped: string) =>
      `The day of sign-off ${on} lies before the shipment on ${shipped}. Correct the day.`,
  },
  signedInFuture: {
    status: 422,
    zh: (on: string) => `签收日期 ${on} 还没到。请填今天或以前的日期。`,
    en: (on: string) => `The day of sign-off ${on} has not come yet. Enter today or an earlier day.`,
  },
  isSigned: {
    status: 409,
    zh: (number: string) => `${number} 已签收，不能撤销发货。先撤销签收。`,
    en: (number: string) => `${number} has been signed for and cannot be taken back. Undo the sign-off first.`,
  },
  isInvoiced: {
    status: 409,
    zh: (number: string) => `${number} 已开票。先开红字发票（可重开），再撤销；已开了只让价的红字发票，先撤销那张。`,
    en: (number: string) =>
      `${number} has been invoiced. First issue a credit note that lets it be invoiced again, then undo it; a credit note that only forgave is reversed before.`,
  },
  replaced: {
    status: 409,
    zh: (line: number) => `订单第 ${line} 行短少的数量已经补发或短结，不能撤销签收。先撤销补发的送货单。`,
    en: (line: number) =>
      `What was missing of order line ${line} has been delivered again or short-closed, so the sign-off stays. Take the later delivery back first.`,
  },
  linkUnknown: {
    status: 404,
    zh: () => '这个链接无效或已过期。请联系送货方，重新发一个签收链接给您。',
    en: () => 'This link is not valid or has lapsed. Ask the sender for a new link to sign with.',
  },
})

interface Asked {
  line: number
  quantity: bigint
}

/** What a shipment needs to know of an order. */
export type Shippable = Pick<
  SalesOrder,
  'number' | 'state' | 'holdKind' | 'holdReason' | 'holdUntil' | 'creditUntil'
> & {
  lines: readonly Pick<
    OrderLine,
    'line' | 'kind' | 'unitDecimals' | 'quantity' | 'shortClosed' | 'shipped' | 'reserved'
  >[]
}

/** What is to leave, per order line. Without a wish it is all that is reserved; two wishes for one line are one. */
export function decideShipment(order: Shippable, asked: readonly Asked[] | undefined, now: Date): Asked[] {
  decideState(order, 'ship', ['processing'])
  decideNotHeld(order, now)
  const goods = order.lines.filter((line) => line.kind === 'stock')
  if (goods.length === 0) throw no.withoutGoods(order.number)
  if (goods.every((line) => line.shipped >= due(line))) throw no.allShipped(order.number)
  if (!goods.some((line) => line.reserved > 0n)) throw no.nothingReserved(order.number)
  if (!asked)
    return order.lines.filter((line) => line.reserved > 0n).map(({ line, reserved }) => ({ line, quantity: reserved }))
  const wanted = new Map<number, bigint>()
  for (const { line, quantity } of asked) wanted.set(line, (wanted.get(line) ?? 0n) + quantity)
  for (const [number, quantity] of wanted) decideLine(order, number, quantity)
  return [...wanted].map(([line, quantity]) => ({ line, quantity })).sort((one, other) => one.line - other.line)
}

function decideLine(order: Shippable, number: number, wanted: bigint): void {
  const line = order.lines.find((one) => one.line === number)
  if (!line) throw no.unknownLine(order.number, number)
  if (line.kind !== 'stock') throw no.noGoods(number)
  decideCountable({ line: number, unitDecimals: decimalsOf(line) }, wanted)
  const open = due(line) - line.shipped
  const facts = { line: number, wanted: shown(wanted), reserved: shown(line.reserved), open: shown(open) }
  if (wanted > open) throw no.overDelivery(number, wanted, open).with(facts)
  if (wanted > line.reserved) throw no.notReserved(number, wanted, line.reserved).with(facts)
}

/** Goods that are counted in pieces neither leave nor arrive in parts of one. */
function decideCountable({ line, unitDecimals }: { line: number; unitDecimals: number }, quantity: bigint): void {
  if (quantity % 10n ** BigInt(QUANTITY_PLACES - unitDecimals) !== 0n) throw no.tooFine(line, unitDecimals)
}

export function decideKnownDelivery(deliveries: readonly Delivery[], id: string): Delivery {
  const delivery = deliveries.find((one) => one.id === id)
  if (!delivery) throw no.unknown()
  return delivery
}

/** What the simple decisions need of a delivery, so that a screen can ask them too. */
export type DeliveryState = Pick<Delivery, 'number' | 'state' | 'signedName' | 'signedOn'> & {
  lines: readonly Pick<DeliveryLine, 'invoiced'>[]
}

/** A delivery that still waits for its sign-off. */
export function decideUnsigned({ number, state, signedName, signedOn }: DeliveryState): void {
  if (state === 'reversed') throw no.reversed(number)
  if (state === 'signed') throw no.alreadySigned(number, signedName, signedOn!)
}

/** What whoever received the goods says about one line; what is not named short or damaged is none. */
export interface Receipt {
  line: number
  signed: bigint
  short?: bigint
  damaged?: bigint
  remark: string
}

export type SignedLine = DeliveryLine & { short: bigint; damaged: bigint }

/**
 * The lines as they are once signed: each shipped quantity must be accounted for, and what did not arrive well is lost in transit. A customer
 * who signs by a link can correct no invoice, and is told who can.
 */
export function decideSignature(
  delivery: Delivery,
  receipts: readonly Receipt[],
  by: 'staff' | 'link' = 'staff',
): SignedLine[] {
  decideUnsigned(delivery)
  const told = new Map<number, Receipt>()
  for (const receipt of receipts) {
    if (told.has(receipt.line)) throw no.lineTwice(receipt.line)
    told.set(receipt.line, receipt)
  }
  const stranger = receipts.find(({ line }) => !delivery.lines.some((one) => one.line === line))
  if (stranger) throw no.unknownLine(delivery.number, stranger.line)
  const missing = delivery.lines.filter(({ line }) => !told.has(line)).map(({ line }) => line)
  if (missing.length > 0) throw no.lineMissing(missing).with({ lines: missing })
  return delivery.lines.map((line) => signedLine(line, told.get(line.line)!, by))
}

function signedLine(
  line: DeliveryLine,
  { signed, short = 0n, damaged = 0n, remark }: Receipt,
  by: 'staff' | 'link',
): SignedLine {
  for (const quantity of [signed, short, damaged]) decideCountable(line, quantity)
  const sum = signed + short + damaged
  if (sum !== line.quantity)
    throw no.doesNotAddUp(line.line, sum, line.quantity).with({ line: line.line, shipped: shown(line.quantity) })
  if (line.invoiced > signed) {
    const refused = by === 'link' ? no.invoicedAsShipped(line.line) : no.invoicedAlready(line.line, line.invoiced)
    throw refused.with({ line: line.line })
  }
  return { ...line, signed, short, damaged, remark, costLost: line.cost - shareOf(line.cost, signed, line.quantity) }
}

/** Everything arrived as it was shipped. */
export const allArrived = (delivery: Delivery): Receipt[] =>
  delivery.lines.map(({ line, quantity }) => ({ line, signed: quantity, remark: '' }))

/** The day of the sign-off lies between the shipment and today, both as the company's calendar shows them. */
export function decideSignedOn(on: string | undefined, shippedOn: string, today: string): string {
  if (on === undefined) return today
  if (on > today) throw no.signedInFuture(on)
  if (on < shippedOn) throw no.signedTooEarly(on, shippedOn)
  return on
}

const invoiced = ({ lines }: DeliveryState): boolean => lines.some((line) => line.invoiced > 0n)

/** A delivery is taken back only while nobody has signed for it and nothing of it is invoiced. */
export function decideReversal(delivery: DeliveryState): void {
  if (delivery.state === 'reversed') throw no.reversed(delivery.number)
  if (delivery.state === 'signed') throw no.isSigned(delivery.number)
  if (invoiced(delivery)) throw no.isInvoiced(delivery.number)
}

export function decideSignOffStands(delivery: DeliveryState): void {
  if (delivery.state === 'reversed') throw no.reversed(delivery.number)
  if (delivery.state === 'shipped') throw no.notSigned(delivery.number)
  if (invoiced(delivery)) throw no.isInvoiced(delivery.number)
}

/**
 * Undoing a sign-off makes short and damaged goods shipped ones again. Answers how much of the reservations that were made in their place
 * is to be released, per order line; refused once the replacement has left.
 */
export function decideUnsigning(delivery: Delivery, order: SalesOrder): Asked[] {
  decideSignOffStands(delivery)
  const back = new Map<number, bigint>()
  for (const { orderLine, short, damaged } of delivery.lines)
    back.set(orderLine, (back.get(orderLine) ?? 0n) + short + damaged)
  return order.lines.flatMap((line) => {
    const again = back.get(line.line) ?? 0n
    const open = due(line) - line.shipped
    if (again > open) throw no.replaced(line.line)
    const excess = again + line.reserved - open
    return excess > 0n ? [{ line: line.line, quantity: excess }] : []
  })
}
