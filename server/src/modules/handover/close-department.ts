import type { Left, leaving } from '@baton/contract/leaving'
import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { loadAdministration } from '../access/index.ts'
import { closeDepartment, findDepartmentTree } from '../people/index.ts'
import { leftOf } from './disable-person.ts'
import { decideClosing } from './leaving.rules.ts'

type CloseDepartment = RequestOf<(typeof leaving)['POST /v1/departments/:id/close']>

const findLeftIn = statement<Left>(
  'handover.leftInDepartment',
  [
    leftOf(
      'member',
      `select p.person_id as id, p.number, p.name, '/people/' || p.person_id as path
         from people.read_person p where p.department_id = $1 and p.active`,
    ),
    leftOf(
      'pool',
      `select o.order_id as id, o.number, o.summary as name, '/orders/' || o.order_id as path
         from custody.read_current c join orders.read_order o on o.company_id = c.company_id and o.order_id = c.subject_id
        where c.department_id = $1 and c.holder_id is null and c.subject_kind = 'order'
       union all
       select c.subject_id, coalesce(o.number, ''), coalesce(t.kind, c.subject_kind), coalesce('/orders/' || o.order_id, '/')
         from custody.read_current c
         left join tasks.read_task t on t.company_id = c.company_id and t.task_id = c.subject_id
         left join orders.read_order o on o.company_id = t.company_id and o.order_id = t.subject_id
        where c.department_id = $1 and c.holder_id is null and c.subject_kind <> 'order'`,
    ),
    leftOf(
      'below',
      `select d.department_id as id, d.number, d.name_zh as name, '/people?department=' || d.department_id as path
         from people.read_department d where d.parent_id = $1 and d.active`,
    ),
  ].join(' union all '),
)

/** Closes a department that nobody and nothing is in; the database refuses it too while somebody or something is. */
export const closeEmptyDepartment = command({
  load: (work, { id }: CloseDepartment) => {
    loadAdministration(work)
    loadChains(work, 'department', [id])
    return { tree: findDepartmentTree(work), left: work.read(findLeftIn, [id]) }
  },
  run: (work, { id }, { tree, left }) => {
    const department = tree.find((one) => one.id === id)
    decideClosing(department, left)

    closeDepartment(work, id)
    return { id, version: department!.version + 1 }
  },
})
