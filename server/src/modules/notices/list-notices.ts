import type { NoticeBox, notices } from '@baton/contract/notices'
import { command, query } from '../../kernel/command.ts'
import { fromTop, pageOf } from '../../kernel/cursor.ts'
import { refusals } from '../../kernel/refusal.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import { tell } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'

type ListNotices = RequestOf<(typeof notices)['GET /v1/notices']>
type ReadNotices = RequestOf<(typeof notices)['POST /v1/notices/read']>

interface Row {
  id: string
  box: NoticeBox
  type: string
  subjectKind: 'order' | 'handover'
  subjectId: string
  number: string
  about: string | null
  orders: number
  text: string | null
  actorId: string | null
  actorName: string | null
  times: number
  at: Date
  key: string
  readAt: Date | null
}

/** What asks for a decision, of which somebody has made it. */
const DECIDED = `n.type = any('{orders.referred,orders.changeProposed,orders.releaseAsked}'::text[])
      and not exists (select from approvals.read_approval a
                       where a.company_id = n.company_id and a.subject_kind = n.subject_kind and a.subject_id = n.subject_id and a.state = 'open')`

/** A notice is shown as long as its reader may read its subject, and an offer or a request as long as it waits. $2 and $3 are the sight. */
const SHOWN = `(case n.subject_kind when 'order' then ${mayReadSql('n.subject_kind', 'n.subject_id', 2, 3)} and not (${DECIDED})
    else exists (select from custody.read_package f
                  where f.company_id = n.company_id and f.offer_id = n.subject_id and (n.box <> 'accept' or f.state = 'offered')) end)`

/** What was written, of which nothing is an amount. */
const TEXT = `left(coalesce(nullif(d.data ->> 'text', ''), nullif(d.data ->> 'note', ''), nullif(d.data ->> 'reason', '')), 200)`

/** A page; $1 is the person, $4 and $5 the last row's key, $6 the limit. */
const page = (condition: string) =>
  `select n.notice_id as id, n.box, n.type, n.subject_kind as "subjectKind", n.subject_id as "subjectId", n.times, n.noticed_at as at, n.noticed_at::text as key,
          n.read_at as "readAt", n.actor_id as "actorId", p.name as "actorName", coalesce(o.number, f.number) as number, ${TEXT} as text,
          case n.subject_kind when 'order' then c.name else (
            select min(x.number) from custody.read_offer s join orders.read_order x on x.company_id = s.company_id and x.order_id = s.subject_id
             where s.company_id = n.company_id and s.offer_id = n.subject_id) end as about,
          case n.subject_kind when 'order' then 1 else (
            select count(*)::int from custody.read_offer s where s.company_id = n.company_id and s.offer_id = n.subject_id) end as orders
     from notices.notice n
     left join lateral (select x.number, x.customer_id from orders.read_order x where n.subject_kind = 'order' and x.order_id = n.subject_id offset 0) o on true
     left join partners.read_customer c on c.customer_id = o.customer_id
     left join lateral (select x.number from custody.read_package x where n.subject_kind = 'handover' and x.offer_id = n.subject_id offset 0) f on true
     left join people.read_person p on p.company_id = n.company_id and p.person_id = n.actor_id
     left join lateral (select e.bytes::jsonb -> 'data' as data from kernel.event e
                         where e.company_id = n.company_id and e.subject_kind = n.event_kind and e.subject_id = n.event_id and e.sequence = n.sequence) d on true
    where n.person_id = $1 and (n.noticed_at, n.notice_id) < ($4::timestamptz, $5::uuid) ${condition} and ${SHOWN}
    order by n.noticed_at desc, n.notice_id desc limit $6`

const all = statement<Row>('notices.list', page(''))
const ofBox = statement<Row>('notices.listBox', page('and n.box = $7'))

/** My notices, newest first. */
export const listNotices = query({
  load: (work, request: ListNotices) => {
    const values = [work.actor.personId, ...sightOf(work), ...fromTop(request.cursor), request.limit + 1]
    return { rows: request.box ? work.read(ofBox, [...values, request.box]) : work.read(all, values) }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.key, row.id],
      (row) => ({
        id: row.id,
        box: row.box,
        type: row.type,
        subject: {
          kind: row.subjectKind,
          id: row.subjectId,
          number: row.number,
          about: row.about,
          orders: row.orders,
        },
        text: row.text,
        actor: row.actorId ? { id: row.actorId, name: row.actorName ?? '' } : null,
        times: row.times,
        at: row.at.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
      }),
    ),
})

/** The screen shows "1,000+" for more than a thousand, so counting ends with the first beyond. */
const MOST_COUNTED = 1001
/** Notices whose subject is not shown any more are passed over, but so many are looked at, not all of years. */
const LOOKED_AT = 3 * MOST_COUNTED

const countUnread = statement<{ box: NoticeBox; count: number }>(
  'notices.count',
  `select b.box, u.count from unnest($4::text[]) as b (box)
     cross join lateral (
       select count(*)::int as count from (
         select from (select * from notices.notice where person_id = $1 and box = b.box and read_at is null limit ${LOOKED_AT}) n
          where ${SHOWN} limit ${MOST_COUNTED}) s) u`,
)

const BOXES: readonly NoticeBox[] = ['accept', 'todo', 'mention', 'copied']

/** How many notices of mine I have not read, box by box, so that a full one does not hide the others. */
export const countNotices = query({
  load: (work) => ({ rows: work.read(countUnread, [work.actor.personId, ...sightOf(work), BOXES]) }),
  run: (_work, _request: unknown, { rows }) =>
    Object.fromEntries(rows.map(({ box, count }) => [box, count])) as Record<NoticeBox, number>,
})

const markThose: Statement<never> = statement(
  'notices.readThose',
  'update notices.notice set read_at = $2 where notice_id = any($3::uuid[]) and person_id = $1 and read_at is null',
)
const markBox: Statement<never> = statement(
  'notices.readBox',
  'update notices.notice set read_at = $2 where person_id = $1 and read_at is null and box = $3',
)
const markAll: Statement<never> = statement(
  'notices.readAll',
  'update notices.notice set read_at = $2 where person_id = $1 and read_at is null',
)

const findMine = statement<{ id: string }>(
  'notices.mine',
  'select notice_id as id from notices.notice where notice_id = any($2::uuid[]) and person_id = $1',
)

const no = refusals('notices', {
  unknown: {
    status: 404,
    zh: () => '没有这条通知，或不是你的。请刷新。',
    en: () => 'There is no such notice, or it is not yours. Reload the page.',
  },
})

/** Marks notices of mine as read. */
export const readNotices = command({
  load: (work, request: ReadNotices) => ({
    mine: work.read(findMine, [work.actor.personId, request.ids ?? []]),
  }),
  run: (work, request, { mine }) => {
    const me = work.actor.personId
    if (request.ids && mine.length < new Set(request.ids).size) throw no.unknown()
    if (request.ids) work.write(markThose, [me, work.now, request.ids])
    else if (request.box) work.write(markBox, [me, work.now, request.box])
    else work.write(markAll, [me, work.now])
    tell(work, { kind: 'notice', id: me, type: 'notices.read' })
    return {}
  },
})
