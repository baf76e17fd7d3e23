import { z } from 'zod'
import {
  day,
  endpoints,
  id,
  idParam,
  may,
  page,
  pageOf,
  personRef,
  quantityIn,
  quantityOrZeroIn,
  text,
} from './endpoint.ts'
import { orderState } from './orders.ts'

const warehouseRef = z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })

const deliveryLine = z.object({
  line: z.number(),
  orderLine: z.number(),
  itemNumber: z.string(),
  description: z.string(),
  unit: z.string(),
  unitNameZh: z.string(),
  unitNameEn: z.string(),
  warehouse: warehouseRef,
  quantity: z.string(),
  signed: z.string(),
  short: z.string(),
  damaged: z.string(),
  invoiced: z.string(),
  remark: z.string(),
})

const row = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(['shipped', 'signed', 'reversed']),
  order: z.object({ id: z.string(), number: z.string() }),
  customer: z.object({ id: z.string(), name: z.string() }),
  carrier: z.string(),
  trackingNumber: z.string(),
  shippedAt: z.string(),
  shippedBy: personRef,
  signedAt: z.string().nullable(),
  signedOn: z.string().nullable(),
  signedName: z.string().nullable(),
  signedHow: z.enum(['link', 'staff', 'policy', 'imported']).nullable(),
  lines: z.number(),
  version: z.number(),
})

export const deliveryDetail = row.omit({ lines: true }).extend({
  customerNumber: z.string(),
  company: z.object({ name: z.string(), phone: z.string().nullable(), address: z.string().nullable() }),
  deliverTo: z.object({ recipient: z.string(), phone: z.string(), region: z.string(), street: z.string() }),
  note: z.string(),
  remark: z.string().nullable(),
  rating: z.number().nullable(),
  lines: z.array(deliveryLine),
  may,
})
export type DeliveryDetail = z.output<typeof deliveryDetail>

const signBody = {
  name: text(100, 1),
  lines: z
    .array(
      z.strictObject({
        line: z.number().int().min(1),
        signed: quantityOrZeroIn,
        short: quantityOrZeroIn.optional(),
        damaged: quantityOrZeroIn.optional(),
        remark: text(300).default(''),
      }),
    )
    .min(1)
    .max(500),
  remark: text(1000).default(''),
  rating: z.number().int().min(1).max(5).optional(),
}

const after = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  version: z.number(),
  order: z.object({ id: z.string(), number: z.string(), state: orderState }),
})

const publicDelivery = deliveryDetail
  .omit({ may: true, shippedBy: true, order: true, id: true })
  .extend({ customer: z.object({ name: z.string() }), order: z.object({ number: z.string() }) })

const trackingLink = z.object({
  id: z.string(),
  state: z.enum(['open', 'expired', 'revoked']),
  createdBy: personRef,
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedBy: personRef.nullable(),
  revokedAt: z.string().nullable(),
})
export type TrackingLink = z.output<typeof trackingLink>

/** What a customer may know of an order: how far it is. Never a price, a name of ours, or another order. */
const tracked = z.object({
  company: z.object({ name: z.string(), phone: z.string().nullable() }),
  number: z.string(),
  customerNumber: z.string(),
  stage: z.enum(['received', 'confirmed', 'preparing', 'partlyShipped', 'shipped', 'signed', 'cancelled']),
  /** When each stage was first reached. */
  reached: z.object({
    received: z.string(),
    confirmed: z.string().nullable(),
    preparing: z.string().nullable(),
    shipped: z.string().nullable(),
    signed: z.string().nullable(),
  }),
  promisedOn: z.string().nullable(),
  lines: z.array(
    z.object({
      line: z.number(),
      description: z.string(),
      unitNameZh: z.string(),
      unitNameEn: z.string(),
      quantity: z.string(),
      shipped: z.string(),
      signed: z.string(),
      promisedOn: z.string().nullable(),
    }),
  ),
  deliveries: z.array(
    z.object({
      number: z.string(),
      carrier: z.string(),
      trackingNumber: z.string(),
      shippedAt: z.string(),
      signedOn: z.string().nullable(),
    }),
  ),
  expiresAt: z.string(),
})
export type Tracked = z.output<typeof tracked>

