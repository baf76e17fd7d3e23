import type { handover } from '@baton/contract/handover'
import { query } from '../../kernel/command.ts'
import { idsIn } from '../../kernel/identifiers.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { found, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'

type SuggestReceivers = RequestOf<(typeof handover)['GET /v1/handovers/receivers']>

interface Row {
  id: string
  name: string
  departmentId: string
  departmentZh: string
  departmentEn: string
  departmentKind: 'sales'
  position: string
  loadCeiling: number | null
  mayReceive: boolean
  onLeaveUntil: Date | null
  load: number
  sameCustomer: number
}

/** A desk with more is full whoever counts, so of each person's orders only so many are counted, the newest: "1,000+" and the first beyond. */
const MOST_COUNTED = 1001

const page = (condition: string) =>
  `with customers as (select distinct customer_id from orders.read_order where order_id = any($1::uuid[])),
   candidates as materialized (
     select p.* from people.read_person p
      where p.active and p.person_id <> $3 and ($4::uuid is null or p.department_id = $4) ${condition}
      limit 200),
   holding as (
     select c.person_id as holder_id, h.load, h.same
       from candidates c
       cross join lateral (
         select count(*)::int as load, count(*) filter (where n.customer_id = any(array(select customer_id from customers)))::int as same
           from (select o.customer_id from orders.read_order o where o.company_id = c.company_id and o.holder_id = c.person_id
                  order by o.created_at desc, o.order_id desc limit ${MOST_COUNTED}) n) h)
   select p.person_id as id, p.name, p.department_id as "departmentId", p.department_zh as "departmentZh", p.department_en as "departmentEn",
          p.department_kind as "departmentKind", p.position, p.load_ceiling as "loadCeiling",
          (m.active is true and exists (select from access.read_right r where r.company_id = p.company_id and r.person_id = p.person_id and r.name = 'handover.accept')) as "mayReceive",
          (select max(l.until_at) from people.read_leave l where l.company_id = p.company_id and l.person_id = p.person_id and l.from_at <= $2 and l.until_at > $2) as "onLeaveUntil",
          coalesce(h.load, 0) as load, coalesce(h.same, 0) as "sameCustomer"
     from candidates p
     left join holding h on h.holder_id = p.person_id
     left join access.find_member(kernel.company(), null) m on m.person_id = p.person_id`

const findCandidates = statement<Row>('handover.receivers', page(''))
const searchCandidates = statement<Row>(
  'handover.searchReceivers',
  page(`and p.person_id = any(array(${found('person', 5)}))`),
)

/** Persons who could take orders over: those who can come first, then experience with the customer, then free capacity. */
export const suggestReceivers = query({
  load: (work, request: SuggestReceivers) => {
    const sought = searchValues(request.q)
    const values = [idsIn(request.orderIds), work.now, work.actor.personId, request.departmentId ?? null]
    return { rows: sought ? work.read(searchCandidates, [...values, ...sought]) : work.read(findCandidates, values) }
  },
  run: (work, _request, { rows }) => {
    const ranked = rows
      .map((row) => ({
        row,
        able: row.mayReceive && !row.onLeaveUntil,
        share: row.loadCeiling ? row.load / row.loadCeiling : row.load / 20,
      }))
      .sort(
        (one, other) =>
          Number(other.able) - Number(one.able) ||
          score(other) - score(one) ||
          one.row.name.localeCompare(other.row.name, 'zh'),
      )
    return {
      rows: ranked.map(({ row, able, share }, index) => ({
        person: { id: row.id, name: row.name },
        department: {
          id: row.departmentId,
          nameZh: row.departmentZh,
          nameEn: row.departmentEn,
          kind: row.departmentKind,
        },
        position: row.position,
        onLeaveUntil: row.onLeaveUntil?.toISOString() ?? null,
        mayReceive: row.mayReceive,
        load: row.load,
        loadCeiling: row.loadCeiling,
        sameCustomer: row.sameCustomer,
        recommended: index === 0 && able && share < 1 && row.id !== work.actor.personId,
        becauseZh: row.sameCustomer > 0 ? `同客户 ${counted(row.sameCustomer)} 单` : '无同客户经验',
        becauseEn:
          row.sameCustomer > 0
            ? `${counted(row.sameCustomer)} orders of the same customer`
            : 'No order of this customer yet',
      })),
    }
  },
})

const counted = (orders: number): string => (orders < MOST_COUNTED ? String(orders) : '1,000+')

/** Experience counts, but never for somebody whose desk is full. */
const score = ({ row, share }: { row: Row; share: number }): number =>
  share >= 1 ? -1 : Math.min(row.sameCustomer, 5) / 5 - share
