import type { Language } from '../app/language.ts'
import { dayNumber, momentOf, usualZone } from './zone.ts'

/** What a date needs besides itself: the reader's language, the present, the company's clock. */
export interface Setting {
  language: Language
  now: string
  zone?: string
}

/** `field` has its year always: a field must not be read in another one. */
export type DateStyle = 'short' | 'field' | 'full'
export type DurationStyle = 'long' | 'column' | 'short'
export type Tone = 'lv' | 'muted' | 'ochre' | 'rouge' | 'qing' | 'zi' | 'quiet' | 'ink'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const dayOfWeek = (day: string) => (dayNumber(day) + 4) % 7
const two = (number: number) => String(number).padStart(2, '0')

function split(day: string): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) }
}

function shortDate(day: string, language: Language, thisYear: number): string {
  const { year, month, date } = split(day)
  if (language === 'zh') return year === thisYear ? day.slice(5) : day
  const text = `${date} ${months[month - 1]}`
  return year === thisYear ? text : `${text} ${year}`
}

/** 11-28 · 2025-11-28 · 2026 年 11 月 28 日 周六. */
export function formatDate(value: string, setting: Setting, style: DateStyle = 'short'): string {
  const { day } = momentOf(value, setting.zone)
  const { year, month, date } = split(day)
  if (style === 'field') return shortDate(day, setting.language, Number.NaN)
  if (style === 'short') return shortDate(day, setting.language, split(momentOf(setting.now, setting.zone).day).year)
  if (setting.language === 'zh') return `${year} 年 ${month} 月 ${date} 日 周${weekdays.zh[dayOfWeek(day)]}`
  return `${weekdays.en[dayOfWeek(day)]} ${date} ${longMonths[month - 1]} ${year}`
}

/** 2026 年 11 月, November 2026. */
export function formatMonth(month: string, language: Language): string {
  const { year, month: number } = split(month)
  return language === 'zh' ? `${year} 年 ${number} 月` : `${longMonths[number - 1]} ${year}`
}

/** 11 月 24 日，周二: the desk's title. */
export function formatToday(setting: Setting): string {
  const { day } = momentOf(setting.now, setting.zone)
  const { month, date } = split(day)
  if (setting.language === 'zh') return `${month} 月 ${date} 日，周${weekdays.zh[dayOfWeek(day)]}`
  return `${weekdays.en[dayOfWeek(day)]} ${date} ${longMonths[month - 1]}`
}

const clockText = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

const nearDays = {
  zh: { '-1': '昨', '0': '今天', '1': '明天' } as Record<string, string>,
  en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' } as Record<string, string>,
}

/** 14:02 today, 昨 16:48, else with its date. */
export function formatTime(value: string, setting: Setting): string {
  const { day, minute } = momentOf(value, setting.zone)
  const today = momentOf(setting.now, setting.zone).day
  const away = dayNumber(day) - dayNumber(today)
  if (away === 0) return clockText(minute)
  const near = nearDays[setting.language][String(away)]
  return `${near ?? shortDate(day, setting.language, split(today).year)} ${clockText(minute)}`
}

/** 今天 17:00 前, by 17:00 today. */
export function formatDeadline(value: string, setting: Setting): string {
  const { day, minute } = momentOf(value, setting.zone)
  const today = momentOf(setting.now, setting.zone).day
  const near = nearDays[setting.language][String(dayNumber(day) - dayNumber(today))]
  const date = near ?? shortDate(day, setting.language, split(today).year)
  return setting.language === 'zh' ? `${date} ${clockText(minute)} 前` : `by ${clockText(minute)} ${date}`
}

const trimZero = (tenths: number) => (tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1))
const workingDay = 480

