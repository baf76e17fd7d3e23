import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'E3-notice',
    title: 'A notice is owed to an event of its type, of what it is about, and nobody is told what they did themselves',
    sql: `select n.company_id, n.notice_id, n.person_id, n.type
            from notices.notice n
            left join (select * from kernel.event where type = any(array(select distinct type from notices.notice))) e
              on e.company_id = n.company_id and e.subject_kind = n.event_kind and e.subject_id = n.event_id and e.sequence = n.sequence
           where e.type is distinct from n.type or n.person_id = e.actor_id
              or (n.subject_kind = 'order' and n.subject_id <> e.subject_id)
              or (n.subject_kind = 'handover' and strpos(e.bytes, '"handover":"' || n.subject_id || '"') = 0)`,
  },
  {
    id: 'E3-mention',
    title: 'Whoever is mentioned in a follow-up has a notice of it, unless it is still owed',
    reads: 'told',
    sql: `select e.company_id, e.subject_id, e.sequence, m.person_id
            from told e
            cross join lateral (select (jsonb_array_elements_text(e.data -> 'mentioned'))::uuid as person_id) m
           where e.type = 'notes.written' and m.person_id <> e.actor_id
             and not exists (select from notices.notice n where n.company_id = e.company_id and n.person_id = m.person_id and n.box = 'mention'
                              and n.subject_kind = 'order' and n.subject_id = e.subject_id and n.noticed_at >= e.recorded_at)
             and not exists (select from kernel.reaction_due d where d.company_id = e.company_id and d.subject_kind = 'order'
                              and d.subject_id = e.subject_id and d.sequence = e.sequence)`,
  },
]
