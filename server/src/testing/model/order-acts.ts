import { type Act, aimed, type Chance, type Plan, yuan } from './act.ts'
import { due, gross, grossDue, type Item, isGoods, isOpen, type Line, type Model, type Order } from './model.ts'

const ADDRESS = {
  ...{ pricesIncludeTax: false, paymentMethod: 'transfer', requestedOn: '2099-12-01' },
  ...{ recipient: '张蕾', phone: '138 0571 2266', street: '莫干山路 1418 号' },
}
/** As agreed with every customer; below it a reviewer is asked. */
const LISTED = 10
const LOW = 1

const linesOf = (model: Model, lines: readonly Line[], numbered: boolean) =>
  lines.map(({ item, quantity, price }, index) => ({
    ...{ itemId: model.items[item], quantity: String(quantity), unitPrice: String(price) },
    ...(numbered && { line: index + 1 }),
  }))

const newLine = (item: Item, quantity: number, price = LISTED): Line => ({
  ...{ item, quantity, price },
  ...{ shortClosed: 0, shipped: 0, signed: 0, invoiced: 0 },
})

const create: Act = (model, { which, amount, other }) => {
  const customer = which % 2
  const lines = [
    ...(which % 7 === 6 ? [] : [newLine(other ? 'hinge' : 'handle', amount, which % 5 === 4 ? LOW : LISTED)]),
    ...(which % 3 === 0 ? [newLine('hinge', amount + 1)] : []),
    ...(which % 7 === 6 || which % 4 === 1 ? [newLine('freight', 1)] : []),
  ]
  return {
    by: 'sales1',
    path: '/v1/orders',
    body: { ...ADDRESS, customerId: model.customers[customer]!.id, lines: linesOf(model, lines, false) },
    allowed: true,
    done: ({ id, number }) => {
      model.orders.push({
        ...{
          id,
          number,
          customer,
          state: 'draft',
          version: 1,
          lines,
          holder: 'sales1',
          former: [],
          sequence: 1,
          offers: [],
        },
        ...{ worked: false, hold: null, referred: false, proposed: null, performed: false, invoiced: 0, credited: 0 },
      })
    },
  }
}

/** An act of somebody on an order, by its last word. The owner's own count as work on it. */
function onOrder(
  step: string,
  fits: (order: Order, model: Model) => boolean,
  make: (order: Order, model: Model, chance: Chance) => Partial<Plan> & Pick<Plan, 'done'>,
): Act {
  return (model, chance) => {
    const order = aimed(model.orders, (one) => fits(one, model), chance)
    if (!order) return null
    const { done, ...plan } = make(order, model, chance)
    return {
      ...{ by: 'sales1', path: `/v1/orders/${order.id}/${step}`, allowed: fits(order, model) },
      ...plan,
      done: (reply) => {
        done(reply)
        if ((plan.by ?? 'sales1') === 'sales1') order.worked = true
        model.settle(order)
      },
    }
  }
}

/** Once reviewed it is processed at once by another department that holds it already. */
function pass(order: Order): void {
  order.state = order.holder === 'sales1' || order.holder === 'pool' ? 'pending' : 'processing'
}

const confirm = onOrder(
  'confirm',
  ({ state }) => state === 'draft',
  (order, model) => ({
    body: { with: '张蕾', how: 'phone' },
    done: ({ review }) => {
      const within = order.lines.every(({ price }) => price >= LISTED) && model.fits(order.customer, gross(order))
      if ((review.outcome === 'passed') !== within) throw new Error(`${order.number} was ${review.outcome}`)
      if (within) pass(order)
      else Object.assign(order, { state: 'confirmed', referred: true })
    },
  }),
)

const review = (decision: 'approve' | 'reject') =>
  onOrder(
    'review',
    ({ state, referred }) => state === 'confirmed' && referred,
    (order) => ({
      by: 'manager',
      body: { decision, reason: '看过了' },
      done: () => {
        order.referred = false
        if (decision === 'approve') pass(order)
      },
    }),
  )

const ownReview = onOrder(
  'review',
  () => false,
  () => ({ body: { decision: 'approve', reason: '自己批' }, done: () => undefined }),
)

const holding = onOrder(
  'hold',
  (order) => isOpen(order) && order.hold !== 'credit',
  (order) => ({
    body: { kind: 'customer', reason: '等通知' },
    done: () => {
      order.hold = 'customer'
    },
  }),
)

const release: Act = (model, chance) => {
  const order = aimed(
    model.orders.filter(({ hold }) => hold !== 'credit'),
    ({ hold }) => hold === 'customer',
    chance,
  )
  if (!order) return null
  return {
    ...{ by: 'sales1', path: `/v1/orders/${order.id}/release`, body: { reason: '可以了' } },
    allowed: order.hold === 'customer',
    done: () => {
      Object.assign(order, { hold: null, worked: true })
    },
  }
}