/** Working time, eight hours a day: 4 天 7 小时 (column 4 天 7 时, short 4.9 天), 6.5 时, 42 分. */
export function formatDuration(minutes: number, language: Language, style: DurationStyle = 'long'): string {
  const zh = language === 'zh'
  const whole = Math.max(0, Math.round(minutes))
  if (whole < 60) return zh ? `${whole} 分` : `${whole} min`
  const tenths = Math.round(whole / 6)
  if (tenths < 80) return `${trimZero(tenths)} ${zh ? '时' : 'h'}`
  if (style === 'short') return `${trimZero(Math.round((whole * 10) / workingDay))} ${zh ? '天' : 'd'}`
  const hours = Math.round(whole / 60)
  const days = Math.floor(hours / 8)
  const rest = hours % 8
  const day = `${days} ${zh ? '天' : 'd'}`
  if (rest === 0 && style === 'long') return day
  const hour = zh ? (style === 'long' ? '小时' : '时') : 'h'
  return `${day} ${rest} ${hour}`
}

/** What is left of a short deadline: 42 分, 1 时 20 分, 3 时 05 分; from a working day on, as a duration. */
export function formatCountdown(minutes: number, language: Language): string {
  const whole = Math.max(0, Math.round(minutes))
  if (whole < 60 || whole >= workingDay) return formatDuration(whole, language, 'column')
  const hours = Math.floor(whole / 60)
  const rest = two(whole % 60)
  return language === 'zh' ? `${hours} 时 ${rest} 分` : `${hours} h ${rest} min`
}

/** Thousands separators without ever making a number of it: the digits are the server's. */
function groupDigits(text: string): { sign: string; whole: string; part: string } {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return { sign: '', whole: text, part: '' }
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',')
  return { sign: match[1] === '-' ? '−' : '', whole, part: match[3] ?? '' }
}

const signs: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: 'JP¥', HKD: 'HK$' }

/** ¥186,420.00; in columns without the sign. No digit is dropped and none is made up beyond the two places. */
export function formatMoney(amount: string, currency = 'CNY', bare = false): string {
  const { sign, whole, part } = groupDigits(amount)
  const digits = `${whole}.${part.replace(/0+$/, '').padEnd(2, '0')}`
  if (bare) return sign + digits
  return `${sign}${signs[currency] ?? `${currency} `}${digits}`
}

/** 2,400 副; fractions keep their digits, without trailing zeros. */
export function formatQuantity(quantity: string, unit = ''): string {
  const { sign, whole, part } = groupDigits(quantity)
  const rest = part.replace(/0+$/, '')
  return `${sign}${whole}${rest && `.${rest}`}${unit && ` ${unit}`}`
}

/** 缺 9,000, short 9,000. */
export function formatShortage(quantity: string, language: Language, unit = ''): string {
  return `${language === 'zh' ? '缺' : 'short'} ${formatQuantity(quantity, unit)}`
}

/** Days between what is promised and what is expected: 余 3 天, 逾 1 天. */
export function formatSlack(days: number, language: Language): { text: string; tone: Tone; warn: boolean } {
  const count = Math.abs(days)
  const zh = language === 'zh'
  if (days < 0) return { text: zh ? `逾 ${count} 天` : `${count} d late`, tone: 'rouge', warn: true }
  if (days === 0) return { text: zh ? '今天到期' : 'due today', tone: 'ochre', warn: true }
  const tone = days <= 1 ? 'ochre' : days <= 3 ? 'muted' : 'lv'
  return { text: zh ? `余 ${count} 天` : `${count} d left`, tone, warn: days <= 1 }
}

/** 0188 for SO2026-0188, where the context already says the rest. */
export function shortNumber(number: string): string {
  const cut = number.lastIndexOf('-')
  return cut < 0 ? number : number.slice(cut + 1)
}

/** Counts are capped by the server at a thousand; the cap shows. */
export function formatCount(count: number): string {
  return count > 1000 ? '1,000+' : groupDigits(String(Math.round(count))).whole
}

export function daysBetween(from: string, to: string, zone: string = usualZone): number {
  return dayNumber(momentOf(to, zone).day) - dayNumber(momentOf(from, zone).day)
}
