import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'F1',
    title: 'Each attachment is, byte for byte, what was attached',
    sql: `select company_id, attachment_id, name from notes.attachment
           where removed_at is null and (length(content) <> size or sha256(content) <> sha256)`,
  },
  {
    id: 'F2',
    title: 'Each attachment has its event with the same hash, and one that was removed has that event too',
    reads: 'told',
    sql: `with filed as (
            select company_id, subject_id, type, data ->> 'attachment' as attachment, data ->> 'sha256' as sha256
              from told where type in ('notes.attachmentAdded', 'notes.attachmentRemoved'))
          select a.company_id, a.attachment_id, a.name from notes.attachment a
           where not exists (select from filed t where t.company_id = a.company_id and t.subject_id = a.subject_id and t.type = 'notes.attachmentAdded'
                              and t.attachment = a.attachment_id::text and t.sha256 = encode(a.sha256, 'hex'))
              or (a.removed_at is not null) <> exists (select from filed t where t.company_id = a.company_id and t.subject_id = a.subject_id
                              and t.type = 'notes.attachmentRemoved' and t.attachment = a.attachment_id::text)`,
  },
  {
    id: 'C4-watcher',
    title: 'Who is copied on a subject may read it until the end named, and nobody else reads it as a watcher',
    sql: `select company_id, subject_kind, subject_id, person_id, w.until, v.until as reads_until
            from (select company_id, subject_kind, subject_id, person_id, until from notes.watcher where copied) w
            full join (select company_id, subject_kind, subject_id, viewer_id as person_id, until from custody.read_visible where because = 'watcher') v
              using (company_id, subject_kind, subject_id, person_id)
           where w is null or v is null or w.until is distinct from v.until`,
  },
]
