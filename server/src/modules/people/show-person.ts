import type { people } from '@baton/contract/people'
import { query } from '../../kernel/command.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import {
  ADMINISTER,
  decideLocked,
  decideMember,
  decideNewAccount,
  decideUnshared,
  decideWithdrawal,
  findInvited,
  findMemberOf,
  type Invited,
  type Member,
} from '../access/index.ts'
import { decidePresent } from './give-account.ts'
import { findLeaveOf, shownLeave } from './leave.ts'
import { ROLES_OF, type RoleOf, shownRoles, stateOf, widest } from './list-users.ts'
import { decideLeaveRight, no } from './people.rules.ts'
import { findPerson, type PersonFacts } from './person-rows.ts'

type ShowPerson = RequestOf<(typeof people)['GET /v1/persons/:id']>

interface DepartmentRow {
  id: string
  nameZh: string
  nameEn: string
  kind: 'sales'
  headed: boolean
}

const findDepartments = statement<DepartmentRow>(
  'people.departmentsOfPerson',
  `select d.department_id as id, d.name_zh as "nameZh", d.name_en as "nameEn", d.kind, d.head_id is not distinct from $1 and d.active as headed
     from people.department d
    where d.department_id = any(array(select department_id from people.person where person_id = $1)) or (d.head_id = $1 and d.active)
    order by d.number`,
)
const findRoles = statement<{ roles: RoleOf[]; sessions: number }>(
  'people.rolesOfPerson',
  `select ${ROLES_OF} as roles,
          coalesce((select s.sessions from access.count_sessions(kernel.company(), $2) s where s.person_id = p.person_id), 0) as sessions
     from people.person p where p.person_id = $1`,
)

/** A person, with what the reader may do about them. */
export const showPerson = query({
  load: (work, { id }: ShowPerson) => ({
    person: findPerson(work, id),
    member: findMemberOf(work, id),
    invited: findInvited(work, id),
    departments: work.read(findDepartments, [id]),
    access: work.read(findRoles, [id, work.now]),
    leave: work.read(findLeaveOf, [id]),
  }),
  run: (work, _request, { person, member, invited, departments, access, leave }) => {
    if (!person) throw no.personUnknown()
    const { departmentId, departmentZh: _, departmentActive: __, ...facts } = person
    const shown = departments.map(({ headed: _headed, ...department }) => department)
    return {
      ...facts,
      department: shown.find(({ id }) => id === departmentId)!,
      heads: shown.filter((_department, index) => departments[index]!.headed),
      leave: leave.map(shownLeave),
      account: member && work.actor.rights.has('access.read') ? accountOf(person, member, access[0]!) : null,
      invitation: !member && invited && work.actor.rights.has('access.read') ? shownInvited(invited) : null,
      may: mayDo(work, person, member, invited),
    }
  },
})

const accountOf = (person: PersonFacts, member: Member, access: { roles: RoleOf[]; sessions: number }) => ({
  name: member.account,
  state: person.active ? stateOf({ open: member.active, locked: member.locked }) : ('disabled' as const),
  mustChangePassword: member.mustChange,
  shared: member.shared,
  sessions: access.sessions,
  roles: shownRoles(access.roles),
  scope: widest(access.roles),
})

const shownInvited = ({ invitedAt, ...invited }: Invited) => ({ ...invited, invitedAt: invitedAt.toISOString() })

function mayDo(work: Work, person: PersonFacts, member: Member | undefined, invited: Invited | undefined) {
  const { actor } = work
  const theirs = () => decideMember(decidePresent(person), member, actor)
  const change = { right: 'people.change' }
  const administer = (decide: () => unknown) => ({ right: ADMINISTER, decide })
  return mayOf(work, {
    change,
    recordLeave: { right: 'orders.read', decide: () => decideLeaveRight(decidePresent(person), actor) },
    disable: { ...change, decide: () => decidePresent(person) },
    enable: {
      ...change,
      decide: () => {
        if (person.active) throw no.alreadyActive(person.name)
      },
    },
    give: administer(() => decideNewAccount(decidePresent(person).name, '', member, false)),
    invite: administer(() => decideNewAccount(decidePresent(person).name, '', member, false)),
    withdrawInvitation: administer(() => decideWithdrawal(person.name, invited)),
    rename: administer(() => decideUnshared(person, theirs())),
    resetPassword: administer(() => decideUnshared(person, theirs())),
    lock: administer(() => decideLocked(person, theirs(), true)),
    unlock: administer(() => decideLocked(person, theirs(), false)),
    signOut: administer(theirs),
    changeRoles: administer(() => undefined),
  })
}
