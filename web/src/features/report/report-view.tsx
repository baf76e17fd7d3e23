import type { OrderReport } from '@baton/contract/handover-papers'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import { nameIn } from '../../ui/departments.ts'
import { Duration } from '../../ui/figures.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { reportWords } from './words.ts'
import './report.css'

type Words = keyof (typeof reportWords)['zh']

/** How the order went: clocks, stages, hands, work of departments, papers and money. The same on screen and on paper. */
export function ReportView({ report }: { report: OrderReport }) {
  return (
    <div className="report">
      <Clocks report={report} />
      <Stages report={report} />
      <Hands report={report} />
      <Tasks report={report} />
      <Documents report={report} />
      <Amounts report={report} />
    </div>
  )
}

function Clocks({ report: { clocks, order } }: { report: OrderReport }) {
  const t = useWords(reportWords)
  const figures: [Words, ReactNode][] = [
    ['customerClock', <Duration key="c" minutes={clocks.customer} style="column" />],
    ['working', <Duration key="w" minutes={clocks.working} style="column" />],
    ['waiting', <Duration key="a" minutes={clocks.waiting} style="column" />],
    ['handovers', t('times', { count: clocks.handovers })],
    ['bounces', t('times', { count: clocks.bounces })],
    ['attempts', t('times', { count: clocks.attempts })],
  ]
  return (
    <>
      <div className="report-clocks">
        {figures.map(([word, value]) => (
          <div key={word}>
            <span className="t12 quiet">{t(word as 'working')}</span>
            <b>{value}</b>
          </div>
        ))}
      </div>
      <p className="t12 quiet">{t('clockNote', { end: t(order.closedAt ? 'endClosed' : 'endNow') })}</p>
    </>
  )
}

