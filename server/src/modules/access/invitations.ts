import type { Database } from '../../kernel/database.ts'
import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import type { Work } from '../../kernel/work.ts'

/** What an account is asked by a company that it does not belong to. */
export interface Invitation {
  id: string
  companyId: string
  personId: string
  company: string
  person: string
  invitedBy: string
  invitedAt: Date
  state: 'open' | 'accepted' | 'declined'
}

/** What a company sees of it: the name that it wrote itself, and whether it was declined. */
export interface Invited {
  account: string
  invitedAt: Date
  declined: boolean
}

const listOfUser = statement<Invitation>(
  'access.invitationsOfUser',
  `select invitation_id as id, company_id as "companyId", person_id as "personId", company_name as company, person_name as person,
          invited_by as "invitedBy", invited_at as "invitedAt", state
     from access.list_invitations($1) order by invited_at`,
)
const findOfPerson = statement<Invited>(
  'access.invitedPerson',
  'select account, invited_at as "invitedAt", declined from access.find_invited(kernel.company(), $1)',
)
const findHere = statement<{ here: boolean }>(
  'access.isHere',
  'select exists (select from access.find_member(kernel.company(), null) where account = $1) as here',
)
const writeInvitation = statement(
  'access.writeInvitation',
  'select access.invite($1, $2, kernel.company(), $3, (select name from access.company), $4, $5, $6)',
)
const acceptOne = statement('access.acceptInvitation', 'select access.accept_invitation($1, $2)')
const declineOne = statement('access.declineInvitation', 'select access.decline_invitation($1, $2)')
const withdrawOne = statement('access.withdrawInvitation', 'select access.withdraw_invitation(kernel.company(), $1)')

export const findInvitations = (work: Work, userId: string): Read<Invitation[]> => work.read(listOfUser, [userId])

/** The same before the company is known in which they are answered. */
export const invitationsOf = (database: Database, companyId: string, userId: string): Promise<Invitation[]> =>
  withCompany(database, companyId, listOfUser, [userId])

export const findInvited = (work: Work, personId: string): Read<Invited | undefined> =>
  work.read(findOfPerson, [personId]).map(([row]) => row)

/** Whether the account belongs to somebody in this company, whatever their state. */
export const findAccountHere = (work: Work, account: string): Read<boolean> =>
  work.read(findHere, [account]).map(([row]) => row!.here)

export const invite = (work: Work, account: string, person: { id: string; name: string }): void =>
  work.write(writeInvitation, [account, work.newId(), person.id, person.name, work.actor.name, work.now])

/** Makes the account a member of this company. */
export const accept = (work: Work, id: string): void => work.write(acceptOne, [id, work.actor.userId])

export const decline = (work: Work, id: string): void => work.write(declineOne, [id, work.actor.userId])

export const withdraw = (work: Work, personId: string): void => work.write(withdrawOne, [personId])
