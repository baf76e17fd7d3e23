import type { HandoverSheet } from '@baton/contract/handover-papers'
import { useLanguage, useWords } from '../../../app/language.ts'
import { taskTitle } from '../../../app/words/tasks.ts'
import { nameIn } from '../../../ui/departments.ts'
import { type PaperFact, PaperHead } from '../../../ui/sheet/paper-head.tsx'
import { LongSheet } from '../../../ui/sheet/sheet.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { handoverSheetWords } from './words.ts'
import './handover-sheet.css'

/** 交接单 on paper: what was taken over, as it was at the moment of acceptance, with room for two signatures. */
export function HandoverSheetPages({ sheet }: { sheet: HandoverSheet }) {
  const t = useWords(handoverSheetWords)
  const language = useLanguage()
  const format = useFormat()
  const { handover, frozenAt } = sheet
  const reason = handover.reason in handoverSheetWords.zh ? t(handover.reason as 'next') : handover.reason
  const stamp = (at: string) => `${format.date(at, 'full')} ${format.clock(at)}`
  const due = handover.nextActionDue ? format.date(handover.nextActionDue) : ''
  const facts: PaperFact[] = [
    { label: t('from'), value: `${handover.from.name} · ${nameIn(handover.from.department, language)}` },
    { label: t('to'), value: handover.answeredBy?.name ?? nameIn(handover.to, language) },
    { label: t('offeredAt'), value: stamp(handover.offeredAt) },
    { label: t('frozenAt'), value: frozenAt ? stamp(frozenAt) : '' },
    { label: t('reason'), value: reason },
    { label: t('nextAction'), value: [handover.nextAction, due].filter(Boolean).join(' · ') },
    { label: t('note'), value: handover.note, wide: true },
  ]
  return (
    <LongSheet>
      <PaperHead title={t('title')} number={handover.number} facts={facts} />
      {sheet.orders.map((order) => (
        <OrderPart key={order.id} order={order} />
      ))}
      {handover.checks.length > 0 && (
        <section className="handover-sheet-part">
          <h3>{t('risks')}</h3>
          <ul>
            {[...new Set(handover.checks.map((one) => one[language]))].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="handover-sheet-signs">
        <span>{t('signFrom')}</span>
        <span>{t('signTo')}</span>
      </div>
    </LongSheet>
  )
}

function OrderPart({ order }: { order: HandoverSheet['orders'][number] }) {
  const t = useWords(handoverSheetWords)
  const language = useLanguage()
  const format = useFormat()
  const comma = language === 'zh' ? '、' : ', '
  const tasks = order.openTasks.map((kind) => taskTitle(kind, language)).join(comma)
  const facts = [
    order.requestedOn && t('requested', { date: format.date(order.requestedOn, 'full') }),
    order.promisedOn && t('promised', { date: format.date(order.promisedOn, 'full') }),
    order.unpaid !== null && order.unpaid !== '0.00' && t('unpaid', { amount: format.money(order.unpaid) }),
    tasks && t('tasks', { tasks }),
    order.attachments.length > 0 && t('files', { files: order.attachments.join(comma) }),
  ].filter(Boolean)
  return (
    <section className="handover-sheet-part">
      <h3>
        {order.number} {order.customer}
      </h3>
      <p>{facts.join(' · ')}</p>
      {order.openLines.length === 0 ? (
        <p>{t('nothingOpen')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t('line')}</th>
              <th className="number">{t('quantity')}</th>
              <th className="number">{t('shipped')}</th>
              <th className="number">{t('signed')}</th>
              <th>{t('due')}</th>
            </tr>
          </thead>
          <tbody>
            {order.openLines.map((line) => (
              <tr key={line.line}>
                <td>
                  {line.line}. {line.description}
                  {line.specialPrice && ` (${t('special', { price: line.specialPrice })})`}
                </td>
                <td className="number">{format.quantity(line.quantity, line.unit)}</td>
                <td className="number">{format.quantity(line.shipped)}</td>
                <td className="number">{format.quantity(line.signed)}</td>
                <td>{line.promisedOn ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
