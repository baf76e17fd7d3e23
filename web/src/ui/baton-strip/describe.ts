import { type Language, type Say, wordsIn } from '../../app/language.ts'
import type { Formats } from '../use-format.ts'
import { openSegment, type Strip, type StripSegment } from './strip.ts'
import { stripWords } from './words.ts'

type StripSay = Say<(typeof stripWords)['zh']>

const comma = { zh: '，', en: ', ' }
const stop = { zh: '；', en: '; ' }
const end = { zh: '。', en: '.' }

function holderPart(strip: Strip, t: StripSay, format: Formats): string {
  const { number } = strip.subject
  if (strip.closed === 'settled') return t('sumSettled', { number })
  if (strip.closed === 'cancelled') return t('sumCancelled', { number })
  const open = openSegment(strip)
  if (!open) return number
  const time = format.duration(open.workingMinutes)
  const department = open.department.name
  if (!open.holder) return t('sumPool', { number, department, time })
  return t('sumHolder', { number, name: open.holder.name, department, time })
}

/** The first sentence of the text alternative: who holds it, how long, how often it moved, what is promised. */
export function sumUp(strip: Strip, language: Language, format: Formats): string {
  const t = wordsIn(stripWords, language)
  const first = [holderPart(strip, t, format)]
  if (strip.limitAt && openSegment(strip)) {
    const passed = Date.parse(strip.limitAt) < Date.parse(strip.now)
    first.push(passed ? t('sumPassed') : t('sumLimit', { time: format.time(strip.limitAt) }))
  }
  const parts = [first.join(comma[language]), t('sumMoves', { moves: strip.handovers, bounces: strip.bounces })]
  if (strip.openOffer) parts.push(t('sumOffer', { name: strip.openOffer.to.name }))
  const dates: string[] = []
  if (strip.promisedDate) dates.push(t('promise', { date: format.date(strip.promisedDate) }))
  if (strip.estimatedDate) dates.push(t('estimate', { date: format.date(strip.estimatedDate) }))
  if (dates.length > 0) parts.push(dates.join(comma[language]))
  return parts.join(stop[language]) + end[language]
}

/** One holder in words: who, for how long, how much of it waiting, how it ended. */
export function tellSegment(
  segment: StripSegment,
  next: StripSegment | undefined,
  language: Language,
  format: Formats,
): string {
  const t = wordsIn(stripWords, language)
  const time = format.duration(segment.workingMinutes)
  const department = segment.department.name
  const parts = segment.holder
    ? [t('tellHeld', { name: segment.holder.name, department, time })]
    : [t('tellPool', { department, time })]
  if (segment.onBehalfOf) parts.push(t('tellStandIn', { name: segment.onBehalfOf.name }))
  if (segment.waitingMinutes > 0) parts.push(t('tellWaiting', { time: format.duration(segment.waitingMinutes) }))
  if (next?.entered === 'returned') parts.push(t('returned'))
  if (segment.until === null) parts.push(t('tellNow', { from: format.time(segment.since) }))
  return parts.join(comma[language])
}
