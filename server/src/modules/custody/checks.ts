import { type Check, noneOf } from '../../kernel/check.ts'

/** In such a chain not every row follows the one before it, or they are not counted from one. */
const LOOSE = 'loose or first <> 1 or last <> rows'

/** Each row beside the one before it in its chain, of the chains in which not all is as it should be. */
const CHAINED = `select company_id, subject_kind, subject_id, c.sequence, c.since, c.until,
         lag(c.until) over chain as ended, row_number() over chain as place
    from (select h.company_id, h.subject_kind, h.subject_id, c.sequence, c.since, c.until
            from held h
           cross join lateral (select * from custody.custody c
                                where c.company_id = h.company_id and c.subject_kind = h.subject_kind and c.subject_id = h.subject_id offset 0) c
           where ${LOOSE}) c
  window chain as (partition by company_id, subject_kind, subject_id order by c.sequence)`

export const checks: Check[] = [
  {
    id: 'C1',
    title: 'Each chain of custody has exactly one open row; only what has ended for good may have none',
    ...noneOf(
      'held',
      'open > 1 or (open = 0 and not coalesce(ended, false))',
      'company_id, subject_kind, subject_id, open',
    ),
  },
  {
    id: 'C2',
    title: 'A chain has no gap: rows are counted from one, and each begins when the one before ended',
    reads: 'held',
    where: LOOSE,
    sql: `select company_id, subject_kind, subject_id, sequence, since, ended from (${CHAINED}) c
           where sequence <> place or since > ended`,
  },
  {
    id: 'C3',
    title: 'A chain has no overlap: nobody holds before the one before has ended',
    reads: 'held',
    where: LOOSE,
    sql: `select company_id, subject_kind, subject_id, sequence, since, until, ended from (${CHAINED}) c
           where since < ended or until < since`,
  },
  {
    id: 'C5',
    title: 'Only an accepted offer moved custody, and who received or returned did so by an offer',
    sql: `select c.company_id, c.subject_kind, c.subject_id, c.sequence, o.offer_id, o.state
            from custody.custody c
            left join custody.offer o on o.company_id = c.company_id and o.offer_id = c.offer_id
           where (c.offer_id is not null and o.offer_id is null)
              or o.state in ('offered', 'declined', 'lapsed', 'ended')
              or (o.state = 'recalled' and o.to_department_id is null)
              or (c.entered in ('accepted', 'returned', 'reversed', 'pooled') and c.subject_kind = 'order' and c.offer_id is null)`,
  },
  {
    id: 'C8',
    title: 'A subject waits in at most one offer, and in none that was answered',
    sql: `select s.company_id, s.subject_kind, s.subject_id, count(*) as offers, min(o.state) as state
            from custody.offer_subject s join custody.offer o on o.company_id = s.company_id and o.offer_id = s.offer_id
           where s.open group by s.company_id, s.subject_kind, s.subject_id having count(*) > 1 or min(o.state) <> 'offered' or max(o.state) <> 'offered'`,
  },
  {
    id: 'C8-package',
    title: 'An offer that waits for its answer has a subject, and one receiver',
    sql: `select o.company_id, o.offer_id, o.number from custody.offer o
           where (o.to_person_id is null) = (o.to_department_id is null)
              or (o.state = 'offered' and not exists (
                select from custody.offer_subject s where s.company_id = o.company_id and s.offer_id = o.offer_id and s.open))`,
  },
]
