const formats = new Map<string, Intl.DateTimeFormat>()

function format(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, made)
  return made
}

const MINUTE_MS = 60_000
/** The last minute that was asked for in a time zone, and its day: a command asks several times, and all zones change days on whole minutes. */
const lastDays = new Map<string, { minute: number; day: string }>()

/** The calendar day at an instant, "2026-11-22", as people in that time zone see it. */
export function dayIn(timeZone: string, at: Date): string {
  const minute = Math.floor(at.getTime() / MINUTE_MS)
  const last = lastDays.get(timeZone)
  if (last?.minute === minute) return last.day
  const day = format(timeZone).format(at)
  lastDays.set(timeZone, { minute, day })
  return day
}

export const yearIn = (timeZone: string, at: Date): string => dayIn(timeZone, at).slice(0, 4)

/** "2026-11-22" plus days. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Noon of a calendar day as people in that time zone see it. */
export function noonIn(timeZone: string, day: string): Date {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(timeZone, clock)
  const guess = Date.parse(`${day}T12:00:00Z`)
  const shown = Date.parse(`${clock.format(guess).replace(' ', 'T')}Z`)
  return new Date(2 * guess - shown)
}