export const delivery = endpoints({
  'GET /v1/deliveries': {
    summary: 'Deliveries, newest first, of all or of one order',
    access: { right: 'delivery.read' },
    query: z.strictObject({
      state: z.enum(['shipped', 'signed', 'reversed']).optional(),
      orderId: id.optional(),
      q: text(60).optional(),
      ...page,
    }),
    reply: pageOf(row),
  },
  'GET /v1/deliveries/shippable': {
    summary: 'Orders with reserved stock that can be shipped now',
    access: { right: 'delivery.read' },
    query: z.strictObject({ q: text(60).optional(), ...page }),
    reply: pageOf(
      z.object({
        order: z.object({
          id: z.string(),
          number: z.string(),
          customer: z.string(),
          promisedOn: z.string().nullable(),
          hold: z.string().nullable(),
        }),
        lines: z.number(),
        full: z.boolean(),
      }),
    ),
  },
  'GET /v1/orders/:id/shippable': {
    summary: 'What of an order can be shipped now, per line',
    access: { right: 'delivery.read' },
    params: idParam,
    reply: z.object({
      order: z.object({ id: z.string(), number: z.string(), customer: z.string(), version: z.number() }),
      deliverTo: z.object({ recipient: z.string(), phone: z.string(), region: z.string(), street: z.string() }),
      lines: z.array(
        z.object({
          line: z.number(),
          itemNumber: z.string(),
          description: z.string(),
          unitNameZh: z.string(),
          unitNameEn: z.string(),
          ordered: z.string(),
          shipped: z.string(),
          reserved: z.string(),
          short: z.string(),
        }),
      ),
      may,
    }),
  },
  'GET /v1/deliveries/:id': {
    summary: 'One delivery with its lines',
    access: { right: 'delivery.read' },
    params: idParam,
    reply: deliveryDetail,
  },
  'POST /v1/orders/:id/ship': {
    summary: 'Ship reserved stock of an order, whole or in parts. Without lines: all that is reserved',
    access: { right: 'delivery.ship' },
    params: idParam,
    body: z.strictObject({
      lines: z
        .array(z.strictObject({ line: z.number().int().min(1), quantity: quantityIn }))
        .min(1)
        .max(500)
        .optional(),
      carrier: text(60).default(''),
      trackingNumber: text(80).default(''),
      note: text(500).default(''),
    }),
    reply: after,
    status: 201,
  },
  'POST /v1/deliveries/:id/sign': {
    summary: 'Record the customer’s sign-off per line, with short and damaged quantity',
    access: { right: 'delivery.sign' },
    params: idParam,
    body: z.strictObject({ ...signBody, signedOn: day.optional() }),
    reply: after,
  },
  'POST /v1/deliveries/:id/link': {
    summary: 'A link with which the customer signs on a phone; it can be copied and lapses after 30 days',
    access: { right: 'delivery.sign' },
    params: idParam,
    body: z.strictObject({}),
    reply: z.object({ path: z.string(), expiresAt: z.string() }),
  },
  'POST /v1/deliveries/:id/reverse': {
    summary: 'Take a delivery back: stock returns, the order’s lines open again',
    access: { right: 'delivery.reverse' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: after,
  },
  'POST /v1/deliveries/:id/unsign': {
    summary: 'Undo a sign-off of which nothing has been invoiced',
    access: { right: 'delivery.reverse' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: after,
  },
  'GET /v1/sign/:token': {
    summary: 'The delivery behind a customer’s link',
    access: 'public',
    params: z.strictObject({ token: text(100) }),
    reply: publicDelivery,
  },
  'POST /v1/sign/:token': {
    summary: 'The customer signs for a delivery',
    access: 'public',
    params: z.strictObject({ token: text(100) }),
    body: z.strictObject(signBody),
    reply: z.object({ number: z.string(), state: z.string() }),
  },
  'GET /v1/orders/:id/tracking-links': {
    summary: 'The links with which an order’s customer follows it, newest first',
    access: { right: 'delivery.track' },
    params: idParam,
    reply: z.object({ rows: z.array(trackingLink), may }),
  },
  'POST /v1/orders/:id/tracking-links': {
    summary: 'A link with which the customer follows an order without an account. Its address is told here only',
    access: { right: 'delivery.track' },
    params: idParam,
    body: z.strictObject({ days: z.number().int().min(1).max(365).default(90) }),
    reply: trackingLink.extend({ path: z.string() }),
    status: 201,
  },
  'POST /v1/tracking-links/:id/revoke': {
    summary: 'Revoke a tracking link: from now on it says that it no longer opens',
    access: { right: 'delivery.track' },
    params: idParam,
    body: z.strictObject({}),
    reply: trackingLink,
  },
  'GET /v1/track/:token': {
    summary: 'How far an order is, for the customer who holds its link',
    access: 'public',
    params: z.strictObject({ token: text(100) }),
    reply: tracked,
  },
})
