import { useEffect, useState } from 'react'
import { useWords } from '../../app/language.ts'
import { departmentClass } from '../../ui/departments.ts'
import { useFormat } from '../../ui/use-format.ts'
import { minutesLeft } from './package-rules.ts'
import { inboxWords } from './words.ts'

/** Within eight hours the minutes count; before that the hour is enough. */
const counted = 480
const near = 60

/** Asks for a fresh look twice a minute, so that a countdown never stands still. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

export interface CountdownProps {
  offeredAt: string
  answerBy: string | null
  department: string
  /** Without the bar: in a line of text. */
  bare?: boolean
}

/** How long the receiver has left to answer: hatched, since nobody works on it meanwhile. */
export function Countdown({ offeredAt, answerBy, department, bare }: CountdownProps) {
  const t = useWords(inboxWords)
  const format = useFormat()
  const now = useNow()
  const left = minutesLeft(answerBy, now)
  if (left === null || answerBy === null) return null
  const whole = (Date.parse(answerBy) - Date.parse(offeredAt)) / 60_000
  const share = Math.min(1, Math.max(0, left / Math.max(1, whole)))
  const text =
    left < 0
      ? t('past')
      : left >= counted
        ? t('leftUntil', { time: format.deadline(answerBy) })
        : t('left', { time: format.countdown(left) })
  return (
    <span className={`countdown t12 nowrap ${left < near ? 'rouge' : 'muted'}`}>
      <b>{text}</b>
      {!bare && (
        <span className={`countdown-bar ${departmentClass(department)}`} aria-hidden="true">
          <i style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </span>
  )
}
