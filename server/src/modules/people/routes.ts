import { people } from '@baton/contract/people'
import { users } from '@baton/contract/users'
import { bind } from '../../kernel/route.ts'
import { changeCalendar, createCalendarCopy, listCalendars, suggestDays } from './change-calendar.ts'
import { changeDepartment, createDepartment } from './change-department.ts'
import { changePerson, createPerson, enablePerson } from './change-person.ts'
import { accountHandlers, renameAccount } from './give-account.ts'
import { inviteAccount, withdrawInvitation } from './invite.ts'
import { journalOf, roleJournal } from './journal.ts'
import { endLeave, listLeave, recordLeave } from './leave.ts'
import { listUsers } from './list-users.ts'
import { changeRolesOf, lockAccount, signOutAccount, unlockAccount } from './lock-account.ts'
import { listDepartments, listPersons } from './reads.ts'
import { showPerson } from './show-person.ts'

export const routes = bind(people, {
  'GET /v1/departments': listDepartments,
  'POST /v1/departments': createDepartment,
  'PATCH /v1/departments/:id': changeDepartment,
  'GET /v1/persons': listPersons,
  'GET /v1/persons/:id': showPerson,
  'POST /v1/persons': createPerson,
  'PATCH /v1/persons/:id': changePerson,
  'POST /v1/persons/:id/enable': enablePerson,
  'GET /v1/leave': listLeave,
  'POST /v1/leave': recordLeave,
  'POST /v1/leave/:id/end': endLeave,
  'GET /v1/calendars': listCalendars,
  'GET /v1/calendars/suggested': suggestDays,
  'POST /v1/calendars': createCalendarCopy,
  'PATCH /v1/calendars/:id': changeCalendar,
})

export const userRoutes = bind(users, {
  'GET /v1/users': listUsers,
  'POST /v1/persons/:id/account': accountHandlers.give,
  'POST /v1/persons/:id/account/invitation': inviteAccount,
  'DELETE /v1/persons/:id/account/invitation': withdrawInvitation,
  'PATCH /v1/persons/:id/account': renameAccount,
  'POST /v1/persons/:id/account/password': accountHandlers.reset,
  'POST /v1/persons/:id/account/lock': lockAccount,
  'POST /v1/persons/:id/account/unlock': unlockAccount,
  'POST /v1/persons/:id/account/sign-out': signOutAccount,
  'PUT /v1/persons/:id/roles': changeRolesOf,
  'GET /v1/persons/:id/timeline': journalOf('person'),
  'GET /v1/departments/:id/timeline': journalOf('department'),
  'GET /v1/calendars/:id/timeline': journalOf('calendar'),
  'GET /v1/roles/:id/timeline': roleJournal,
})
