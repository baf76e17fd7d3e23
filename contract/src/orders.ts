import { z } from 'zod'
import {
  day,
  endpoints,
  id,
  idParam,
  instant,
  may,
  nothing,
  page,
  pageOf,
  personRef,
  quantityIn,
  text,
  unitPriceIn,
} from './endpoint.ts'
import { paymentMethod } from './masters.ts'
import { departmentRef } from './people.ts'

export const orderState = z.enum(['draft', 'confirmed', 'pending', 'processing', 'completed', 'settled', 'cancelled'])
export type OrderState = z.output<typeof orderState>
export const progress = z.enum(['none', 'partly', 'fully'])
export type Progress = z.output<typeof progress>
export const holdKind = z.enum(['credit', 'quality', 'customer'])

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

const holder = z.object({
  person: personRef.nullable(),
  department: departmentRef,
  since: z.string(),
  minutes: z.number(),
})
export type Holder = z.output<typeof holder>

/** One piece of the mini strip: working minutes held, of them waiting for an answer. */
const miniSegment = z.object({
  kind: z.enum(['held', 'pool']),
  departmentKind: z.string(),
  name: z.string(),
  since: z.string(),
  minutes: z.number(),
  waiting: z.number(),
  entered: z.string(),
})

export const orderRow = z.object({
  id: z.string(),
  number: z.string(),
  state: orderState,
  hold: holdKind.nullable(),
  customer: z.object({ id: z.string(), name: z.string() }),
  summary: z.string(),
  lines: z.number(),
  gross: z.string(),
  currency: z.string(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  overdue: z.boolean(),
  holder: holder.nullable(),
  offeredTo: z
    .object({
      kind: z.enum(['person', 'department']),
      id: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      departmentKind: z.string(),
    })
    .nullable(),
  owner: personRef,
  strip: z.array(miniSegment),
  progress: z.object({ reserved: progress, shipped: progress, signed: progress, invoiced: progress, paid: progress }),
  createdAt: z.string(),
  version: z.number(),
})
export type OrderRow = z.output<typeof orderRow>

const line = z.object({
  line: z.number(),
  itemId: z.string().nullable(),
  itemNumber: z.string().nullable(),
  kind: z.enum(['stock', 'service', 'freight']),
  description: z.string(),
  unit: z.string(),
  unitNameZh: z.string(),
  unitNameEn: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  listPrice: z.string().nullable(),
  taxCode: z.string(),
  taxRate: z.string(),
  net: z.string(),
  tax: z.string(),
  gross: z.string(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  shortClosed: z.string(),
  reserved: z.string(),
  shipped: z.string(),
  signed: z.string(),
  invoiced: z.string(),
  /** Still to be reserved: ordered − short-closed − shipped − reserved. */
  short: z.string(),
  onHand: z.string().nullable(),
  available: z.string().nullable(),
})

const finding = z.object({
  check: z.enum(['facts', 'credit', 'stock', 'price', 'terms']),
  passed: z.boolean(),
  blocks: z.boolean(),
  zh: z.string(),
  en: z.string(),
})
export type ReviewFinding = z.output<typeof finding>

const review = z.object({
  sequence: z.number(),
  outcome: z.enum(['passed', 'referred', 'approved', 'rejected']),
  findings: z.array(finding),
  exposureAfter: z.string(),
  creditLimit: z.string().nullable(),
  by: personRef.nullable(),
  reason: z.string().nullable(),
  at: z.string(),
})

export const order = z.object({
  id: z.string(),
  number: z.string(),
  state: orderState,
  hold: z.object({ kind: holdKind, reason: z.string(), until: z.string().nullable() }).nullable(),
  customer: z.object({
    id: z.string(),
    number: z.string(),
    name: z.string(),
    creditLimit: z.string().nullable(),
    exposure: z.string(),
  }),
  customerNumber: z.string(),
  owner: personRef,
  holder: holder.nullable(),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  paymentMethod: paymentMethod.nullable(),
  invoiceBasis: z.enum(['signed', 'shipped']),
  termDays: z.number(),
  deliverTo: z.object({
    contactName: z.string(),
    recipient: z.string(),
    phone: z.string(),
    region: z.string(),
    street: z.string(),
  }),
  taxId: z.string().nullable(),
  orderedOn: z.string(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  note: z.string(),
  lines: z.array(line),
  net: z.string(),
  tax: z.string(),
  freight: z.string(),
  rounding: z.string(),
  gross: z.string(),
  exposure: z.string(),
  invoiced: z.string(),
  credited: z.string(),
  paid: z.string(),
  progress: z.object({ reserved: progress, shipped: progress, signed: progress, invoiced: progress, paid: progress }),
  /** Facts that are still missing before the order can be confirmed or handed over: names of fields. */
  missing: z.array(z.string()),
  confirmed: z.object({ at: z.string(), with: z.string(), how: z.string() }).nullable(),
  reviews: z.array(review),
  approval: z.object({ id: z.string(), requestedAt: z.string(), requestedBy: z.string() }).nullable(),
  /** When each stage of the order's way was reached: created, confirmed, pending, processing, completed, settled, cancelled. */
  reached: z.record(z.string(), z.string()),
  changes: z.array(
    z.object({ version: z.number(), reason: z.string(), difference: z.unknown(), by: z.string(), at: z.string() }),
  ),
  events: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
  may,
})
export type Order = z.output<typeof order>

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
  'POST /v1/orders': {
    summary: 'Create an order as a draft',
    access: { right: 'orders.create' },
    body: z.strictObject({ ...header, lines: z.array(lineIn).min(1).max(500) }),
    reply: changed,
    status: 201,
  },
  'PUT /v1/orders/:id': {
    summary: 'Change an order. After confirmation a reason is needed and it is reviewed again',
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
    reply: changed,
    versioned: true,
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
    summary: 'Release an order from hold',
    access: { right: 'orders.hold' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: changed,
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