/** Changes the quantity of the first line: of a draft at once, after the review within policy or as a proposal. */
const change = (stale: boolean): Act =>
  onOrder(
    '',
    (order) => !stale && isOpen(order),
    (order, model, { amount }) => {
      const [first, ...rest] = order.lines as [Line, ...Line[]]
      const lines = [{ ...first, quantity: amount }, ...rest]
      const drafted = order.state === 'draft' || order.state === 'confirmed'
      const more = amount - first.quantity
      const least = first.shortClosed + (isGoods(first) ? first.shipped : first.invoiced)
      const fixed = order.proposed !== null || more === 0 || amount < least || (first.invoiced > 0 && more < 0)
      return {
        ...{ method: 'PUT', path: `/v1/orders/${order.id}`, seen: stale ? '' : `/v1/orders/${order.id}` },
        body: {
          ...{ ...ADDRESS, customerId: model.customers[order.customer]!.id, reason: '改数量' },
          lines: linesOf(model, lines, true),
        },
        allowed: !stale && isOpen(order) && (drafted || !fixed),
        done: ({ outcome }) => {
          if (drafted) {
            Object.assign(first, { quantity: amount })
            Object.assign(order, { state: 'draft', referred: false, hold: order.hold === 'credit' ? null : order.hold })
            return
          }
          const before = model.exposureOf(order)
          const was = first.quantity
          first.quantity = amount
          const raise = Math.max(0, grossDue(order) - model.paidOf(order) - order.credited) - before
          first.quantity = was
          const within = (first.price >= LISTED || more < 0) && model.fits(order.customer, raise)
          if ((outcome === 'changed') !== within) throw new Error(`the change of ${order.number} was ${outcome}`)
          if (within) first.quantity = amount
          else order.proposed = amount
        },
      }
    },
  )

const withdraw = onOrder(
  'change/withdraw',
  ({ proposed }) => proposed !== null,
  (order) => ({
    body: { reason: '算了' },
    done: () => {
      order.proposed = null
    },
  }),
)

const decideChange = (decision: 'approve' | 'reject') =>
  onOrder(
    'change/decide',
    ({ proposed }) => proposed !== null,
    (order) => {
      const [first] = order.lines as [Line]
      const least = first.shortClosed + (isGoods(first) ? first.shipped : first.invoiced)
      const { proposed } = order
      const fits =
        decision === 'reject' || ((proposed ?? 0) >= least && !(first.invoiced > 0 && proposed! < first.quantity))
      return {
        by: 'manager',
        body: { decision, reason: '看过了' },
        allowed: proposed !== null && fits && isOpen(order),
        done: () => {
          if (decision === 'approve') first.quantity = proposed!
          order.proposed = null
        },
      }
    },
  )

const cancel = onOrder(
  'cancel',
  (order, model) =>
    isOpen(order) &&
    !order.lines.some((line) => isGoods(line) && line.shipped > 0) &&
    model.paidOf(order) === 0 &&
    order.invoiced <= order.credited,
  (order) => ({
    fills: order.lines.map(({ item }) => item),
    body: { reason: '不要了' },
    done: () => void Object.assign(order, { state: 'cancelled', referred: false, proposed: null }),
  }),
)

/** Whether anything is left to deliver without the first line; services go with goods and are nothing by themselves. */
const leaves = (lines: readonly Line[]): boolean =>
  lines.some((line, index) => index > 0 && due(line) > 0 && (isGoods(line) || !lines.some(isGoods)))

const shortClose = onOrder(
  'short-close',
  ({ state, lines }) =>
    due(lines[0]!) > lines[0]!.shipped && (state === 'processing' || (state === 'pending' && leaves(lines))),
  ({ lines }) => ({
    fills: lines.map(({ item }) => item),
    body: { lines: [1], reason: '余数不要' },
    done: () => {
      lines[0]!.shortClosed += due(lines[0]!) - lines[0]!.shipped
    },
  }),
)

const process = onOrder(
  'process',
  ({ state, hold }) => state === 'processing' && hold === null,
  (order) => ({ by: 'boss', body: {}, serves: order, done: () => undefined }),
)

const note = onOrder(
  'notes',
  () => true,
  () => ({ body: { text: '已联系' }, done: () => undefined }),
)

const perform = onOrder(
  'perform',
  ({ state, lines, performed, hold }) => state === 'processing' && !lines.some(isGoods) && !performed && !hold,
  (order) => ({
    body: { with: '张蕾' },
    done: () => {
      order.performed = true
    },
  }),
)

const unperform = onOrder(
  'unperform',
  ({ state, lines, performed }) =>
    performed && ['processing', 'completed'].includes(state) && lines.every((line) => line.invoiced === 0),
  (order) => ({
    body: { reason: '还没做完' },
    done: () => {
      order.performed = false
    },
  }),
)

/** A limit below what is owed stops orders: which, is looked up, since the act is a fact and always done. */
const changeLimit: Act = (model, { which }) => {
  const customer = model.customers[1]!
  const limit = [30_000, 100_000, 500_000][which % 3]!
  const path = `/v1/customers/${customer.id}`
  return {
    ...{ by: 'finance', method: 'PUT', path: `${path}/credit`, seen: path, allowed: true },
    body: { creditLimit: yuan(limit), reason: '年度调整' },
    done: () => {
      customer.limit = limit
    },
  }
}

export const orderActs = {
  ...{ create, confirm, ownReview, holding, release, withdraw, cancel, shortClose, process, note, perform, unperform },
  ...{ approve: review('approve'), reject: review('reject'), change: change(false), changeStale: change(true) },
  ...{ approveChange: decideChange('approve'), rejectChange: decideChange('reject'), changeLimit },
}
