import type { Work } from '../../kernel/work.ts'
import { addWorkingMinutes } from '../people/index.ts'

/** When a receiver is to answer if the sender names no time: so many working hours from now. */
export const usualAnswerBy = ({ company, now }: Work): Date =>
  addWorkingMinutes(company.calendar, company.timeZone, now, company.settings.answerHours * 60)
