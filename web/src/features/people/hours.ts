/** Minutes of a day. */
export const DAY = 1440

/** 480 → 08:00; the end of the day is 24:00. */
export const spelt = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** 08:00, 8:00 or 800 → 480; null for what is no time of a day. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2})[:：]?(\d{2})$/.exec(text.trim())
  const minutes = found ? Number(found[1]) * 60 + Number(found[2]) : -1
  return found && Number(found[2]) < 60 && minutes <= DAY ? minutes : null
}
