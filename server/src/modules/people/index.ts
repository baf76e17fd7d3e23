/** Persons, departments, calendars, leave. Read views: `people.read_person`, `people.read_department`, `people.read_leave`. */
export { addWorkingMinutes, rulerOf, workingMinutes } from './calendar.rules.ts'
export { contextOf, systemContextOf } from './context.ts'
export { createCalendar, createPeople, type NewDepartment, type NewPerson } from './create-people.ts'
export { listDepartments, listPersons, showMe } from './reads.ts'
