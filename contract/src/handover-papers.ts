import { z } from 'zod'
import { endpoints, idParam, personRef } from './endpoint.ts'
import { handoverCheck, receiver, segment } from './handover.ts'
import { orderState } from './orders.ts'
import { departmentRef } from './people.ts'

/** 订单处理报告: how an order went, stage by stage and hand by hand. */
const report = z.object({
  order: z.object({
    id: z.string(),
    number: z.string(),
    state: orderState,
    customer: z.string(),
    customerNumber: z.string(),
    owner: personRef,
    createdAt: z.string(),
    requestedOn: z.string().nullable(),
    promisedOn: z.string().nullable(),
    closedAt: z.string().nullable(),
  }),
  /** Working minutes. The customer's clock runs from creation to the end; the others are sums over the holders. */
  clocks: z.object({
    customer: z.number(),
    working: z.number(),
    waiting: z.number(),
    handovers: z.number(),
    bounces: z.number(),
    attempts: z.number(),
  }),
  stages: z.array(
    z.object({
      stage: z.enum([
        'created',
        'confirmed',
        'referred',
        'reviewed',
        'processing',
        'shipped',
        'signed',
        'invoiced',
        'completed',
        'settled',
        'cancelled',
      ]),
      at: z.string(),
      /** Of stages that come more than once, how often and the last time. */
      times: z.number(),
      lastAt: z.string(),
      by: personRef.nullable(),
      /** Working minutes since the stage before. */
      minutes: z.number(),
    }),
  ),
  segments: z.array(segment),
  tasks: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      department: departmentRef,
      holder: personRef.nullable(),
      state: z.enum(['open', 'done', 'cancelled']),
      openedAt: z.string(),
      endedAt: z.string().nullable(),
      dueOn: z.string().nullable(),
      /** Working minutes until somebody took it, and from then to its end. */
      waitingMinutes: z.number(),
      workingMinutes: z.number(),
    }),
  ),
  documents: z.object({
    changes: z.number(),
    attachments: z.number(),
    followUps: z.number(),
    deliveries: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        state: z.enum(['shipped', 'signed', 'reversed']),
        carrier: z.string(),
        trackingNumber: z.string(),
        shippedAt: z.string(),
        signedAt: z.string().nullable(),
      }),
    ),
    /** Null for whoever may not read the books. */
    invoices: z
      .array(
        z.object({
          id: z.string(),
          number: z.string(),
          kind: z.enum(['invoice', 'credit_note', 'credit_reversal']),
          gross: z.string(),
          issuedOn: z.string(),
        }),
      )
      .nullable(),
  }),
  money: z
    .object({
      currency: z.string(),
      gross: z.string(),
      invoiced: z.string(),
      credited: z.string(),
      paid: z.string(),
      open: z.string(),
    })
    .nullable(),
  now: z.string(),
})
export type OrderReport = z.output<typeof report>

/** 交接单: what was handed over, as it was at the moment of acceptance. */
const sheet = z.object({
  handover: z.object({
    id: z.string(),
    number: z.string(),
    kind: z.enum(['handover', 'return', 'reverse']),
    state: z.enum(['offered', 'accepted', 'declined', 'recalled', 'lapsed', 'ended', 'reversed']),
    from: personRef.extend({ department: departmentRef }),
    to: receiver,
    reason: z.string(),
    note: z.string(),
    nextAction: z.string(),
    nextActionDue: z.string().nullable(),
    offeredAt: z.string(),
    answeredAt: z.string().nullable(),
    answeredBy: personRef.nullable(),
    /** Warnings that the sender had seen. */
    checks: z.array(handoverCheck),
  }),
  company: z.string(),
  /** When it was frozen; null while the package waits, which has no sheet yet. */
  frozenAt: z.string().nullable(),
  orders: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      customer: z.string(),
      state: orderState,
      requestedOn: z.string().nullable(),
      promisedOn: z.string().nullable(),
      openLines: z.array(
        z.object({
          line: z.number(),
          description: z.string(),
          unit: z.string(),
          quantity: z.string(),
          shipped: z.string(),
          signed: z.string(),
          promisedOn: z.string().nullable(),
          /** Agreed with this customer instead of the list price. */
          specialPrice: z.string().nullable(),
        }),
      ),
      openTasks: z.array(z.string()),
      attachments: z.array(z.string()),
      /** For whoever may read the books. */
      unpaid: z.string().nullable(),
    }),
  ),
})
export type HandoverSheet = z.output<typeof sheet>

/** What can be printed of an order's way and of a handover. */
export const handoverPapers = endpoints({
  'GET /v1/orders/:id/report': {
    summary:
      'The processing report of an order: every stage, holder, waiting and working time, bounce, document and amount',
    access: { right: 'orders.read' },
    params: idParam,
    reply: report,
  },
  'GET /v1/handovers/:id/sheet': {
    summary: 'The handover sheet, frozen at acceptance',
    access: { right: 'handover.read' },
    params: idParam,
    reply: sheet,
  },
})