interface TableProps {
  title: string
  heads: readonly string[]
  /** Columns that hold figures, counted from 0. */
  figures?: readonly number[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

function Table({ title, heads, figures = [], rows }: TableProps) {
  const t = useWords(reportWords)
  const kind = (index: number) => (figures.includes(index) ? 'number' : undefined)
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="t13 quiet">{t('none')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} className={kind(index)} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, index) => (
                  <td key={heads[index]} className={kind(index)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Stages({ report }: { report: OrderReport }) {
  const t = useWords(reportWords)
  const format = useFormat()
  const stamp = (at: string) => `${format.date(at)} ${format.clock(at)}`
  return (
    <Table
      title={t('stages')}
      heads={[t('stage'), t('at'), t('by'), t('since')]}
      figures={[3]}
      rows={report.stages.map((one) => ({
        key: one.stage,
        cells: [
          t(one.stage),
          <>
            {stamp(one.at)}
            {one.times > 1 && (
              <span className="t12 quiet"> · {t('repeated', { count: one.times, time: stamp(one.lastAt) })}</span>
            )}
          </>,
          one.by?.name ?? '',
          <Duration key="since" minutes={one.minutes} style="column" />,
        ],
      }))}
    />
  )
}

const ENTERED = {
  created: 'enteredCreated',
  accepted: 'enteredAccepted',
  claimed: 'enteredClaimed',
  assigned: 'enteredAssigned',
  returned: 'enteredReturned',
  reversed: 'enteredReversed',
  pooled: 'enteredPooled',
  closed: 'enteredClosed',
  reopened: 'enteredReopened',
  imported: 'enteredImported',
} as const
const OUTCOMES = { declined: 'attemptDeclined', recalled: 'attemptRecalled', lapsed: 'attemptLapsed' } as const

function Hands({ report }: { report: OrderReport }) {
  const t = useWords(reportWords)
  const language = useLanguage()
  const format = useFormat()
  const stamp = (at: string) => `${format.date(at)} ${format.clock(at)}`
  return (
    <Table
      title={t('hands')}
      heads={[t('holder'), t('span'), t('how'), t('worked'), t('waited')]}
      figures={[3, 4]}
      rows={report.segments.map((one) => ({
        key: String(one.sequence),
        cells: [
          one.holder
            ? `${one.holder.name} · ${nameIn(one.department, language)}`
            : t('pool', { department: nameIn(one.department, language) }),
          `${stamp(one.since)} – ${one.until ? stamp(one.until) : t('stillOpen')}`,
          <>
            <span className={one.entered === 'returned' ? 'rouge' : undefined}>{t(ENTERED[one.entered])}</span>
            {one.attempts.map((attempt) => (
              <div key={attempt.offeredAt} className="t12 muted">
                {t(OUTCOMES[attempt.outcome], { to: language === 'zh' ? attempt.toZh : attempt.toEn })}
                {attempt.reason && `: ${attempt.reason}`}
              </div>
            ))}
          </>,
          <Duration key="worked" minutes={one.workingMinutes - one.waitingMinutes} style="column" />,
          one.waitingMinutes > 0 ? <Duration key="waited" minutes={one.waitingMinutes} style="column" /> : '',
        ],
      }))}
    />
  )
}

function Tasks({ report }: { report: OrderReport }) {
  const t = useWords(reportWords)
  const language = useLanguage()
  const format = useFormat()
  return (
    <Table
      title={t('tasks')}
      heads={[t('task'), t('holder'), t('span'), t('due'), t('worked'), t('waited')]}
      figures={[4, 5]}
      rows={report.tasks.map((one) => ({
        key: one.id,
        cells: [
          taskTitle(one.kind, language),
          [one.holder?.name, nameIn(one.department, language)].filter(Boolean).join(' · '),
          `${format.date(one.openedAt)} – ${one.endedAt ? format.date(one.endedAt) : t('stillOpen')}`,
          one.dueOn ? format.date(one.dueOn) : '',
          <Duration key="worked" minutes={one.workingMinutes} style="column" />,
          one.waitingMinutes > 0 ? <Duration key="waited" minutes={one.waitingMinutes} style="column" /> : '',
        ],
      }))}
    />
  )
}

const DELIVERED = { shipped: 'deliveryShipped', signed: 'deliverySigned', reversed: 'deliveryReversed' } as const

function Documents({ report: { documents, order, money } }: { report: OrderReport }) {
  const t = useWords(reportWords)
  const format = useFormat()
  const deliveries = documents.deliveries.map((one) => ({
    key: one.id,
    cells: [
      [one.number, one.carrier, one.trackingNumber].filter(Boolean).join(' · '),
      t(DELIVERED[one.state]),
      format.time(one.signedAt ?? one.shippedAt),
      '',
    ],
  }))
  const invoices = (documents.invoices ?? []).map((one) => ({
    key: one.id,
    cells: [one.number, t(one.kind), format.date(one.issuedOn), format.money(one.gross, money?.currency)],
  }))
  return (
    <>
      <Table
        title={t('documents')}
        heads={[t('paper'), t('state'), t('at'), ...(documents.invoices ? [t('amount')] : [])]}
        figures={[3]}
        rows={[...deliveries, ...invoices].map((row) =>
          documents.invoices ? row : { ...row, cells: row.cells.slice(0, 3) },
        )}
      />
      <p className="t12 quiet">
        {[
          t('changes', { count: documents.changes }),
          t('followUps', { count: documents.followUps }),
          t('attachments', { count: documents.attachments }),
          order.promisedOn && `${t('promised')} ${format.date(order.promisedOn)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  )
}

function Amounts({ report: { money } }: { report: OrderReport }) {
  const t = useWords(reportWords)
  const format = useFormat()
  if (!money) return null
  const amounts = ['gross', 'invoiced', 'credited', 'paid', 'open'] as const
  return (
    <section aria-label={t('money')}>
      <h2>{t('money')}</h2>
      <div className="report-clocks">
        {amounts.map((one) => (
          <div key={one}>
            <span className="t12 quiet">{t(one)}</span>
            <b>{format.money(money[one], money.currency)}</b>
          </div>
        ))}
      </div>
    </section>
  )
}
