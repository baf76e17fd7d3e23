import { addDays } from '../../kernel/time.ts'

/** Work is due some days after the fact that opened it, or at the promise when that is earlier. */
export const dueWithin = (today: string, days: number, promisedOn: string | null): string => {
  const latest = addDays(today, days)
  return promisedOn && promisedOn < latest && promisedOn > today ? promisedOn : latest
}
