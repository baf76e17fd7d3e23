import { type Act, aimed, type Chance, type Plan, yuan } from './act.ts'
import {
  billable,
  grossDue,
  grossOf,
  type Invoice,
  type Matching,
  type Model,
  type Note,
  type Order,
  type Payment,
  sum,
} from './model.ts'

const issue: Act = (model, chance) => {
  const fits = (order: Order) =>
    ['processing', 'completed'].includes(order.state) && order.lines.some((line) => billable(line) > 0)
  const order = aimed(model.orders, fits, chance)
  if (!order) return null
  return {
    ...{ by: 'finance', path: `/v1/orders/${order.id}/invoice`, body: {}, allowed: fits(order) },
    done: ({ id }) => {
      const lines = order.lines
        .filter((line) => billable(line) > 0)
        .map((line) => ({ line, quantity: billable(line), credited: 0 }))
      const gross = sum(lines.map(({ line, quantity }) => grossOf(line, quantity)))
      for (const { line, quantity } of lines) line.invoiced += quantity
      order.invoiced += gross
      model.invoices.push({ id, order, gross, credited: 0, first: null, lines })
      model.settle(order)
    },
  }
}

/** Credits all that is left, or one piece of the first line; what is credited is forgiven, or invoiced again. */
const credit = (part: boolean, billAgain: boolean): Act => {
  const wanted = ({ lines }: Invoice) =>
    part
      ? [{ one: lines[0]!, quantity: 1 }]
      : lines.map((one) => ({ one, quantity: one.quantity - one.credited })).filter(({ quantity }) => quantity > 0)
  const amountOf = (invoice: Invoice) => sum(wanted(invoice).map(({ one, quantity }) => grossOf(one.line, quantity)))
  const fits = (invoice: Invoice, model: Model) =>
    wanted(invoice).length > 0 &&
    (!part || invoice.first! > 0) &&
    wanted(invoice).every(({ one, quantity }) => one.credited + quantity <= one.quantity) &&
    amountOf(invoice) <= model.openOf(invoice)
  return (model, chance) => {
    const invoice = aimed(model.invoices, (one) => fits(one, model), chance)
    if (!invoice) return null
    const lines = part ? { lines: [{ line: 1, quantity: '1' }] } : {}
    return {
      ...{ by: 'finance', path: `/v1/invoices/${invoice.id}/credit`, allowed: fits(invoice, model) },
      body: { reason: '价格折让', billAgain, ...lines },
      done: ({ id }) => {
        const amount = amountOf(invoice)
        const taken = wanted(invoice)
        for (const { one, quantity } of taken) {
          one.credited += quantity
          if (billAgain) one.line.invoiced -= quantity
        }
        invoice.credited += amount
        const first = part ? 1 : invoice.first!
        invoice.first! -= first
        model.notes.push({ id, invoice, amount, billAgain, reversed: false, first, taken })
        invoice.order[billAgain ? 'invoiced' : 'credited'] += billAgain ? -amount : amount
        model.settle(invoice.order)
      },
    }
  }
}

/** Undoes a credit note that forgave, as far as the customer may owe it again. */
const uncredit: Act = (model, chance) => {
  const raised = ({ invoice: { order }, amount }: Note) => {
    const open = grossDue(order) - model.paidOf(order) - order.credited
    return Math.max(0, open + amount) - Math.max(0, open)
  }
  const fits = (note: Note) =>
    !note.billAgain && !note.reversed && model.fits(note.invoice.order.customer, raised(note))
  const note = aimed(model.notes, fits, chance)
  if (!note) return null
  return {
    ...{ by: 'finance', path: `/v1/invoices/${note.id}/reverse`, body: { reason: '开错' }, allowed: fits(note) },
    done: () => {
      const { invoice, amount, first, taken } = note
      note.reversed = true
      for (const { one, quantity } of taken) one.credited -= quantity
      invoice.credited -= amount
      invoice.first! += first
      invoice.order.credited -= amount
      model.settle(invoice.order)
    },
  }
}

const pay: Act = (model, { which, amount }) => ({
  ...{ by: 'finance', path: '/v1/payments', allowed: true },
  body: { customerId: model.customers[which % 2]!.id, amount: yuan(amount * 5000), method: 'transfer' },
  done: ({ id }) => {
    model.payments.push({ id, customer: which % 2, amount: amount * 5000, refunded: 0, reversed: false })
  },
})

