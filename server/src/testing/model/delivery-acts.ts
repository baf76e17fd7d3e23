import { type Act, aimed, type Chance, type Reply } from './act.ts'
import { type Delivery, due, isGoods, type Model, type Order } from './model.ts'

/** How much of each line is reserved, as it was last read: which order gets scarce goods is not the model's affair. */
export type Reserved = ReadonlyMap<Order, readonly number[]>

/** What leaves or comes back of an order's goods changes its lines and what is on hand. */
function carry(model: Model, { order, lines }: Delivery, way: 1 | -1): void {
  for (const { line, quantity } of lines) {
    const one = order.lines[line - 1]!
    one.shipped += way * quantity
    model.onHand[one.item as 'hinge'] -= way * quantity
  }
}

const ship = (reserved: Reserved, how: 'all' | 'part' | 'more'): Act => {
  const of = (order: Order) => reserved.get(order) ?? []
  const fits = (order: Order) => order.state === 'processing' && !order.hold && of(order).some((one) => one > 0)
  return (model, chance) => {
    const order = aimed(model.orders, fits, chance)
    if (!order) return null
    const index = Math.max(
      0,
      of(order).findIndex((one) => one > 0),
    )
    const most = of(order)[index] ?? 0
    const quantity = how === 'more' ? most + 1 : Math.max(1, Math.min(most, chance.amount))
    const lines = how === 'all' ? undefined : [{ line: index + 1, quantity: String(quantity) }]
    const left =
      how === 'all' ? of(order).map((one, at) => ({ line: at + 1, quantity: one })) : [{ line: index + 1, quantity }]
    return {
      ...{ by: 'warehouse', path: `/v1/orders/${order.id}/ship`, body: lines ? { lines } : {} },
      allowed: fits(order) && how !== 'more',
      done: ({ id }) => {
        const shipped = left.filter((one) => one.quantity > 0).map((one) => ({ ...one, lost: 0 }))
        const delivery: Delivery = { id, order, state: 'shipped', lines: shipped }
        model.deliveries.push(delivery)
        carry(model, delivery, 1)
        model.settle(order)
      },
    }
  }
}

function onDelivery(
  step: string,
  fits: (delivery: Delivery) => boolean,
  make: (delivery: Delivery, chance: Chance, model: Model) => { by?: 'boss'; body: object; done(reply: Reply): void },
): Act {
  return (model, chance) => {
    const delivery = aimed(model.deliveries, fits, chance)
    if (!delivery) return null
    const { done, ...plan } = make(delivery, chance, model)
    return {
      ...{ by: 'sales1', path: `/v1/deliveries/${delivery.id}/${step}`, allowed: fits(delivery) },
      ...plan,
      done: (reply) => {
        done(reply)
        if (!plan.by) delivery.order.worked = true
        model.settle(delivery.order)
      },
    }
  }
}

/** A sign-off whole, or with some of the first line short or damaged. */
const sign = (loss: 'none' | 'short' | 'damaged' | 'unexplained'): Act =>
  onDelivery(
    'sign',
    ({ state }) => state === 'shipped' && loss !== 'unexplained',
    (delivery, { amount }) => {
      const lost = loss === 'none' ? 0 : Math.min(amount, delivery.lines[0]!.quantity)
      const lines = delivery.lines.map(({ quantity }, index) => ({
        ...{ line: index + 1, signed: String(quantity - (index === 0 ? lost : 0)) },
        ...(index === 0 && (loss === 'short' || loss === 'damaged') && { [loss]: String(lost) }),
      }))
      return {
        body: { name: '张蕾', lines },
        done: () => {
          delivery.state = 'signed'
          delivery.lines[0]!.lost = lost
          for (const { line, quantity, lost: away } of delivery.lines) {
            delivery.order.lines[line - 1]!.signed += quantity - away
            delivery.order.lines[line - 1]!.shipped -= away
          }
        },
      }
    },
  )

/** Undone only while nothing is invoiced and nothing was sent in place of what was lost. */
const unsign = onDelivery(
  'unsign',
  ({ state, order, lines }) =>
    state === 'signed' &&
    lines.every(({ line, lost }) => {
      const one = order.lines[line - 1]!
      return one.invoiced === 0 && lost <= due(one) - one.shipped
    }),
  (delivery) => ({
    by: 'boss',
    body: { reason: '签错' },
    done: () => {
      delivery.state = 'shipped'
      for (const one of delivery.lines) {
        const line = delivery.order.lines[one.line - 1]!
        line.signed -= one.quantity - one.lost
        line.shipped += one.lost
        one.lost = 0
      }
    },
  }),
)

const takeBack = onDelivery(
  'reverse',
  ({ state }) => state === 'shipped',
  (delivery, _, model) => ({
    by: 'boss',
    body: { reason: '装错车' },
    done: () => {
      delivery.state = 'reversed'
      carry(model, delivery, -1)
    },
  }),
)

const stock = (kind: 'receipts' | 'adjustments', warehouseId: string, way: 1 | -1, reserved: Reserved): Act => {
  return (model, { amount, other }) => {
    const item = other ? 'hinge' : 'handle'
    const held = model.orders.flatMap((order) =>
      order.lines.map((line, index) => (isGoods(line) && line.item === item ? (reserved.get(order)?.[index] ?? 0) : 0)),
    )
    const free = model.onHand[item] - held.reduce((total, one) => total + one, 0)
    const quantity = kind === 'receipts' ? { quantity: String(amount) } : { difference: String(way * amount) }
    return {
      ...{ by: 'warehouse', path: `/v1/stock/${kind}`, allowed: way > 0 || amount <= free },
      ...(kind === 'receipts' && { fills: [item] }),
      body: { warehouseId, reason: '盘点', lines: [{ itemId: model.items[item], ...quantity }] },
      done: () => {
        model.onHand[item] += way * amount
      },
    }
  }
}

export const deliveryActs = (reserved: Reserved, warehouseId: string): Record<string, Act> => ({
  ...{ shipAll: ship(reserved, 'all'), shipPart: ship(reserved, 'part'), shipTooMuch: ship(reserved, 'more') },
  ...{ sign: sign('none'), signShort: sign('short'), signDamaged: sign('damaged'), signWrong: sign('unexplained') },
  ...{ unsign, takeBack },
  receive: stock('receipts', warehouseId, 1, reserved),
  countMore: stock('adjustments', warehouseId, 1, reserved),
  countLess: stock('adjustments', warehouseId, -1, reserved),
})
