import type { Work } from '../../kernel/work.ts'
import { addWorkingMinutes, calendarOf } from '../people/index.ts'

/** When a receiver is to answer if the sender names no time: so many working hours of the receiver's department from now. */
export const usualAnswerBy = ({ company, now }: Work, departmentId?: string): Date =>
  addWorkingMinutes(calendarOf(company, departmentId), company.timeZone, now, company.settings.answerHours * 60)
