import type { OrderDifference, OrderDocument } from '@baton/contract/orders'
import { useState } from 'react'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Field } from '../../ui/field.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Difference } from './difference.tsx'
import { orderWords } from './words.ts'
import './difference.css'

export type Version = Reply<'GET /v1/orders/:id/versions'>['rows'][number]

const lineFacts = ['description', 'quantity', 'unitPrice', 'taxCode', 'requestedOn', 'promisedOn'] as const

/** What lies between two versions that need not follow each other. */
export function between(before: OrderDocument, after: OrderDocument): OrderDifference[] {
  const shown = (value: unknown) => (value === null || value === '' ? null : String(value))
  const header = Object.keys(before).filter((fact) => fact !== 'lines' && fact !== 'net' && fact !== 'tax')
  const facts = header.flatMap((fact): OrderDifference[] => {
    const [was, is] = [shown(before[fact as 'note']), shown(after[fact as 'note'])]
    return was === is ? [] : [{ fact, before: was, after: is }]
  })
  const numbers = [...new Set([...before.lines, ...after.lines].map(({ line }) => line))].sort((a, b) => a - b)
  const lines = numbers.flatMap((number): OrderDifference[] => {
    const was = before.lines.find(({ line }) => line === number)
    const is = after.lines.find(({ line }) => line === number)
    const label = (is ?? was)?.description ?? ''
    const whole = (line: typeof is) => (line ? `${line.description} × ${line.quantity}` : null)
    if (!was || !is) return [{ fact: 'line', line: number, label, before: whole(was), after: whole(is) }]
    return lineFacts
      .filter((fact) => shown(was[fact]) !== shown(is[fact]))
      .map((fact) => ({ fact, line: number, label, before: shown(was[fact]), after: shown(is[fact]) }))
  })
  return [...facts, ...lines]
}

/** Two versions of an order beside each other; at first the last two. Below, why and by whom each came to be. */
export function Versions({ rows, currency }: { rows: readonly Version[]; currency: string }) {
  const t = useWords(orderWords)
  const format = useFormat()
  const last = rows.length
  const [from, setFrom] = useState(String(Math.max(1, last - 1)))
  const [to, setTo] = useState(String(last))
  const labelOf = ({ edition }: Version) => t(edition === last ? 'editionNow' : 'edition', { edition })
  const options = rows.map((one) => ({ value: String(one.edition), label: labelOf(one) }))
  const [left, right] = [rows[Number(from) - 1], rows[Number(to) - 1]]
  const difference = left && right ? between(left.document, right.document) : []
  return (
    <>
      <Card title={t('versions')}>
        <div className="field-pair version-choice">
          <Field label={t('compareLeft')}>
            {(field) => <OneOf id={field} value={from} onChange={setFrom} options={options} />}
          </Field>
          <Field label={t('compareRight')}>
            {(field) => <OneOf id={field} value={to} onChange={setTo} options={options} />}
          </Field>
        </div>
        {difference.length > 0 ? (
          <Difference rows={difference} currency={currency} />
        ) : (
          <p className="t13 quiet">{t('same')}</p>
        )}
      </Card>
      <Card>
        <ol className="stack gap-12">
          {[...rows].reverse().map((one) => (
            <li key={one.edition} className="review">
              <div className="row gap-8 t13 wrap">
                <b>{labelOf(one)}</b>
                <span className="muted">{t('editionOf', { name: one.by.name, time: format.time(one.at) })}</span>
                <span className="number push">{format.money(one.document.gross, currency)}</span>
              </div>
              <p className="t13 timeline-quote">{one.edition === 1 ? t('editionFirst') : one.reason}</p>
              {one.difference.length > 0 && <Difference rows={one.difference} currency={currency} />}
            </li>
          ))}
        </ol>
      </Card>
    </>
  )
}
