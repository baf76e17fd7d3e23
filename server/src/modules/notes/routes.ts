import { notes } from '@baton/contract/notes'
import { bind } from '../../kernel/route.ts'
import { downloadAttachment, listAttachments, removeAttachment, uploadAttachment } from './attachments.ts'
import { doneNote, listDueNotes, showTimeline, writeNote } from './notes.ts'
import { listWatchers, unwatchOrder, watchOrder } from './watchers.ts'

export const routes = bind(notes, {
  'GET /v1/orders/:id/timeline': showTimeline,
  'POST /v1/orders/:id/notes': writeNote,
  'POST /v1/notes/:id/done': doneNote,
  'GET /v1/notes/due': listDueNotes,
  'GET /v1/orders/:id/attachments': listAttachments,
  'POST /v1/orders/:id/attachments': uploadAttachment,
  'GET /v1/attachments/:id': downloadAttachment,
  'DELETE /v1/attachments/:id': removeAttachment,
  'GET /v1/orders/:id/watchers': listWatchers,
  'POST /v1/orders/:id/watchers': watchOrder,
  'DELETE /v1/orders/:id/watchers/:personId': unwatchOrder,
})
