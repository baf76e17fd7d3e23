import type { users } from '@baton/contract/users'
import { type Command, command, perform } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import { type Handler, keyOf, type RequestOf } from '../../kernel/route.ts'
import { record, type Work } from '../../kernel/work.ts'
import {
  ADMINISTER,
  createUsers,
  decideMember,
  decideNewAccount,
  decideRoles,
  decideUnshared,
  endSessions,
  findAllRoles,
  findMemberOf,
  findTakenAccount,
  hashPassword,
  loadAdministration,
  newPassword,
  raiseRights,
  renameMember,
  withdraw,
  writeGivenPassword,
  writeRolesOf,
} from '../access/index.ts'
import { no } from './people.rules.ts'
import { findPerson, type PersonFacts } from './person-rows.ts'

type GiveAccount = RequestOf<(typeof users)['POST /v1/persons/:id/account']>
type RenameAccount = RequestOf<(typeof users)['PATCH /v1/persons/:id/account']>
type ResetPassword = RequestOf<(typeof users)['POST /v1/persons/:id/account/password']>

/** Locks what accounts are decided by, and reads the person with their account. */
export function loadMember(work: Work, personId: string) {
  loadAdministration(work)
  loadChains(work, 'person', [personId])
  return { person: findPerson(work, personId), member: findMemberOf(work, personId) }
}

/** Somebody who works here. */
export function decidePresent(person: PersonFacts | undefined): PersonFacts {
  if (!person) throw no.personUnknown()
  if (!person.active) throw no.inactive(person.name)
  return person
}

/** Gives a person an account with a password of which only the hash is known here. */
export const giveAccount = (passwordHash: string) =>
  command({
    load: (work, request: GiveAccount) => ({
      ...loadMember(work, request.id),
      taken: findTakenAccount(work, request.account),
      roles: findAllRoles(work),
    }),
    run: (work, { account, roles: wanted }, { person: found, member, taken, roles }) => {
      const person = decidePresent(found)
      decideNewAccount(person.name, account, member, taken)
      const roleIds = decideRoles(wanted, roles)

      withdraw(work, person.id)
      createUsers(work, [{ personId: person.id, account, passwordHash, roleIds: [], mustChange: true }])
      writeRolesOf(work, person.id, roleIds)
      const data = { account, roles: roleIds }
      record(work, { type: 'access.accountGiven', kind: 'person', id: person.id, begins: true, data })
      return { account }
    },
  })

/** Gives a new password to somebody who forgot theirs, or whose is no longer a secret; all their sessions end. */
export const resetPassword = (passwordHash: string) =>
  command({
    load: (work, request: ResetPassword) => loadMember(work, request.id),
    run: (work, _request, { person: found, member: account }) => {
      const person = decidePresent(found)
      const member = decideMember(person, account, work.actor)
      decideUnshared(person, member)

      writeGivenPassword(work, member, passwordHash)
      endSessions(work, person.id)
      raiseRights(work)
      record(work, { type: 'access.passwordReset', kind: 'person', id: person.id, begins: true, data: {} })
      return { account: member.account }
    },
  })

/** Changes the name by which a person signs in; who is signed in stays so. */
export const renameAccount = command({
  load: (work, request: RenameAccount) => ({
    ...loadMember(work, request.id),
    taken: findTakenAccount(work, request.account),
  }),
  run: (work, { account }, { person: found, member: known, taken }) => {
    const person = decidePresent(found)
    const member = decideMember(person, known, work.actor)
    decideUnshared(person, member)
    if (account !== member.account) decideNewAccount(person.name, account, undefined, taken)

    renameMember(work, member.userId, account)
    raiseRights(work)
    const data = { account: { before: member.account, after: account } }
    record(work, { type: 'access.accountRenamed', kind: 'person', id: person.id, begins: true, data })
    return { account }
  },
})

/**
 * Serves a command that gives a password. It is made here and shown in this one reply: neither the database nor the reply kept for
 * replays ever holds it.
 */
const giving =
  <Request, Loads>(
    operation: string,
    commandWith: (passwordHash: string) => Command<Request, Loads, { account: string }>,
    status = 200,
  ): Handler =>
  async ({ kernel, http, answer, context, language, request }) => {
    const password = newPassword()
    const giver = commandWith(await hashPassword(password))
    const manner = { operation, language, right: ADMINISTER }
    const { reply, replayed } = await perform(kernel, context!, giver, request as Request, keyOf(http), manner)
    if (replayed) answer.header('Idempotent-Replayed', 'true')
    answer.code(status)
    return { account: reply.account, password: replayed ? null : password }
  }

export const accountHandlers = {
  give: giving('POST /v1/persons/:id/account', giveAccount, 201),
  reset: giving('POST /v1/persons/:id/account/password', resetPassword),
}
