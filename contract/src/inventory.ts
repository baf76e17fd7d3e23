import { z } from 'zod'
import {
  endpoints,
  id,
  idParam,
  moneyIn,
  page,
  pageOf,
  quantityIn,
  quantityOrZeroIn,
  signedQuantityIn,
  text,
} from './endpoint.ts'

const warehouseRef = z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })

/** Reservations take from the lowest number first. */
const priorityIn = z.number().int().min(1).max(1000)

const receiptIn = z.strictObject({
  warehouseId: id,
  reason: text(200, 1),
  /** Without a value, a line comes in at the item's standard cost. */
  lines: z
    .array(z.strictObject({ itemId: id, quantity: quantityIn, value: moneyIn.optional() }))
    .min(1)
    .max(500),
})

export const inventory = endpoints({
  'GET /v1/warehouses': {
    summary: 'Warehouses, in the order in which reservations take from them',
    access: 'signedIn',
    reply: z.object({
      rows: z.array(
        warehouseRef.extend({
          number: z.string(),
          priority: z.number(),
          active: z.boolean(),
          version: z.number(),
        }),
      ),
    }),
  },
  'POST /v1/warehouses': {
    summary: 'Create a warehouse',
    access: { right: 'inventory.change' },
    body: z.strictObject({ number: text(20, 1), nameZh: text(60, 1), nameEn: text(60, 1), priority: priorityIn }),
    reply: z.object({ id: z.string(), number: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/warehouses/:id': {
    summary: 'Rename a warehouse, change its priority, close it when it is empty, or open it again',
    access: { right: 'inventory.change' },
    params: idParam,
    body: z.strictObject({
      nameZh: text(60, 1).optional(),
      nameEn: text(60, 1).optional(),
      priority: priorityIn.optional(),
      active: z.boolean().optional(),
    }),
    reply: z.object({ id: z.string(), version: z.number() }),
    versioned: true,
  },
  'GET /v1/stock': {
    summary: 'On hand, reserved and available by item and warehouse',
    access: { right: 'inventory.read' },
    query: z.strictObject({ q: text(60).optional(), itemId: id.optional(), ...page }),
    reply: pageOf(
      z.object({
        item: z.object({
          id: z.string(),
          number: z.string(),
          name: z.string(),
          unit: z.string(),
          unitNameZh: z.string(),
          unitNameEn: z.string(),
        }),
        onHand: z.string(),
        reserved: z.string(),
        available: z.string(),
        warehouses: z.array(warehouseRef.extend({ onHand: z.string(), reserved: z.string() })),
      }),
    ),
  },
  'GET /v1/stock/moves': {
    summary: 'Moves of one item, newest first',
    access: { right: 'inventory.read' },
    query: z.strictObject({ itemId: id, ...page }),
    reply: pageOf(
      z.object({
        id: z.string(),
        kind: z.string(),
        quantity: z.string(),
        from: warehouseRef.nullable(),
        to: warehouseRef.nullable(),
        movedAt: z.string(),
        actor: z.string().nullable(),
        reason: z.string().nullable(),
        documentKind: z.string(),
        documentId: z.string(),
      }),
    ),
  },
  'POST /v1/stock/receipts': {
    summary: 'Receive goods by hand into a warehouse, at a value',
    access: { right: 'inventory.receive' },
    body: receiptIn,
    reply: z.object({ id: z.string(), moves: z.number() }),
    status: 201,
  },
  'POST /v1/stock/openings': {
    summary: 'Bring in what was in stock before the company worked with Baton',
    access: { right: 'inventory.open' },
    body: receiptIn,
    reply: z.object({ id: z.string(), moves: z.number() }),
    status: 201,
  },
  'POST /v1/stock/adjustments': {
    summary:
      'Correct balances after a count, with the reason: what was counted, or the difference to what should be there',
    access: { right: 'inventory.adjust' },
    body: z.strictObject({
      warehouseId: id,
      reason: text(200, 1),
      lines: z
        .array(
          z.strictObject({
            itemId: id,
            /** One of both: what was counted, or what is to be added to the balance. */
            difference: signedQuantityIn.optional(),
            counted: quantityOrZeroIn.optional(),
          }),
        )
        .min(1)
        .max(500),
    }),
    reply: z.object({ id: z.string(), moves: z.number() }),
    status: 201,
  },
  'POST /v1/stock/transfers': {
    summary: 'Move stock that nobody reserved from one warehouse to another',
    access: { right: 'inventory.transfer' },
    body: z.strictObject({
      fromId: id,
      toId: id,
      reason: text(200, 1),
      lines: z
        .array(z.strictObject({ itemId: id, quantity: quantityIn }))
        .min(1)
        .max(500),
    }),
    reply: z.object({ id: z.string(), moves: z.number() }),
    status: 201,
  },
})
