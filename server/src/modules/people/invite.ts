import type { access } from '@baton/contract/access'
import type { users } from '@baton/contract/users'
import { command, perform, query } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import { type Handler, keyOf, type RequestOf } from '../../kernel/route.ts'
import { record } from '../../kernel/work.ts'
import {
  accept,
  decideInvitation,
  decideInvited,
  decideRoles,
  decideThere,
  decideWithdrawal,
  decline,
  findAccountHere,
  findAllRoles,
  findInvitations,
  findInvited,
  findTakenAccount,
  invitationsOf,
  invite,
  loadAdministration,
  raiseRights,
  withdraw,
  writeRolesOf,
} from '../access/index.ts'
import { contextOf } from './context.ts'
import { decidePresent, loadMember } from './give-account.ts'
import { no } from './people.rules.ts'
import { findPerson } from './person-rows.ts'

type Invite = RequestOf<(typeof users)['POST /v1/persons/:id/account/invitation']>
type Withdraw = RequestOf<(typeof users)['DELETE /v1/persons/:id/account/invitation']>
type Answer = RequestOf<(typeof access)['POST /v1/me/invitations/:id/accept']>

/**
 * Asks the holder of an account that exists to work here as this person, in these roles. Nothing of the account is told but that the name
 * is taken; nobody but its holder makes it a member.
 */
export const inviteAccount = command({
  load: (work, request: Invite) => ({
    ...loadMember(work, request.id),
    taken: findTakenAccount(work, request.account),
    here: findAccountHere(work, request.account),
    roles: findAllRoles(work),
  }),
  run: (work, { account, roles: wanted }, { person: found, roles, ...facts }) => {
    const person = decidePresent(found)
    decideInvitation(person.name, account, facts)
    const roleIds = decideRoles(wanted, roles)

    invite(work, account, person)
    writeRolesOf(work, person.id, roleIds)
    raiseRights(work)
    const data = { account, roles: roleIds }
    record(work, { type: 'access.invited', kind: 'person', id: person.id, begins: true, data })
    return { account }
  },
})

/** Takes the question back; who has accepted already stays, and is locked like anybody. */
export const withdrawInvitation = command({
  load: (work, request: Withdraw) => ({ ...loadMember(work, request.id), invited: findInvited(work, request.id) }),
  run: (work, _request, { person, invited }) => {
    if (!person) throw no.personUnknown()
    const { account } = decideWithdrawal(person.name, invited)

    withdraw(work, person.id)
    const data = { account }
    record(work, { type: 'access.invitationWithdrawn', kind: 'person', id: person.id, begins: true, data })
    return {}
  },
})

/** What other companies ask me. */
export const listInvitations = query({
  load: (work, _request: object) => ({ rows: findInvitations(work, work.actor.userId) }),
  run: (_work, _request, { rows }) => ({
    rows: rows
      .filter(({ state }) => state === 'open')
      .map(({ id, company, person, invitedBy, invitedAt }) => ({
        ...{ id, company, person, invitedBy },
        invitedAt: invitedAt.toISOString(),
      })),
  }),
})

/** Answers in the company that asks: `effect` is what becomes of it there. */
const answering = <Reply>(
  type: string,
  effect: typeof accept,
  replyOf: (company: { id: string; name: string }) => Reply,
) =>
  command({
    load: (work, _request: { id: string }) => {
      loadAdministration(work)
      loadChains(work, 'person', [work.actor.personId])
      return {
        person: findPerson(work, work.actor.personId),
        invitations: findInvitations(work, work.actor.userId),
      }
    },
    run: (work, { id }, { person, invitations }) => {
      const invited = decideInvited(invitations, id)

      effect(work, id)
      record(work, { type, kind: 'person', id: person!.id, begins: true, data: {} })
      return replyOf({ id: work.company.id, name: invited.company })
    },
  })

/** The account works here too from now on, as the person whom it was asked to be. */
export const acceptInvitation = answering('access.invitationAccepted', accept, (company) => ({ company }))
const declineInvitation = answering('access.invitationDeclined', decline, () => ({}))

/**
 * Serves an answer: it comes with the session of another company, and has its effect in the one that asks, in the name of the person whom
 * the account is to be there. Whoever has left meanwhile is asked no more.
 */
const answered =
  (operation: string, answer: typeof acceptInvitation | typeof declineInvitation): Handler =>
  async ({ kernel, http, answer: reply, context, language, request }) => {
    const { id } = request as Answer
    const { company, actor } = context!
    const mine = await invitationsOf(kernel.database, company.id, actor.userId)
    const { companyId, personId } = decideInvited(mine, id, ['open', 'accepted', 'declined'])
    const there = decideThere(await contextOf(kernel.database, { companyId, personId, userId: actor.userId }))
    const outcome = await perform(kernel, there, answer, { id }, keyOf(http), { operation, language })
    if (outcome.replayed) reply.header('Idempotent-Replayed', 'true')
    return outcome.reply
  }

export const invitationHandlers = {
  accept: answered('POST /v1/me/invitations/:id/accept', acceptInvitation),
  decline: answered('POST /v1/me/invitations/:id/decline', declineInvitation),
}
