import type { ReactNode } from 'react'
import { Letterhead } from './letterhead.tsx'

export interface PaperFact {
  label: string
  /** What has no value is left out. */
  value: string | null
  wide?: boolean
}

export interface PaperHeadProps {
  title: string
  number: string
  facts: readonly PaperFact[]
  /** Where to pay. */
  bank?: boolean
  note?: string | false
  /** To the right of the number, as its code. */
  children?: ReactNode
}

/** The head of every paper: whose it is, what it is and its number, then its facts in two columns. */
export function PaperHead({ title, number, facts, bank, note, children }: PaperHeadProps) {
  return (
    <>
      <header className="sheet-head">
        <Letterhead bank={bank} note={note} />
        <div>
          <div className="sheet-title">{title}</div>
          <div className="number">{number}</div>
        </div>
        {children}
      </header>
      <dl className="sheet-facts">
        {facts
          .filter(({ value }) => value)
          .map(({ label, value, wide }) => (
            <div key={label} className={wide ? 'sheet-wide' : undefined}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
