/** A moment as the company's clock shows it. `day` is YYYY-MM-DD, `minute` counts from midnight. */
export interface Moment {
  day: string
  minute: number
}

export const usualZone = 'Asia/Shanghai'
export const minutesADay = 1440

const clocks = new Map<string, Intl.DateTimeFormat>()

function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  clocks.set(zone, made)
  return made
}

/** The company's day and minute of an RFC 3339 time; a plain date is that day's midnight. */
export function momentOf(time: string, zone: string = usualZone): Moment {
  if (time.length === 10) return { day: time, minute: 0 }
  const part: Record<string, string> = {}
  for (const { type, value } of clock(zone).formatToParts(new Date(time))) part[type] = value
  return { day: `${part.year}-${part.month}-${part.day}`, minute: Number(part.hour) * 60 + Number(part.minute) }
}

/** Whole days since 1970, for counting between dates. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

export function dayAt(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

/** Minutes on the company's clock since 1970, in which a day always has 1440: fit for drawing, not for durations. */
export function clockMinutes(time: string, zone: string = usualZone): number {
  const { day, minute } = momentOf(time, zone)
  return dayNumber(day) * minutesADay + minute
}

/** The instant at which the company's clock shows a day and a minute. */
export function instantAt(day: string, minute: number, zone: string = usualZone): string {
  const wanted = dayNumber(day) * minutesADay + minute
  const guess = wanted * 60_000
  const away = clockMinutes(new Date(guess).toISOString(), zone) - wanted
  return new Date(guess - away * 60_000).toISOString()
}
