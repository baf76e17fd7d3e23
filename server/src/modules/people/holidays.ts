import chineseDays from 'chinese-days'
import { addDays } from '../../kernel/time.ts'
import type { CalendarDay } from './calendars.ts'

/** China's public holidays of a year and the weekend days worked in their place (调休), as far as they are announced. */
export function holidaysOf(year: number): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day)
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    const usual = weekday !== 0 && weekday !== 6
    if (work !== usual) days.push({ day, working: work, name: name.split(',')[1] ?? name })
  }
  return days
}
