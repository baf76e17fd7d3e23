/** Persons, departments, calendars, leave. Read views: `people.read_person`, `people.read_department`, `people.read_leave`. */
export { addWorkingMinutes, calendarOf, rulerOf, workingMinutes, worksOn } from './calendar.rules.ts'
export { createCalendar } from './calendars.ts'
export { changePersons, loadPersonsNumbered, type PersonChange, type StandingPerson } from './change-persons.ts'
export { checks } from './checks.ts'
export { contextOf, systemContextOf } from './context.ts'
export {
  addDepartments,
  addPersons,
  createPeople,
  type NewDepartment,
  type NewPerson,
  nameHeads,
} from './create-people.ts'
export { findDepartmentTree } from './department-rows.ts'
export { giveAccount, resetPassword } from './give-account.ts'
export { holidaysOf } from './holidays.ts'
export { acceptInvitation, invitationHandlers, listInvitations } from './invite.ts'
export type { DepartmentFacts } from './people.rules.ts'
export { closeDepartment, disablePerson, findPerson, type PersonFacts } from './person-rows.ts'
export { showMe } from './reads.ts'
