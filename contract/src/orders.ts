import { z } from 'zod'
import {
  day,
  endpoints,
  id,
  idParam,
  instant,
  moneyIn,
  nothing,
  page,
  pageOf,
  personRef,
  quantityIn,
  text,
  unitPriceIn,
} from './endpoint.ts'
import { paymentMethod } from './masters.ts'
import { difference, finding, holdKind, order, orderDocument, orderRow, orderState, review } from './order-shapes.ts'

export type {
  Holder,
  Order,
  OrderDifference,
  OrderDocument,
  OrderRow,
  OrderState,
  Progress,
  ReviewFinding,
} from './order-shapes.ts'
export { orderRow, orderState } from './order-shapes.ts'

const lineIn = z.strictObject({
  itemId: id,
  description: text(300).optional(),
  quantity: quantityIn,
  unitPrice: unitPriceIn,
  taxCode: text(20, 1).optional(),
  requestedOn: day.optional(),
  promisedOn: day.optional(),
})

const deliverTo = {
  contactName: text(100).default(''),
  recipient: text(100).default(''),
  phone: text(40).default(''),
  region: text(100).default(''),
  street: text(300).default(''),
}

const header = {
  customerId: id,
  customerNumber: text(60).default(''),
  pricesIncludeTax: z.boolean().default(true),
  paymentMethod: paymentMethod.nullable().default(null),
  termDays: z.number().int().min(0).max(365).optional(),
  requestedOn: day.nullable().default(null),
  promisedOn: day.nullable().default(null),
  note: text(2000).default(''),
  ...deliverTo,
}

const changed = z.object({ id: z.string(), number: z.string(), state: orderState, version: z.number() })

