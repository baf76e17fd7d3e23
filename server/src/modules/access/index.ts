/**
 * Companies, accounts, sessions, roles and rights. Read views: `access.read_right`, `access.read_company`, `access.read_person_role`,
 * `access.read_role`.
 */
export {
  ADMINISTER,
  decideAdministrators,
  decideInvitation,
  decideInvited,
  decideLocked,
  decideMember,
  decideNewAccount,
  decideOverAdministrator,
  decideRoles,
  decideThere,
  decideUnshared,
  decideWithdrawal,
} from './access.rules.ts'
export {
  endSessions,
  findMemberOf,
  findRolesOfPerson,
  findTakenAccount,
  lockMember,
  type Member,
  openMember,
  renameMember,
  writeGivenPassword,
  writeRolesOf,
} from './accounts.ts'
export { loadAdministration, raiseRights } from './administration.ts'
export { checks } from './checks.ts'
export { loadCompanyJournal, tellCompany } from './company-journal.ts'
export { createCompany, createUsers, type NewCompany, type NewUser } from './create-company.ts'
export {
  accept,
  decline,
  findAccountHere,
  findInvitations,
  findInvited,
  type Invited,
  invitationsOf,
  invite,
  withdraw,
} from './invitations.ts'
export { hashPassword, newPassword } from './password.ts'
export { keepPreference, listPreferences } from './preferences.ts'
export { findAdministering, findAllRoles } from './role-rows.ts'
export { ROLES } from './roles.ts'
export { SessionStore } from './session-store.ts'
export {
  changePassword,
  findOpenTokens,
  findSession,
  type Session,
  signIn,
  signOut,
  signOutEverywhere,
} from './sessions.ts'
export { sessionRoutes } from './sign-in.ts'
