import { z } from 'zod'
import { day, endpoints, id, idParam, nothing, page, pageOf, personRef, text } from './endpoint.ts'
import { departmentRef } from './people.ts'

export const taskKind = z.enum(['follow_up', 'pick', 'shortage', 'deliver', 'settle'])

export const tasks = endpoints({
  'GET /v1/tasks': {
    summary: 'Open work: mine, of my department’s pool, or of one order',
    access: { right: 'tasks.read' },
    query: z.strictObject({ box: z.enum(['mine', 'pool']).default('mine'), orderId: id.optional(), ...page }),
    reply: pageOf(
      z.object({
        id: z.string(),
        kind: taskKind,
        state: z.enum(['open', 'done', 'cancelled']),
        /** Its number and customer come from `GET /v1/orders/names`. */
        subject: z.object({ kind: z.string(), id: z.string() }),
        department: departmentRef,
        holder: personRef.nullable(),
        dueOn: z.string().nullable(),
        lines: z.array(z.object({ line: z.number(), quantity: z.string() })),
        openedAt: z.string(),
        endedAt: z.string().nullable(),
      }),
    ),
  },
  'POST /v1/tasks/:id/claim': {
    summary: 'Take a task out of my department’s pool',
    access: { right: 'tasks.claim' },
    params: idParam,
    body: nothing.strict(),
    reply: z.object({ id: z.string(), version: z.number() }),
  },
})

const note = z.object({
  id: z.string(),
  author: personRef,
  kind: z.enum(['follow_up', 'message']),
  text: z.string(),
  remindOn: z.string().nullable(),
  doneAt: z.string().nullable(),
  writtenAt: z.string(),
})

export const notes = endpoints({
  'GET /v1/orders/:id/timeline': {
    summary: 'What happened to an order, newest first: events, follow-ups, handovers, documents',
    access: { right: 'orders.read' },
    params: idParam,
    query: z.strictObject({ kind: z.enum(['all', 'follow_up', 'handover', 'document']).default('all'), ...page }),
    reply: pageOf(
      z.object({
        id: z.string(),
        type: z.string(),
        at: z.string(),
        actor: personRef.nullable(),
        sequence: z.number().nullable(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  },
  'POST /v1/orders/:id/notes': {
    summary: 'Write a follow-up on an order, with a reminder if wished',
    access: { right: 'notes.write' },
    params: idParam,
    body: z.strictObject({ text: text(4000, 1), remindOn: day.optional() }),
    reply: note,
    status: 201,
  },
  'POST /v1/notes/:id/done': {
    summary: 'Tick off a follow-up of mine',
    access: { right: 'notes.write' },
    params: idParam,
    body: nothing.strict(),
    reply: z.object({ id: z.string(), doneAt: z.string() }),
  },
  'GET /v1/notes/due': {
    summary: 'My follow-ups that are due',
    access: { right: 'orders.read' },
    reply: z.object({
      rows: z.array(note.extend({ order: z.object({ id: z.string() }) })),
    }),
  },
})

export const approvals = endpoints({
  'GET /v1/approvals': {
    summary: 'What waits for a decision of mine',
    access: 'signedIn',
    query: z.strictObject({ ...page }),
    reply: pageOf(
      z.object({
        id: z.string(),
        kind: z.string(),
        subject: z.object({ kind: z.string(), id: z.string(), number: z.string() }),
        requestedBy: personRef,
        requestedAt: z.string(),
        facts: z.unknown(),
        endpoint: z.string(),
      }),
    ),
  },
})
