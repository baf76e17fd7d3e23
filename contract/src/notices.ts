import { z } from 'zod'
import { endpoints, id, nothing, page, pageOf, personRef } from './endpoint.ts'

/** To accept, to do, @me, copied. */
export const noticeBox = z.enum(['accept', 'todo', 'mention', 'copied'])
export type NoticeBox = z.output<typeof noticeBox>

const notice = z.object({
  id: z.string(),
  box: noticeBox,
  /** The last event that brought it, such as "handover.offered". */
  type: z.string(),
  subject: z.object({
    kind: z.enum(['order', 'handover']),
    id: z.string(),
    number: z.string(),
    /** Of an order, its customer; of a handover, the number of its first order. */
    about: z.string().nullable(),
    /** How many orders a handover has. */
    orders: z.number(),
  }),
  /** What was written: a follow-up, a reason. */
  text: z.string().nullable(),
  actor: personRef.nullable(),
  /** How many events it stands for since it was last read. */
  times: z.number(),
  at: z.string(),
  readAt: z.string().nullable(),
})
export type Notice = z.output<typeof notice>

export const notices = endpoints({
  'GET /v1/notices': {
    summary: 'What concerns me, newest first: one notice for each subject and box',
    access: 'signedIn',
    query: z.strictObject({ box: noticeBox.optional(), ...page }),
    reply: pageOf(notice),
  },
  'GET /v1/notices/counts': {
    summary: 'How many notices of mine are unread, by box; counted up to 1,000',
    access: 'signedIn',
    reply: z.object({ accept: z.number(), todo: z.number(), mention: z.number(), copied: z.number() }),
  },
  'POST /v1/notices/read': {
    summary: 'Mark notices of mine as read: those named, a whole box, or all',
    access: 'signedIn',
    body: z.strictObject({ ids: z.array(id).max(200).optional(), box: noticeBox.optional() }),
    reply: nothing,
  },
})
