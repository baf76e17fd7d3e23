import { useMemo } from 'react'
import { currentLanguage, type Language, useLanguage } from '../app/language.ts'
import { kept, useStored } from '../app/stored.ts'
import * as format from './format.ts'
import { momentOf, usualZone } from './zone.ts'

/** The company's clock, set when the session is known. */
export const companyZoneStore = kept<string>(usualZone)
export const setCompanyZone = companyZoneStore.set
export const companyZone = companyZoneStore.get

export interface Formats {
  date: (value: string, style?: format.DateStyle) => string
  month: (month: string) => string
  time: (value: string) => string
  /** The time of day alone. */
  clock: (value: string) => string
  deadline: (value: string) => string
  today: () => string
  duration: (minutes: number, style?: format.DurationStyle) => string
  countdown: (minutes: number) => string
  money: (amount: string, currency?: string, bare?: boolean) => string
  quantity: (quantity: string, unit?: string) => string
  shortage: (quantity: string, unit?: string) => string
  slack: (days: number) => ReturnType<typeof format.formatSlack>
  count: (count: number) => string
}

/** The rules of `format.ts`, bound to a language, a clock and a present; `now` is given where the server said it. */
export function formatsIn(
  language: Language = currentLanguage(),
  zone = companyZoneStore.get(),
  now?: string,
): Formats {
  const setting = () => ({ language, zone, now: now ?? new Date().toISOString() })
  return {
    date: (value, style) => format.formatDate(value, setting(), style),
    month: (month) => format.formatMonth(month, language),
    time: (value) => format.formatTime(value, setting()),
    clock: (value) => {
      const { minute } = momentOf(value, zone)
      return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    },
    deadline: (value) => format.formatDeadline(value, setting()),
    today: () => format.formatToday(setting()),
    duration: (minutes, style) => format.formatDuration(minutes, language, style),
    countdown: (minutes) => format.formatCountdown(minutes, language),
    money: format.formatMoney,
    quantity: format.formatQuantity,
    shortage: (quantity, unit) => format.formatShortage(quantity, language, unit),
    slack: (days) => format.formatSlack(days, language),
    count: format.formatCount,
  }
}

export function useFormat(now?: string): Formats {
  const language = useLanguage()
  const zone = useStored(companyZoneStore)
  return useMemo(() => formatsIn(language, zone, now), [language, zone, now])
}
