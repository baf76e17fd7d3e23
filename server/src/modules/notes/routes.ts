import { notes } from '@baton/contract/work'
import { bind } from '../../kernel/route.ts'
import { doneNote, listDueNotes, showTimeline, writeNote } from './notes.ts'

export const routes = bind(notes, {
  'GET /v1/orders/:id/timeline': showTimeline,
  'POST /v1/orders/:id/notes': writeNote,
  'POST /v1/notes/:id/done': doneNote,
  'GET /v1/notes/due': listDueNotes,
})
