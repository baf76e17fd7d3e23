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
  return writtenFully(at).slice(0, -'T00:00:00.000Z'.length)
}

/** An instant as PostgreSQL reads it: JavaScript writes years beyond 9999 with a sign and six digits. */
export function writtenFully(at: Date): string {
  const text = at.toISOString()
  return text.startsWith('+') ? text.slice(1).replace(/^0+/, '') : text
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Later years are not read back as they are written; no zone plans to set its clocks by then. */
const LAST = Date.UTC(9999, 11, 30)

/** By how much the clocks of a time zone are ahead of UTC at an instant. */
function aheadAt(timeZone: string, asked: number): number {
  const at = Math.min(asked, LAST)
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(timeZone, clock)
  return Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at
}

/** Noon of a calendar day as people in that time zone see it. */
export function noonIn(timeZone: string, day: string): Date {
  const guess = Date.parse(`${day}T12:00:00Z`)
  return new Date(guess - aheadAt(timeZone, guess))
}

const DAY_MS = 86_400_000

/** The first instant of a calendar day in a time zone. Where clocks are set at midnight it is that by the old or the new time that lies in the day. */
export function startOfDay(timeZone: string, day: string): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const midnight = Date.UTC(year, month - 1, date)
  const [old, now] = [midnight - DAY_MS, midnight + DAY_MS].map((at) => new Date(midnight - aheadAt(timeZone, at)))
  const [first, second] = old! <= now! ? [old!, now!] : [now!, old!]
  return dayIn(timeZone, first) === day ? first : second
}
