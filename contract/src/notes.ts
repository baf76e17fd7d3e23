import { z } from 'zod'
import { day, endpoints, id, idParam, instant, may, nothing, page, pageOf, personRef, text } from './endpoint.ts'
import { departmentRef } from './people.ts'

const note = z.object({
  id: z.string(),
  author: personRef,
  kind: z.enum(['follow_up', 'message']),
  text: z.string(),
  remindOn: z.string().nullable(),
  doneAt: z.string().nullable(),
  writtenAt: z.string(),
})

/** Most bytes of one attachment. */
const MOST_BYTES = 20 * 1024 * 1024

export const attachment = z.object({
  id: z.string(),
  name: z.string(),
  /** As its bytes say, whatever its name says. */
  mediaType: z.string(),
  size: z.number(),
  /** Whether a browser may show it in place; everything else is downloaded. */
  shown: z.boolean(),
  /** Nobody: the customer, by a link. */
  addedBy: personRef.nullable(),
  addedAt: z.string(),
  may,
})
export type Attachment = z.output<typeof attachment>

export const watcher = z.object({
  person: personRef,
  department: departmentRef,
  /** Until when; null: without an end. */
  until: z.string().nullable(),
  /** Copied by somebody who answers for the order, so that the person may read it. */
  copied: z.boolean(),
  addedBy: personRef,
  addedAt: z.string(),
})
export type Watcher = z.output<typeof watcher>

const watchers = z.object({ rows: z.array(watcher), may })

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
    /** @ and a person's name mentions that person. */
    body: z.strictObject({ text: text(4000, 1), remindOn: day.optional() }),
    reply: note.extend({ mentioned: z.array(personRef) }),
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
  'GET /v1/orders/:id/attachments': {
    summary: 'The files of an order, newest first',
    access: { right: 'orders.read' },
    params: idParam,
    reply: z.object({ rows: z.array(attachment), may }),
  },
  'POST /v1/orders/:id/attachments': {
    summary: 'Attach a file to an order: its bytes as application/octet-stream, at most 20 MB, its name in the address',
    access: { right: 'notes.write' },
    params: idParam,
    query: z.strictObject({ name: text(400, 1) }),
    bytes: MOST_BYTES,
    reply: attachment,
    status: 201,
  },
  'GET /v1/attachments/:id': {
    summary: 'The bytes of an attachment, as what they are when a page may show them, else as application/octet-stream',
    access: { right: 'orders.read' },
    params: idParam,
    reply: z.unknown(),
    streams: '*/*',
  },
  'DELETE /v1/attachments/:id': {
    summary: 'Remove an attachment: its bytes go, its name and hash stay in the journal',
    access: { right: 'notes.write' },
    params: idParam,
    reply: z.object({ id: z.string(), removedAt: z.string() }),
  },
  'GET /v1/orders/:id/watchers': {
    summary: 'Who watches an order, and until when',
    access: { right: 'orders.read' },
    params: idParam,
    reply: watchers,
  },
  'POST /v1/orders/:id/watchers': {
    summary: 'Watch an order, or copy others on it, which lets them read it until the end named',
    access: { right: 'notes.watch' },
    params: idParam,
    body: z.strictObject({ personIds: z.array(id).min(1).max(20), until: instant.nullable().default(null) }),
    reply: watchers.omit({ may: true }),
  },
  'DELETE /v1/orders/:id/watchers/:personId': {
    summary: 'No longer watch an order, or no longer copy somebody on it',
    access: { right: 'notes.watch' },
    params: z.strictObject({ id, personId: id }),
    reply: nothing,
  },
})
