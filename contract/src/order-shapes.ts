import { z } from 'zod'
import { may, personRef } from './endpoint.ts'
import { paymentMethod } from './masters.ts'
import { departmentRef } from './people.ts'

/** What the API says of an order: its row in a list, itself whole, and what a version of it keeps. */
export const orderState = z.enum(['draft', 'confirmed', 'pending', 'processing', 'completed', 'settled', 'cancelled'])
export type OrderState = z.output<typeof orderState>
export const progress = z.enum(['none', 'partly', 'fully'])
export type Progress = z.output<typeof progress>
export const holdKind = z.enum(['credit', 'quality', 'customer'])

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

export const finding = z.object({
  check: z.enum(['facts', 'credit', 'stock', 'price', 'terms']),
  passed: z.boolean(),
  blocks: z.boolean(),
  zh: z.string(),
  en: z.string(),
})
export type ReviewFinding = z.output<typeof finding>

export const review = z.object({
  sequence: z.number(),
  outcome: z.enum(['passed', 'referred', 'approved', 'rejected']),
  findings: z.array(finding),
  exposureAfter: z.string(),
  creditLimit: z.string().nullable(),
  by: personRef.nullable(),
  reason: z.string().nullable(),
  at: z.string(),
})

/** One fact that a change changed, before and after as text; `line` and its description where it is a line's. */
export const difference = z.object({
  fact: z.string(),
  line: z.number().optional(),
  label: z.string().optional(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type OrderDifference = z.output<typeof difference>

/** An order as it was agreed: what a version keeps. */
export const orderDocument = z.object({
  customer: z.string(),
  customerNumber: z.string(),
  pricesIncludeTax: z.boolean(),
  paymentMethod: paymentMethod.nullable(),
  termDays: z.number(),
  contactName: z.string(),
  recipient: z.string(),
  phone: z.string(),
  region: z.string(),
  street: z.string(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  note: z.string(),
  net: z.string(),
  tax: z.string(),
  gross: z.string(),
  lines: z.array(
    z.object({
      line: z.number(),
      description: z.string(),
      unit: z.string(),
      quantity: z.string(),
      unitPrice: z.string(),
      taxCode: z.string(),
      net: z.string(),
      tax: z.string(),
      gross: z.string(),
      requestedOn: z.string().nullable(),
      promisedOn: z.string().nullable(),
    }),
  ),
})
export type OrderDocument = z.output<typeof orderDocument>

/** A change of a reviewed order that waits for a reviewer; until then the order stands as it is. */
const proposal = z.object({
  approvalId: z.string(),
  by: personRef,
  at: z.string(),
  reason: z.string(),
  difference: z.array(difference),
  findings: z.array(finding),
})

/** `asked`: somebody asked a reviewer to release the order above the limit. */
const hold = z.object({
  kind: holdKind,
  reason: z.string(),
  until: z.string().nullable(),
  asked: z.object({ by: personRef, at: z.string(), reason: z.string() }).nullable(),
})

export const order = z.object({
  id: z.string(),
  number: z.string(),
  state: orderState,
  hold: hold.nullable(),
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
  /** Null for whoever may not read the books. */
  invoiced: z.string().nullable(),
  credited: z.string().nullable(),
  paid: z.string().nullable(),
  progress: z.object({ reserved: progress, shipped: progress, signed: progress, invoiced: progress, paid: progress }),
  /** Facts that are still missing before the order can be confirmed or handed over: names of fields. */
  missing: z.array(z.string()),
  confirmed: z.object({ at: z.string(), with: z.string(), how: z.string() }).nullable(),
  reviews: z.array(review),
  approval: z.object({ id: z.string(), requestedAt: z.string(), requestedBy: z.string() }).nullable(),
  /** When each stage of the order's way was reached: created, confirmed, pending, processing, completed, settled, cancelled. */
  reached: z.record(z.string(), z.string()),
  changes: z.array(
    z.object({
      version: z.number(),
      reason: z.string(),
      difference: z.array(difference),
      by: z.string(),
      at: z.string(),
    }),
  ),
  proposal: proposal.nullable(),
  /** When the customer confirmed that an order without goods was performed. */
  performedAt: z.string().nullable(),
  events: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
  may,
})
export type Order = z.output<typeof order>
