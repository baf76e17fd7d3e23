import type { users } from '@baton/contract/users'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { record } from '../../kernel/work.ts'
import {
  decideAdministrators,
  decideLocked,
  decideMember,
  decideRoles,
  endSessions,
  findAdministering,
  findAllRoles,
  findRolesOfPerson,
  lockMember,
  raiseRights,
  writeRolesOf,
} from '../access/index.ts'
import { decidePresent, loadMember } from './give-account.ts'
import { no } from './people.rules.ts'

type LockAccount = RequestOf<(typeof users)['POST /v1/persons/:id/account/lock']>
type UnlockAccount = RequestOf<(typeof users)['POST /v1/persons/:id/account/unlock']>
type SignOutAccount = RequestOf<(typeof users)['POST /v1/persons/:id/account/sign-out']>
type ChangeRolesOf = RequestOf<(typeof users)['PUT /v1/persons/:id/roles']>

/** Keeps a person out of this company at once. What they hold stays theirs: their head looks after it. */
export const lockAccount = command({
  load: (work, request: LockAccount) => ({
    ...loadMember(work, request.id),
    administering: findAdministering(work),
  }),
  run: (work, request, { person: found, member: account, administering }) => {
    const person = decidePresent(found)
    const left = administering.filter(({ personId }) => personId !== person.id)
    if (left.length === 0) decideAdministrators(administering, left, work.actor)
    const member = decideMember(person, account, work.actor)
    decideLocked(person, member, true)

    lockMember(work, person.id, true)
    endSessions(work, person.id)
    raiseRights(work)
    const data = { locked: { before: false, after: true }, reason: request.reason }
    record(work, { type: 'access.accountLocked', kind: 'person', id: person.id, begins: true, data })
    return {}
  },
})

/** Lets a person sign in again. */
export const unlockAccount = command({
  load: (work, request: UnlockAccount) => loadMember(work, request.id),
  run: (work, _request, { person: found, member: account }) => {
    const person = decidePresent(found)
    const member = decideMember(person, account, work.actor)
    decideLocked(person, member, false)

    lockMember(work, person.id, false)
    raiseRights(work)
    const data = { locked: { before: true, after: false } }
    record(work, { type: 'access.accountUnlocked', kind: 'person', id: person.id, begins: true, data })
    return {}
  },
})

/** Ends a person's sessions in this company; they may sign in again. */
export const signOutAccount = command({
  load: (work, request: SignOutAccount) => loadMember(work, request.id),
  run: (work, _request, { person: found, member: account }) => {
    const person = decidePresent(found)
    decideMember(person, account, work.actor)

    endSessions(work, person.id)
    raiseRights(work)
    record(work, { type: 'access.signedOut', kind: 'person', id: person.id, begins: true, data: {} })
    return {}
  },
})

/** Says which roles a person has. Their next act is already decided by them. */
export const changeRolesOf = command({
  load: (work, request: ChangeRolesOf) => ({
    ...loadMember(work, request.id),
    roles: findAllRoles(work),
    had: findRolesOfPerson(work, request.id),
    administering: findAdministering(work),
  }),
  run: (work, request, { person, member, roles, had, administering }) => {
    if (!person) throw no.personUnknown()
    const wanted = decideRoles(request.roles, roles)
    const theirs = roles
      .filter(({ id, rights }) => member?.active && wanted.includes(id) && rights.includes('access.administer'))
      .map(({ id }) => ({ personId: person.id, roleId: id }))
    const others = administering.filter(({ personId }) => personId !== person.id)
    decideAdministrators(administering, [...others, ...theirs], work.actor)

    writeRolesOf(work, person.id, wanted)
    raiseRights(work)
    const named = (ids: readonly string[]) =>
      roles.filter(({ id }) => ids.includes(id)).map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }))
    const before = named(had.map(({ id }) => id))
    const data = { roles: { before, after: named(wanted) } }
    record(work, { type: 'access.rolesChanged', kind: 'person', id: person.id, begins: true, data })
    return { roles: wanted }
  },
})
