import type { Left, leaving } from '@baton/contract/leaving'
import { command, query } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import {
  decideAdministrators,
  decideOverAdministrator,
  findAdministering,
  loadAdministration,
} from '../access/index.ts'
import { disablePerson, findPerson } from '../people/index.ts'
import { decideLeaver, no } from './leaving.rules.ts'

type ShowLeft = RequestOf<(typeof leaving)['GET /v1/persons/:id/left']>
type DisableLeaver = RequestOf<(typeof leaving)['POST /v1/persons/:id/disable']>

/** One kind of what is left: how many, and the first five by number. */
export const leftOf = (kind: Left['kind'], rows: string): string =>
  `select '${kind}' as kind, count(*)::int as count,
          coalesce(json_agg(json_build_object('id', id, 'number', number, 'name', name, 'path', path) order by number) filter (where place <= 5), '[]') as first
     from (select *, row_number() over (order by number) as place from (${rows}) as found) as placed having count(*) > 0`

const findLeft = statement<Left>(
  'handover.left',
  [
    leftOf(
      'order',
      `select o.order_id as id, o.number, o.summary as name, '/orders/' || o.order_id as path
         from custody.read_current c join orders.read_order o on o.company_id = c.company_id and o.order_id = c.subject_id
        where c.holder_id = $1 and c.subject_kind = 'order'`,
    ),
    leftOf(
      'task',
      `select c.subject_id as id, coalesce(o.number, '') as number, coalesce(t.kind, c.subject_kind) as name, coalesce('/orders/' || o.order_id, '/') as path
         from custody.read_current c
         left join tasks.read_task t on t.company_id = c.company_id and t.task_id = c.subject_id
         left join orders.read_order o on o.company_id = t.company_id and o.order_id = t.subject_id
        where c.holder_id = $1 and c.subject_kind <> 'order'`,
    ),
    leftOf(
      'owned',
      `select o.order_id as id, o.number, o.summary as name, '/orders/' || o.order_id as path
         from orders.read_order o where o.owner_id = $1 and o.state not in ('settled', 'cancelled')`,
    ),
    leftOf(
      'customer',
      `select c.customer_id as id, c.number, c.name, '/customers/' || c.customer_id as path
         from partners.read_customer c where c.owner_id = $1 and c.active`,
    ),
    leftOf(
      'offer',
      `select p.offer_id as id, p.number, p.reason as name, '/handovers/' || p.offer_id as path
         from custody.read_package p where p.to_person_id = $1 and p.state = 'offered'`,
    ),
    leftOf(
      'department',
      `select d.department_id as id, d.number, d.name_zh as name, '/people?department=' || d.department_id as path
         from people.read_department d where d.head_id = $1 and d.active`,
    ),
  ].join(' union all '),
)

/** What a person still has: the list that must be empty before they leave. */
export const showLeft = query({
  load: (work, { id }: ShowLeft) => ({ person: findPerson(work, id), left: work.read(findLeft, [id]) }),
  run: (_work, _request, { person, left }) => {
    if (!person) throw no.personUnknown()
    return { left }
  },
})

/**
 * Somebody has left. The database refuses it too while they hold something, own an open order or head a department, so that nothing can be
 * given to them in the same moment.
 */
export const disableLeaver = command({
  load: (work, { id }: DisableLeaver) => {
    loadAdministration(work)
    loadChains(work, 'person', [id])
    return {
      person: findPerson(work, id),
      left: work.read(findLeft, [id]),
      administering: findAdministering(work),
    }
  },
  run: (work, { id, reason }, { person, left, administering }) => {
    const others = administering.filter(({ personId }) => personId !== id)
    if (person) decideOverAdministrator(others.length < administering.length, person.name, work.actor)
    if (others.length === 0) decideAdministrators(administering, others, work.actor)
    decideLeaver(person, left, work.actor)

    disablePerson(work, person!, reason)
    return { id, version: person!.version + 1 }
  },
})
