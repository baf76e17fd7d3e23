import type { HandoverPackage } from '@baton/contract/handover'
import { actOf } from '../../ui/may.ts'

export type { HandoverPackage }

/** Nothing in the way and nothing to know: these can be accepted with one key. */
export const isSafe = (one: HandoverPackage) =>
  actOf(one.may, 'accept')?.allowed === true && one.checks.every(({ severity }) => severity === 'ok')

export const openSubjects = (one: HandoverPackage) => one.subjects.filter(({ open }) => open)

/** Real minutes until the answer is due; below zero it is past. Null without a limit. */
export const minutesLeft = (answerBy: string | null, now = Date.now()): number | null =>
  answerBy === null ? null : (Date.parse(answerBy) - now) / 60_000

/** How soon to look again, once the deadline of an offer that still waits has passed by this clock. */
const LATE = 15_000
/** Timers take no longer spans. */
const LONGEST = 86_400_000

/** In how many milliseconds to ask again, since an offer that is shown as waiting lapses then; false while none has a deadline. */
export function lapsesIn(
  shown: readonly Pick<HandoverPackage, 'state' | 'answerBy'>[],
  now = Date.now(),
): number | false {
  const left = shown.flatMap(({ state, answerBy }) =>
    state === 'offered' && answerBy !== null ? [Date.parse(answerBy) - now] : [],
  )
  if (left.length === 0) return false
  const next = Math.min(...left)
  return next < 0 ? LATE : Math.min(next + 1000, LONGEST)
}

export interface PackageChange {
  kind: 'gone' | 'new' | 'deadline' | 'note' | 'state' | 'version'
  text: string
}

/** What differs between the package that was read and the one that stands now. */
export function changesBetween(seen: HandoverPackage, now: HandoverPackage): PackageChange[] {
  const numbers = (one: HandoverPackage) => openSubjects(one).map(({ number }) => number)
  const gone = numbers(seen).filter((number) => !numbers(now).includes(number))
  const fresh = numbers(now).filter((number) => !numbers(seen).includes(number))
  const changes: PackageChange[] = []
  if (gone.length > 0) changes.push({ kind: 'gone', text: gone.join(' ') })
  if (fresh.length > 0) changes.push({ kind: 'new', text: fresh.join(' ') })
  if (seen.answerBy !== now.answerBy) changes.push({ kind: 'deadline', text: now.answerBy ?? '' })
  if (seen.note !== now.note || seen.nextAction !== now.nextAction) changes.push({ kind: 'note', text: '' })
  if (seen.state !== now.state) changes.push({ kind: 'state', text: now.state })
  if (changes.length === 0 && seen.version !== now.version) changes.push({ kind: 'version', text: '' })
  return changes
}
