import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useStored } from '../../app/stored.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import { DateText } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { shortCompany } from '../../ui/names.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZoneStore } from '../../ui/use-format.ts'
import { deskWords } from './words.ts'
import { useOrderNames, useOrders, useTasks } from './work.ts'
import './desk.css'

const shown = 8

const isPast = (day: string | null, zone: string) =>
  day !== null && daysBetween(new Date().toISOString(), day, zone) < 0

/** Orders and tasks that wait in my department for somebody to claim them. */
export function Pool() {
  const t = useWords(deskWords)
  const language = useLanguage()
  const zone = useStored(companyZoneStore)
  const [whole, setWhole] = useState(false)
  const orders = useOrders('pool')
  const tasks = useTasks('pool')
  const nameOf = useOrderNames((tasks.data?.rows ?? []).map(({ subject }) => subject.id))
  const claimOrder = useAct('POST /v1/orders/:id/claim', ({ number }) => tellDone({ text: t('claimed', { number }) }))
  const claimTask = useAct('POST /v1/tasks/:id/claim')
  const orderRows = (orders.data?.rows ?? []).map((row) => ({
    id: row.id,
    orderId: row.id,
    text: shortCompany(row.customer.name),
    number: row.number,
    day: row.promisedOn,
    busy: claimOrder.isPending && claimOrder.variables?.params.id === row.id,
    claim: () => claimOrder.mutate({ params: { id: row.id }, body: {} }),
  }))
  const taskRows = (tasks.data?.rows ?? []).map((task) => {
    const number = nameOf(task.subject.id)?.number ?? '…'
    const kind = taskTitle(task.kind, language)
    return {
      id: task.id,
      orderId: task.subject.id,
      text: `${kind} · ${shortCompany(nameOf(task.subject.id)?.customer ?? '')}`,
      number,
      day: task.dueOn,
      busy: claimTask.isPending && claimTask.variables?.params.id === task.id,
      claim: () =>
        claimTask.mutate(
          { params: { id: task.id }, body: {} },
          { onSuccess: () => tellDone({ text: t('claimedTask', { kind, number }) }) },
        ),
    }
  })
  const rows = [...orderRows, ...taskRows]
  const loaded = orders.data !== undefined && tasks.data !== undefined
  return (
    <Card title={t('pool')} count={rows.length || undefined} note={rows.length > 0 ? t('poolNote') : undefined} flush>
      <ProblemNotice error={orders.error ?? tasks.error ?? claimOrder.error ?? claimTask.error} />
      {loaded && rows.length === 0 && <p className="card-body t13 quiet">{t('poolEmpty')}</p>}
      <ul className="desk-list">
        {(whole ? rows : rows.slice(0, shown)).map((row) => (
          <li key={row.id}>
            <Link to={`/orders/${row.orderId}`} className="nowrap">
              {row.number}
            </Link>
            <span className="grow ellipsis muted">{row.text}</span>
            <span className={isPast(row.day, zone) ? 't12 rouge' : 't12 muted'}>
              <DateText value={row.day} />
            </span>
            <Button size="small" loading={row.busy} aria-label={`${t('claim')} ${row.number}`} onClick={row.claim}>
              {t('claim')}
            </Button>
          </li>
        ))}
      </ul>
      {!whole && rows.length > shown && (
        <Button type="link" size="small" className="due-more" onClick={() => setWhole(true)}>
          {t('more', { count: rows.length - shown })}
        </Button>
      )}
    </Card>
  )
}
