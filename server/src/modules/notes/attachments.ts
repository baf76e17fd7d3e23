import { createHash } from 'node:crypto'
import type { Attachment, notes } from '@baton/contract/notes'
import { command, perform, query } from '../../kernel/command.ts'
import { chainsOf, loadChains, loadChainsOf } from '../../kernel/events.ts'
import { bytesOf } from '../../kernel/json.ts'
import { mayOf } from '../../kernel/may.ts'
import { type Handler, keyOf, type RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import {
  decideAttachment,
  decideRemoval,
  fileNameOf,
  headersOf,
  isShown,
  type Kept,
  mediaTypeOf,
  no,
} from './attachments.rules.ts'
import { decideReadable } from './notes.rules.ts'
import { findOrder } from './subject.ts'

type ListAttachments = RequestOf<(typeof notes)['GET /v1/orders/:id/attachments']>
type RemoveAttachment = RequestOf<(typeof notes)['DELETE /v1/attachments/:id']>

interface Row {
  id: string
  name: string
  mediaType: string
  size: number
  addedById: string | null
  addedByName: string | null
  departmentId: string | null
  addedAt: Date
}

const findAttachments = statement<Row>(
  'notes.attachments',
  `select a.attachment_id as id, a.name, a.media_type as "mediaType", a.size, a.added_by as "addedById", p.name as "addedByName",
          p.department_id as "departmentId", a.added_at as "addedAt"
     from notes.attachment a left join people.read_person p on p.company_id = a.company_id and p.person_id = a.added_by
    where a.subject_kind = 'order' and a.subject_id = $1 and a.removed_at is null order by a.added_at desc, a.attachment_id desc`,
)

/** The files of an order, newest first. */
export const listAttachments = query({
  load: (work, request: ListAttachments) => ({
    readable: findOrder(work, request.id),
    rows: work.read(findAttachments, [request.id]),
  }),
  run: (work, _request, { readable, rows }) => {
    decideReadable(readable)
    return { rows: rows.map((row) => shownOf(work, row)), may: mayOf(work, { add: { right: 'notes.write' } }) }
  },
})

const shownOf = (work: Work, row: Row): Attachment => ({
  id: row.id,
  name: row.name,
  mediaType: row.mediaType,
  size: row.size,
  shown: isShown(row.mediaType),
  addedBy: row.addedById ? { id: row.addedById, name: row.addedByName ?? '' } : null,
  addedAt: row.addedAt.toISOString(),
  may: mayOf(work, { remove: { right: 'notes.write', decide: () => decideRemoval(row, work.actor) } }),
})

const findKept = statement<Kept>(
  'notes.keptAttachments',
  `select name, sha256 from notes.attachment where subject_kind = 'order' and subject_id = $1 and removed_at is null`,
)
const insertAttachment = statement(
  'notes.attach',
  `insert into notes.attachment (attachment_id, subject_kind, subject_id, name, media_type, size, sha256, content, added_by, added_at)
   values ($1, 'order', $2, $3, $4, $5, $6, $7, $8, $9)`,
)

/** What is added, without its bytes: these are told by their hash when a key is used again. */
interface AddAttachment {
  id: string
  name: string
  sha256: string
}

/** Adds a file to an order. `byCustomer`: it came through a link, so nobody of the company added it. */
export const addAttachment = (content: Buffer, byCustomer = false) =>
  command({
    load: (work, request: AddAttachment) => {
      loadChains(work, 'order', [request.id])
      return { readable: findOrder(work, request.id), kept: work.read(findKept, [request.id]) }
    },
    run: (work, request, { readable, kept }) => {
      decideReadable(readable)
      const name = fileNameOf(request.name)
      const sha256 = Buffer.from(request.sha256, 'hex')
      decideAttachment(name, content.length, sha256, kept)
      const { personId, name: actorName, departmentId } = work.actor
      const mediaType = mediaTypeOf(content, name)
      const id = work.newId()
      const addedBy = byCustomer ? null : personId
      work.write(insertAttachment, [
        id,
        request.id,
        name,
        mediaType,
        content.length,
        sha256,
        content,
        addedBy,
        work.now,
      ])
      record(work, {
        type: 'notes.attachmentAdded',
        kind: 'order',
        id: request.id,
        data: { attachment: id, name, mediaType, size: content.length, sha256: request.sha256, byCustomer },
      })
      return shownOf(work, {
        ...{ id, name, mediaType, size: content.length, addedAt: work.now },
        addedById: addedBy,
        addedByName: byCustomer ? null : actorName,
        departmentId: byCustomer ? null : departmentId,
      })
    },
  })

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** Takes a file's bytes as they are; the command sees them beside its request, so that a key stands for their hash. */
export const uploadAttachment: Handler = async ({ kernel, http, answer, language, context, request }) => {
  const content = bytesOf(http)
  const { id, name } = request as { id: string; name: string }
  const { reply, replayed } = await perform(
    kernel,
    context!,
    addAttachment(content),
    { id, name, sha256: sha256Of(content) },
    keyOf(http),
    { operation: 'POST /v1/orders/:id/attachments', language, right: 'notes.write' },
  )
  if (replayed) answer.header('Idempotent-Replayed', 'true')
  return answer.code(201).send(reply)
}

const findContent = statement<{ name: string; mediaType: string; sha256: Buffer; content: Buffer | null }>(
  'notes.attachmentContent',
  `select a.name, a.media_type as "mediaType", a.sha256, case when $2::text is distinct from encode(a.sha256, 'hex') then a.content end as content
     from notes.attachment a
    where a.attachment_id = $1 and a.removed_at is null and ${mayReadSql('a.subject_kind', 'a.subject_id', 3, 4)}`,
)

/** `seen` is the hash of what the asker has already: then its bytes are not read. */
const showAttachment = query({
  load: (work, request: { id: string; seen: string | null }) => ({
    rows: work.read(findContent, [request.id, request.seen, ...sightOf(work)]),
  }),
  run: (_work, _request, { rows }) => {
    if (!rows[0]) throw no.attachmentUnknown()
    return rows[0]
  },
})

/** Serves the bytes of an attachment, after the rights to its order have been looked at anew. */
export const downloadAttachment: Handler = async ({ kernel, http, answer, context, request }) => {
  const seen = /^(?:W\/)?"([0-9a-f]{64})"$/.exec(http.headers['if-none-match'] ?? '')?.[1] ?? null
  const { reply } = await perform(kernel, context!, showAttachment, { id: request.id as string, seen })
  answer.headers(headersOf(reply))
  return reply.content ? answer.send(reply.content) : answer.code(304).send()
}

const lockAttachment = statement<{ id: string }>(
  'notes.lockAttachment',
  'select attachment_id as id from notes.attachment where attachment_id = $1 for no key update',
)
const findRemovable = statement<{
  subjectId: string
  name: string
  addedById: string | null
  addedByName: string | null
  departmentId: string | null
}>(
  'notes.removable',
  `select a.subject_id as "subjectId", a.name, a.added_by as "addedById", p.name as "addedByName", p.department_id as "departmentId"
     from notes.attachment a left join people.read_person p on p.company_id = a.company_id and p.person_id = a.added_by
    where a.attachment_id = $1 and a.removed_at is null and ${mayReadSql('a.subject_kind', 'a.subject_id', 2, 3)}`,
)
const chainOf = chainsOf(
  'notes.removeAttachment.chain',
  'order',
  `select subject_id from notes.attachment where attachment_id = $1::uuid and subject_kind = 'order'`,
)
const emptyAttachment = statement(
  'notes.emptyAttachment',
  'update notes.attachment set content = null, removed_by = $2, removed_at = $3 where attachment_id = $1',
)

/** Removes a file: its bytes go, its name and hash stay, so that the journal still says what was there. */
export const removeAttachment = command({
  load: (work, request: RemoveAttachment) => {
    work.read(lockAttachment, [request.id])
    loadChainsOf(work, chainOf, [request.id])
    return { rows: work.read(findRemovable, [request.id, ...sightOf(work)]) }
  },
  run: (work, request, { rows }) => {
    const found = rows[0]
    if (!found) throw no.attachmentUnknown()
    decideRemoval(found, work.actor)
    work.write(emptyAttachment, [request.id, work.actor.personId, work.now])
    record(work, {
      type: 'notes.attachmentRemoved',
      kind: 'order',
      id: found.subjectId,
      data: { attachment: request.id, name: found.name },
    })
    return { id: request.id, removedAt: work.now.toISOString() }
  },
})