export const orders = endpoints({
  'GET /v1/orders': {
    summary: 'Orders that I may see, newest first; by view, state, people, customer or search',
    access: { right: 'orders.read' },
    query: z.strictObject({
      view: z.enum(['all', 'holding', 'owned', 'department', 'pool', 'overdue', 'due', 'review']).default('all'),
      state: orderState.optional(),
      customerId: id.optional(),
      ownerId: id.optional(),
      holderId: id.optional(),
      /** Order numbers (many, pasted), a customer's number for the order, or words of the customer's name. */
      q: text(4000).optional(),
      sort: z.enum(['-createdAt', 'promisedOn']).default('-createdAt'),
      ...page,
    }),
    reply: pageOf(orderRow),
  },
  'GET /v1/orders/counts': {
    summary: 'How many orders each view holds, capped at 1,001',
    access: { right: 'orders.read' },
    reply: z.object({
      holding: z.number(),
      owned: z.number(),
      department: z.number(),
      pool: z.number(),
      overdue: z.number(),
      due: z.number(),
      review: z.number(),
      all: z.number(),
    }),
  },
  'GET /v1/orders/names': {
    summary: 'Number, customer and state of orders by their ids, for pages that show work on them',
    access: { right: 'orders.read' },
    query: z.strictObject({ ids: text(20000, 1) }),
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          customer: z.string(),
          state: orderState,
          promisedOn: z.string().nullable(),
        }),
      ),
    }),
  },
  'GET /v1/orders/:id': {
    summary: 'One order with lines, reviews and what may be done',
    access: { right: 'orders.read' },
    params: idParam,
    reply: order,
  },
  'GET /v1/orders/:id/versions': {
    summary: 'Every version of an order, oldest first, with who changed it, why, and what changed',
    access: { right: 'orders.read' },
    params: idParam,
    reply: z.object({
      rows: z.array(
        z.object({
          /** 1 is the order as it was first written. */
          edition: z.number(),
          version: z.number(),
          at: z.string(),
          by: personRef,
          reason: z.string(),
          difference: z.array(difference),
          document: orderDocument,
        }),
      ),
    }),
  },
  'POST /v1/orders': {
    summary: 'Create an order as a draft',
    access: { right: 'orders.create' },
    body: z.strictObject({ ...header, lines: z.array(lineIn).min(1).max(500) }),
    reply: changed,
    status: 201,
  },
  'PUT /v1/orders/:id': {
    summary:
      'Change an order. After confirmation a reason is needed; after review it is reviewed again, and what policy does not pass waits as a proposal',
    access: { right: 'orders.change' },
    params: idParam,
    body: z.strictObject({
      ...header,
      reason: text(300).default(''),
      lines: z
        .array(lineIn.extend({ line: z.number().int().min(1).max(100_000).optional() }))
        .min(1)
        .max(500),
    }),
    reply: changed.extend({ outcome: z.enum(['changed', 'proposed']), findings: z.array(finding) }),
    versioned: true,
  },
  'POST /v1/orders/:id/change/decide': {
    summary: 'Approve or reject the proposed change of a reviewed order; approving looks at the facts again',
    access: { right: 'orders.review' },
    params: idParam,
    body: z.strictObject({
      decision: z.enum(['approve', 'reject']),
      reason: text(300, 1),
      validUntil: instant.optional(),
    }),
    reply: changed,
  },
  'POST /v1/orders/:id/change/withdraw': {
    summary: 'Take a proposed change back; the order stands as it is',
    access: { right: 'orders.change' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: changed,
  },
  'POST /v1/orders/:id/confirm': {
    summary: 'Record that the customer agreed: who, when, how. Reviews at once, and passes by itself within policy',
    access: { right: 'orders.confirm' },
    params: idParam,
    body: z.strictObject({
      with: text(100, 1),
      how: z.enum(['phone', 'chat', 'mail', 'signed', 'meeting']),
      at: instant.optional(),
    }),
    reply: changed.extend({ review: review.pick({ outcome: true, findings: true }) }),
  },
  'POST /v1/orders/:id/review': {
    summary: 'Decide a review that policy did not pass by itself',
    access: { right: 'orders.review' },
    params: idParam,
    body: z.strictObject({
      decision: z.enum(['approve', 'reject']),
      reason: text(300, 1),
      validUntil: instant.optional(),
    }),
    reply: changed,
  },
  'POST /v1/orders/:id/hold': {
    summary: 'Put an order on hold, with reason and, if wished, an end',
    access: { right: 'orders.hold' },
    params: idParam,
    body: z.strictObject({ kind: holdKind, reason: text(300, 1), until: instant.optional() }),
    reply: changed,
  },
  'POST /v1/orders/:id/release': {
    summary:
      'Release an order from hold. A credit hold above the limit is released by a reviewer, until a moment if wished; others ask for it',
    access: { right: 'orders.hold' },
    params: idParam,
    body: z.strictObject({
      reason: text(300, 1),
      decision: z.enum(['approve', 'reject']).default('approve'),
      validUntil: instant.optional(),
    }),
    reply: changed.extend({ outcome: z.enum(['released', 'asked', 'rejected']) }),
  },
  'POST /v1/orders/:id/perform': {
    summary:
      'Record that the customer confirmed what an order without goods asked for: it counts as shipped and signed',
    access: { right: 'orders.perform' },
    params: idParam,
    body: z.strictObject({ with: text(100, 1), on: day.optional(), note: text(300).default('') }),
    reply: changed,
  },
  'POST /v1/orders/:id/unperform': {
    summary: 'Take back that an order without goods was performed, while nothing of it is invoiced',
    access: { right: 'orders.perform' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: changed,
  },
  'PUT /v1/customers/:id/credit': {
    summary:
      'Change the credit limit; null is unlimited, 0 means prepayment. Open orders of a customer above a lowered limit go on credit hold',
    access: { right: 'partners.credit' },
    params: idParam,
    body: z.strictObject({ creditLimit: moneyIn.nullable(), reason: text(300, 1) }),
    reply: z.object({
      id: z.string(),
      creditLimit: z.string().nullable(),
      exposure: z.string(),
      version: z.number(),
      /** Orders that went on credit hold by it. */
      held: z.array(z.object({ id: z.string(), number: z.string() })),
    }),
    versioned: true,
  },
  'POST /v1/orders/:id/cancel': {
    summary: 'Cancel an order of which nothing has been shipped',
    access: { right: 'orders.cancel' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: changed,
  },
  'POST /v1/orders/:id/short-close': {
    summary: 'Close the open rest of lines: it will not be delivered',
    access: { right: 'orders.shortClose' },
    params: idParam,
    body: z.strictObject({ lines: z.array(z.number().int().min(1)).min(1).max(500), reason: text(300, 1) }),
    reply: changed,
  },
  'POST /v1/orders/:id/process': {
    summary:
      'Run the reconciler again: reserve what is free, open the tasks that are missing. Twice makes nothing twice',
    access: { right: 'orders.process' },
    params: idParam,
    body: nothing.strict(),
    reply: changed.extend({ short: z.array(z.object({ line: z.number(), quantity: z.string() })) }),
  },
})