function matched(model: Model, payment: Payment, invoice: Invoice, amount: number): void {
  model.matchings.push({ id: '', payment, invoice, amount, open: true })
  model.settle(invoice.order)
}

/** A receipt that is matched as it is recorded, whole or in part, or with a cent more than the invoice has open. */
const payFor =
  (more: number): Act =>
  (model, chance) => {
    const invoice = aimed(model.invoices, (one) => model.openOf(one) > 0, chance)
    if (!invoice) return null
    const open = model.openOf(invoice)
    const amount = chance.other ? open + more : Math.max(1, Math.floor(open / 2)) + (more > 0 ? open : 0)
    const { customer } = invoice.order
    return {
      ...{ by: 'finance', path: '/v1/payments', allowed: amount > 0 && amount <= open },
      body: {
        ...{ customerId: model.customers[customer]!.id, amount: yuan(amount + 100), method: 'transfer' },
        matches: [{ invoiceId: invoice.id, amount: yuan(amount) }],
      },
      done: ({ id }) => {
        const payment = { id, customer, amount: amount + 100, refunded: 0, reversed: false }
        model.payments.push(payment)
        matched(model, payment, invoice, amount)
      },
    }
  }

const match: Act = (model, chance) => {
  const payment = aimed(model.payments, (one) => model.leftOf(one) > 0, chance)
  if (!payment) return null
  const of = model.invoices.filter(({ order }) => chance.which % 7 === 0 || order.customer === payment.customer)
  const invoice = aimed(of, (one) => model.openOf(one) > 0, chance)
  if (!invoice) return null
  const [left, open] = [model.leftOf(payment), model.openOf(invoice)]
  const amount = Math.max(1, Math.min(left, open))
  return {
    ...{ by: 'finance', path: `/v1/payments/${payment.id}/match` },
    body: { matches: [{ invoiceId: invoice.id, amount: yuan(amount) }] },
    allowed: left > 0 && open > 0 && invoice.order.customer === payment.customer,
    done: () => matched(model, payment, invoice, amount),
  }
}

const unmatch: Act = (model, chance) => {
  const matching = aimed(
    model.matchings.filter(({ id }) => id !== ''),
    ({ open }) => open,
    chance,
  )
  if (!matching) return null
  return {
    ...{
      by: 'finance',
      path: `/v1/matchings/${matching.id}/reverse`,
      body: { reason: '配错' },
      allowed: matching.open,
    },
    done: () => undo(model, [matching]),
  }
}

function undo(model: Model, matchings: Matching[]): void {
  for (const one of matchings) one.open = false
  for (const { invoice } of matchings) model.settle(invoice.order)
}

function onPayment(
  step: string,
  fits: (payment: Payment, model: Model, chance: Chance) => boolean,
  make: (payment: Payment, model: Model, chance: Chance) => Pick<Plan, 'body' | 'done'>,
): Act {
  return (model, chance) => {
    const payment = aimed(model.payments, (one) => fits(one, model, chance), chance)
    if (!payment) return null
    return {
      ...{ by: 'boss', path: `/v1/payments/${payment.id}/${step}`, allowed: fits(payment, model, chance) },
      ...make(payment, model, chance),
    }
  }
}

const half = (left: number) => Math.max(1, Math.floor(left / 2))

const refund = onPayment(
  'refund',
  (payment, model, { other }) => {
    const left = model.leftOf(payment)
    return left > 0 && model.fits(payment.customer, other ? left : half(left))
  },
  (payment, model, { other }) => {
    const left = model.leftOf(payment)
    const amount = other ? left : half(left)
    return {
      body: { reason: '客户要求', ...(!other && { amount: yuan(amount) }) },
      done: () => {
        payment.refunded += amount
      },
    }
  },
)

const bounce = onPayment(
  'reverse',
  (payment) => !payment.reversed && payment.refunded === 0,
  (payment, model) => ({
    body: { reason: '退票' },
    done: () => {
      payment.reversed = true
      undo(
        model,
        model.matchings.filter((one) => one.open && one.payment === payment),
      )
    },
  }),
)

export const moneyActs: Record<string, Act> = {
  ...{ issue, pay, match, unmatch, refund, bounce },
  ...{ credit: credit(false, false), creditPart: credit(true, false), payFor: payFor(0), payTooMuch: payFor(1) },
  ...{ billAgain: credit(false, true), billPartAgain: credit(true, true), uncredit },
}
