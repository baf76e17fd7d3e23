import { z } from 'zod'
import { endpoints, id, idParam, instant, may, page, pageOf, personRef, text } from './endpoint.ts'
import { orderState } from './orders.ts'
import { departmentRef } from './people.ts'

export const entered = z.enum([
  'created',
  'accepted',
  'claimed',
  'assigned',
  'returned',
  'reversed',
  'pooled',
  'closed',
  'reopened',
  'imported',
])

export const segment = z.object({
  sequence: z.number(),
  kind: z.enum(['held', 'pool']),
  holder: personRef.nullable(),
  department: departmentRef,
  since: z.string(),
  until: z.string().nullable(),
  /** Working minutes held, and those of the tail in which an offer waited for its answer. */
  workingMinutes: z.number(),
  waitingMinutes: z.number(),
  entered,
  reason: z.string().nullable(),
  onBehalfOf: personRef.nullable(),
  handoverId: z.string().nullable(),
  /** Offers that came to nothing while this holder went on holding. */
  attempts: z.array(
    z.object({
      offeredAt: z.string(),
      endedAt: z.string(),
      outcome: z.enum(['declined', 'recalled', 'lapsed']),
      toZh: z.string(),
      toEn: z.string(),
      reason: z.string().nullable(),
    }),
  ),
})

export const receiver = z.object({
  kind: z.enum(['person', 'department']),
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  departmentKind: z.string(),
})

const stripTask = z.object({
  id: z.string(),
  kind: z.string(),
  department: departmentRef,
  holder: personRef.nullable(),
  since: z.string(),
  until: z.string().nullable(),
  dueOn: z.string().nullable(),
  workingMinutes: z.number(),
  done: z.boolean(),
})

export const strip = z.object({
  subject: z.object({ kind: z.literal('order'), id: z.string(), number: z.string() }),
  state: orderState,
  segments: z.array(segment),
  openOffer: z
    .object({
      id: z.string(),
      to: receiver,
      offeredAt: z.string(),
      answerBy: z.string().nullable(),
      version: z.number(),
    })
    .nullable(),
  tasks: z.array(stripTask),
  promisedDate: z.string().nullable(),
  estimatedDate: z.string().nullable(),
  limitAt: z.string().nullable(),
  now: z.string(),
  handovers: z.number(),
  bounces: z.number(),
  /** The customer's clock: working minutes since creation. */
  customerMinutes: z.number(),
  closed: z.enum(['settled', 'cancelled']).nullable(),
  closedAt: z.string().nullable(),
  /** Working windows, minutes from midnight in the company's time zone. */
  calendar: z.array(z.object({ day: z.string(), fromMinute: z.number(), toMinute: z.number() })),
  may,
})
export type Strip = z.output<typeof strip>

/** `severity` block: this subject cannot be handed over; warn: it can, and this should be known. Ok: checked and fine. */
export const handoverCheck = z.object({
  check: z.enum([
    'holder',
    'facts',
    'receiver',
    'leave',
    'right',
    'load',
    'approval',
    'offer',
    'credit',
    'stock',
    'date',
    'picking',
    'bounces',
    'state',
  ]),
  severity: z.enum(['block', 'warn', 'ok']),
  subjectId: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  /** Where it is mended: a page of the web, if there is one. */
  cure: z.object({ path: z.string(), zh: z.string(), en: z.string() }).nullable(),
})
export type HandoverCheck = z.output<typeof handoverCheck>

const to = z.strictObject({ kind: z.enum(['person', 'department']), id })
const subject = z.strictObject({ kind: z.literal('order'), id })
export const reasons = z.enum(['next', 'leave', 'workload', 'skill', 'customer', 'leaver', 'other'])

/** What the sender says, the same to every receiver of a batch. */
const offerWords = {
  reason: reasons,
  note: text(2000).default(''),
  nextAction: text(300).default(''),
  nextActionDue: instant.nullable().default(null),
  answerBy: instant.optional(),
  afterwards: z.enum(['none', 'read']).default('read'),
  afterwardsUntil: instant.nullable().default(null),
  /** Persons who are copied: they watch the orders, and may read them until the end named. */
  copyTo: z.array(id).max(20).default([]),
  copyUntil: instant.nullable().default(null),
}
const offered = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  answerBy: z.string().nullable(),
  version: z.number(),
  subjects: z.array(z.string()),
})

const offerBody = { to, subjects: z.array(subject).min(1).max(500) }

const packageSubject = z.object({
  kind: z.literal('order'),
  id: z.string(),
  number: z.string(),
  customer: z.string(),
  gross: z.string(),
  currency: z.string(),
  promisedOn: z.string().nullable(),
  state: orderState,
  open: z.boolean(),
  /** It was closed while it waited, so it left the package before the answer. */
  dropped: z.boolean(),
  /** It lies in the pool into which this package put it. */
  unclaimed: z.boolean(),
})

export const handoverPackage = z.object({
  id: z.string(),
  number: z.string(),
  batchId: z.string(),
  state: z.enum(['offered', 'accepted', 'declined', 'recalled', 'lapsed', 'ended', 'reversed']),
  kind: z.enum(['handover', 'return', 'reverse']),
  from: personRef.extend({ department: departmentRef }),
  to: receiver,
  reason: z.string(),
  note: z.string(),
  nextAction: z.string(),
  nextActionDue: z.string().nullable(),
  subjects: z.array(packageSubject),
  offeredAt: z.string(),
  answerBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: personRef.nullable(),
  answerReason: z.string().nullable(),
  checks: z.array(handoverCheck),
  version: z.number(),
  may,
})
export type HandoverPackage = z.output<typeof handoverPackage>

