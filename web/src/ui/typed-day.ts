import type { Language } from '../app/language.ts'
import { dayAt, dayNumber } from './zone.ts'

export interface DaySetting {
  language: Language
  /** YYYY-MM-DD, on the company's clock. */
  today: string
  min?: string
  max?: string
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const near = new Map([
  ['昨天', -1],
  ['今天', 0],
  ['明天', 1],
  ['后天', 2],
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
])
const two = (part: number) => String(part).padStart(2, '0')

/** The day, when the calendar has it. */
function dayOfParts(year: number, month: number, date: number): string | null {
  const day = `${year}-${two(month)}-${two(date)}`
  const real = month >= 1 && month <= 12 && date >= 1 && dayAt(Date.UTC(year, month - 1, date) / 86_400_000) === day
  return real && year >= 1900 && year <= 2099 ? day : null
}

/** Of the days that a short form may mean, the one nearest to today that the field allows. */
function nearest(days: readonly (string | null)[], { today, min, max }: DaySetting): string | null {
  const away = (day: string) => Math.abs(dayNumber(day) - dayNumber(today))
  const sorted = days.filter((day) => day !== null).sort((one, other) => away(one) - away(other))
  return sorted.find((day) => (!min || day >= min) && (!max || day <= max)) ?? sorted[0] ?? null
}

const shifts = [-1, 0, 1]

function ofMonth(month: number, date: number, setting: DaySetting): string | null {
  const year = Number(setting.today.slice(0, 4))
  return nearest(
    shifts.map((shift) => dayOfParts(year + shift, month, date)),
    setting,
  )
}

function ofDate(date: number, setting: DaySetting): string | null {
  const counted = Number(setting.today.slice(0, 4)) * 12 + Number(setting.today.slice(5, 7)) - 1
  return nearest(
    [-2, ...shifts, 2].map((shift) =>
      dayOfParts(Math.floor((counted + shift) / 12), ((counted + shift) % 12) + 1, date),
    ),
    setting,
  )
}

/** 30 Nov, Nov 30, 30 November 2026. */
function ofNamedMonth(text: string, setting: DaySetting): string | null {
  const found =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]*([a-z]{3,9})|([a-z]{3,9})[\s.]*(\d{1,2})(?:st|nd|rd|th)?)\.?(?:[\s,-]+(\d{4}))?$/.exec(
      text,
    )
  if (!found) return null
  const month = months.indexOf((found[2] ?? found[3] ?? '').slice(0, 3)) + 1
  const date = Number(found[1] ?? found[4])
  return found[5] ? dayOfParts(Number(found[5]), month, date) : ofMonth(month, date, setting)
}

/** 8-30, 30/8. Where two numbers with a stroke between could be read in both orders, English readers disagree: it is none. */
function ofTwo(first: number, second: number, stroke: boolean, setting: DaySetting): string | null {
  if (!stroke || setting.language === 'zh' || first === second) return ofMonth(first, second, setting)
  if (first > 12) return ofMonth(second, first, setting)
  return second > 12 ? ofMonth(first, second, setting) : null
}

function ofThree(parts: readonly number[], text: string): string | null {
  const [first = 0, second = 0, third = 0] = parts
  if (/^\d{4}\D/.test(text)) return dayOfParts(first, second, third)
  if (/^\d\d-/.test(text)) return dayOfParts(2000 + first, second, third)
  if (third < 1900) return null
  if (second > 12 || first === second) return dayOfParts(third, first, second)
  return first > 12 ? dayOfParts(third, second, first) : null
}

function ofDigits(digits: string, setting: DaySetting): string | null {
  if (digits.length <= 2) return ofDate(Number(digits), setting)
  if (digits.length === 4) return ofMonth(Number(digits.slice(0, 2)), Number(digits.slice(2)), setting)
  if (digits.length !== 8) return null
  return dayOfParts(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)))
}

/** 2026-11-30, 11-30, 30, 20261130, 11月30日, 30 Nov, 明天, +7 → YYYY-MM-DD; null for what is no day, or could be two. */
export function dayOf(typed: string, setting: DaySetting): string | null {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  const days = near.get(text) ?? (/^\+\d{1,3}$/.test(text) ? Number(text) : undefined)
  if (days !== undefined) return dayAt(dayNumber(setting.today) + days)
  if (/[a-z]/.test(text)) return ofNamedMonth(text, setting)
  if (!/^\d+(?:\s*[-/.。年月]\s*\d+){0,2}\s*[日号]?$/.test(text)) return null
  const parts = text.match(/\d+/g) ?? []
  const numbers = parts.map(Number)
  if (parts.length === 1) return ofDigits(parts[0]!, setting)
  if (numbers.length === 3) return ofThree(numbers, text)
  return parts[0]!.length > 2 ? null : ofTwo(numbers[0]!, numbers[1]!, text.includes('/'), setting)
}
