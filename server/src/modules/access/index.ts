/** Companies, accounts, sessions, roles and rights. Read views: `access.read_right`, `access.read_company`. */
export { checks } from './checks.ts'
export { createCompany, createUsers, type NewCompany, type NewUser } from './create-company.ts'
export { hashPassword, newPassword } from './password.ts'
export { keepPreference, listPreferences } from './preferences.ts'
export { ROLES } from './roles.ts'
export { SessionStore } from './session-store.ts'
export { changePassword, findSession, type Session, signIn, signOut, signOutEverywhere } from './sessions.ts'
export { sessionRoutes } from './sign-in.ts'