/** What a package would do, what blocks it, what to know. */
const triedOut = z.object({
  checks: z.array(handoverCheck),
  /** Subjects that can go. */
  possible: z.array(z.string()),
  impact: z.object({
    orders: z.number(),
    gross: z.string(),
    openLines: z.number(),
    reservations: z.number(),
    openDeliveries: z.number(),
    unpaid: z.string(),
    openTasks: z.number(),
  }),
  answerBy: z.string().nullable(),
})
const batchPackages = z.array(z.strictObject(offerBody)).min(1).max(20)

const answered = z.object({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  version: z.number(),
  orders: z.array(z.object({ id: z.string(), number: z.string(), state: orderState, version: z.number() })),
})

const batchTaken = z.object({
  batchId: z.string(),
  packages: z.array(answered),
  left: z.array(z.object({ id: z.string(), number: z.string(), because: z.string() })),
})

const candidate = z.object({
  person: personRef,
  department: departmentRef,
  position: z.string(),
  onLeaveUntil: z.string().nullable(),
  mayReceive: z.boolean(),
  load: z.number(),
  loadCeiling: z.number().nullable(),
  /** Open orders of the same customers that the person already holds. */
  sameCustomer: z.number(),
  recommended: z.boolean(),
  becauseZh: z.string(),
  becauseEn: z.string(),
})

export const handover = endpoints({
  'GET /v1/orders/:id/strip': {
    summary: 'The baton strip of an order: who held it from when to when',
    access: { right: 'orders.read' },
    params: idParam,
    reply: strip,
  },
  'GET /v1/handovers/receivers': {
    summary: 'To whom can this be handed over: persons with presence, load and experience, best first',
    access: { right: 'handover.offer' },
    query: z.strictObject({ orderIds: text(20000, 1), q: text(60).optional(), departmentId: id.optional() }),
    reply: z.object({ rows: z.array(candidate) }),
  },
  'POST /v1/handovers/check': {
    summary: 'Dry run: what would happen, what blocks, what to know. Writes nothing',
    dryRun: true,
    access: { right: 'handover.offer' },
    body: z.strictObject(offerBody),
    reply: triedOut,
  },
  'POST /v1/handovers/batches/check': {
    summary:
      'Dry run of a batch: each package as it would go, sharing the free stock with those before it. Writes nothing',
    dryRun: true,
    access: { right: 'handover.offer' },
    body: z.strictObject({ packages: batchPackages }),
    reply: z.object({ packages: z.array(triedOut) }),
  },
  'POST /v1/handovers': {
    summary: 'Hand over: offer a package to a person, or give it to a department’s pool',
    access: { right: 'handover.offer' },
    body: z.strictObject({
      ...offerBody,
      ...offerWords,
    }),
    reply: offered.extend({ batchId: z.string() }),
    status: 201,
  },
  'POST /v1/handovers/batches': {
    summary: 'Hand over to several receivers at once: one batch, a package for each. All of it goes, or none',
    access: { right: 'handover.offer' },
    body: z.strictObject({ packages: batchPackages, ...offerWords }),
    reply: z.object({ batchId: z.string(), packages: z.array(offered) }),
    status: 201,
  },
  'POST /v1/handovers/batches/:id/recall': {
    summary: 'Recall what of a batch still waits; tells why the rest is left',
    access: { right: 'handover.offer' },
    params: idParam,
    body: z.strictObject({ reason: text(300).default('') }),
    reply: batchTaken,
  },
  'POST /v1/handovers/batches/:id/reverse': {
    summary: 'Reverse what of a batch was accepted and not worked on; tells why the rest is left',
    access: { right: 'handover.offer' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: batchTaken,
  },
  'GET /v1/handovers': {
    summary: 'Packages: waiting for me, sent by me, of my departments’ pools, or of one order',
    access: { right: 'handover.read' },
    query: z.strictObject({
      box: z.enum(['inbox', 'sent', 'pool', 'answered']).default('inbox'),
      orderId: id.optional(),
      ...page,
    }),
    reply: pageOf(handoverPackage),
  },
  'GET /v1/handovers/:id': {
    summary: 'One package with its subjects, sheet and checks',
    access: { right: 'handover.read' },
    params: idParam,
    reply: handoverPackage,
  },
  'POST /v1/handovers/:id/accept': {
    summary: 'Accept a package, whole. The version seen must still stand',
    access: { right: 'handover.accept' },
    params: idParam,
    body: z.strictObject({}),
    reply: answered,
    versioned: true,
  },
  'POST /v1/handovers/:id/decline': {
    summary: 'Decline a package, with the reason',
    access: { right: 'handover.accept' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: answered,
  },
  'POST /v1/handovers/:id/recall': {
    summary: 'Recall a package that is not yet accepted, or not yet claimed',
    access: { right: 'handover.offer' },
    params: idParam,
    body: z.strictObject({ reason: text(300).default('') }),
    reply: answered,
  },
  'POST /v1/handovers/:id/reverse': {
    summary: 'Reverse an accepted package on which the receiver has done nothing',
    access: { right: 'handover.offer' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: answered,
  },
  'POST /v1/orders/:id/return': {
    summary: 'Give an order back to its last holder, with the reason',
    access: { right: 'handover.offer' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: answered,
  },
  'POST /v1/orders/:id/claim': {
    summary: 'Take an order out of my department’s pool',
    access: { right: 'handover.claim' },
    params: idParam,
    body: z.strictObject({}),
    reply: z.object({ id: z.string(), number: z.string(), state: orderState, version: z.number() }),
  },
  'POST /v1/orders/:id/assign': {
    summary: 'Give an order of a pool that I head to one of its members',
    access: { right: 'handover.assign' },
    params: idParam,
    body: z.strictObject({ personId: id }),
    reply: z.object({ id: z.string(), number: z.string(), state: orderState, version: z.number() }),
  },
})
