import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

/** The account of a person in this company. */
export interface Member {
  userId: string
  account: string
  /** Can sign in here now. */
  active: boolean
  locked: boolean
  mustChange: boolean
  /** Signs in to another company too. */
  shared: boolean
}

const findMember = statement<Member>(
  'access.memberOf',
  `select user_id as "userId", account, active, locked, must_change as "mustChange", shared from access.find_member(kernel.company(), $1)`,
)
const findTaken = statement<{ taken: boolean }>('access.isTaken', 'select access.is_taken($1) as taken')
const findRolesOf = statement<{ id: string; nameZh: string }>(
  'access.rolesOfPerson',
  `select role_id as id, name_zh as "nameZh" from access.read_person_role where person_id = $1 order by role_id`,
)

export const findMemberOf = (work: Work, personId: string): Read<Member | undefined> =>
  work.read(findMember, [personId]).map(([row]) => row)

/** Whether somebody in this installation signs in by that name. */
export const findTakenAccount = (work: Work, account: string): Read<boolean> =>
  work.read(findTaken, [account]).map(([row]) => row!.taken)

export const findRolesOfPerson = (work: Work, personId: string): Read<{ id: string; nameZh: string }[]> =>
  work.read(findRolesOf, [personId])

const setLocked = statement('access.setLocked', 'select access.set_locked(kernel.company(), $1, $2)')
const setActive = statement('access.setActive', 'select access.set_membership_active(kernel.company(), $1, $2)')
const endSessionsOf = statement('access.endSessionsOf', 'select access.end_sessions_of(kernel.company(), $1)')
const givePassword = statement(
  'access.givePassword',
  `select access.set_password($1, $2, true), access.forget_failures('account:' || $3)`,
)
const setAccount = statement('access.setAccount', 'select access.set_account($1, $2)')
const replaceRoles = statement(
  'access.replaceRoles',
  `with gone as (delete from access.person_role where person_id = $1 and not role_id = any($2::text[]))
   insert into access.person_role (person_id, role_id) select $1, * from unnest($2::text[]) on conflict do nothing`,
)

export const lockMember = (work: Work, personId: string, locked: boolean): void =>
  work.write(setLocked, [personId, locked])

/** Opens or closes the account in this company, as the person comes or leaves. */
export const openMember = (work: Work, personId: string, active: boolean): void =>
  work.write(setActive, [personId, active])

/** Ends a person's sessions in this company; servers learn of it by `raiseRights`. */
export const endSessions = (work: Work, personId: string): void => work.write(endSessionsOf, [personId])

/** A password that must be changed at the next sign-in; wrong attempts are forgotten. */
export const writeGivenPassword = (work: Work, member: Member, hash: string): void =>
  work.write(givePassword, [member.userId, hash, member.account])

export const renameMember = (work: Work, userId: string, account: string): void =>
  work.write(setAccount, [userId, account])

export const writeRolesOf = (work: Work, personId: string, roles: readonly string[]): void =>
  work.write(replaceRoles, [personId, roles])
