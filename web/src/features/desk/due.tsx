import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useStored } from '../../app/stored.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import { DateText } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { shortCompany } from '../../ui/names.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { companyZoneStore } from '../../ui/use-format.ts'
import { deskWords } from './words.ts'
import { type DueNote, type OrderName, type Task, useDueNotes, useOrderNames, useTasks } from './work.ts'
import './desk.css'

interface DueEntry {
  id: string
  day: string | null
  orderId: string
  text: string
  note?: DueNote
  detail?: string
}

const laterShown = 5
const groups = ['overdueGroup', 'todayGroup', 'laterGroup'] as const

const groupOf = (day: string | null, today: string, zone: string) => {
  if (day === null) return 'laterGroup'
  const away = daysBetween(today, day, zone)
  return away < 0 ? 'overdueGroup' : away === 0 ? 'todayGroup' : 'laterGroup'
}

/** What is due: how many today or before, for the head of the desk. */
export function useDue(): { entries: DueEntry[]; today: number; loaded: boolean; error: unknown } {
  const t = useWords(deskWords)
  const language = useLanguage()
  const zone = useStored(companyZoneStore)
  const tasks = useTasks('mine')
  const notes = useDueNotes()
  const entries: DueEntry[] = [
    ...(notes.data?.rows ?? []).map((note) => ({
      id: note.id,
      day: note.remindOn,
      orderId: note.order.id,
      text: note.text,
      note,
    })),
    ...(tasks.data?.rows ?? []).map((task: Task) => ({
      id: task.id,
      day: task.dueOn,
      orderId: task.subject.id,
      text: taskTitle(task.kind, language),
      detail: task.lines.length > 0 ? t('linesOf', { count: task.lines.length }) : undefined,
    })),
  ].sort((one, other) => (one.day ?? '9').localeCompare(other.day ?? '9'))
  const now = new Date().toISOString()
  return {
    entries,
    today: entries.filter(({ day }) => groupOf(day, now, zone) !== 'laterGroup').length,
    loaded: tasks.data !== undefined && notes.data !== undefined,
    error: tasks.error ?? notes.error,
  }
}

/** My follow-ups and tasks, by day; a follow-up is ticked off here. */
export function Due() {
  const t = useWords(deskWords)
  const zone = useStored(companyZoneStore)
  const { entries, loaded, error } = useDue()
  const nameOf = useOrderNames(entries.map(({ orderId }) => orderId))
  const [whole, setWhole] = useState(false)
  const [ticked, setTicked] = useState<readonly DueEntry[]>([])
  const tick = useAct('POST /v1/notes/:id/done')
  const now = new Date().toISOString()
  const open = entries.filter(({ id }) => !ticked.some((one) => one.id === id))
  const done = (entry: DueEntry) =>
    tick.mutate({ params: { id: entry.id }, body: {} }, { onSuccess: () => setTicked([...ticked, entry]) })
  return (
    <Card title={t('todo')} count={open.length > 0 ? t('openCount', { count: open.length }) : undefined} flush>
      <ProblemNotice error={error ?? tick.error} />
      {loaded && open.length === 0 && ticked.length === 0 && <p className="card-body t13 quiet">{t('nothingDue')}</p>}
      {groups.map((group) => {
        const all = open.filter(({ day }) => groupOf(day, now, zone) === group)
        const rows = group === 'laterGroup' && !whole ? all.slice(0, laterShown) : all
        return (
          rows.length > 0 && (
            <section key={group}>
              <h3 className="due-group">{t(group)}</h3>
              <ul>
                {rows.map((entry) => (
                  <DueRow
                    key={entry.id}
                    entry={entry}
                    order={nameOf(entry.orderId)}
                    late={group === 'overdueGroup'}
                    busy={tick.isPending && tick.variables?.params.id === entry.id}
                    onTick={() => done(entry)}
                  />
                ))}
              </ul>
              {all.length > rows.length && (
                <Button type="link" size="small" className="due-more" onClick={() => setWhole(true)}>
                  {t('more', { count: all.length - rows.length })}
                </Button>
              )}
            </section>
          )
        )
      })}
      {ticked.length > 0 && (
        <ul>
          {ticked.map((entry) => (
            <li key={entry.id} className="due-row list-quiet">
              <Checkbox checked disabled aria-label={t('ticked', { text: entry.text })} />
              <span className="grow ellipsis">{entry.text}</span>
              <Icon name="check" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

interface DueRowProps {
  entry: DueEntry
  order: OrderName | undefined
  late: boolean
  busy: boolean
  onTick: () => void
}

function DueRow({ entry, order, late, busy, onTick }: DueRowProps) {
  const t = useWords(deskWords)
  return (
    <li className="due-row">
      {entry.note ? (
        <Checkbox checked={busy} disabled={busy} onChange={onTick} aria-label={t('tick', { text: entry.text })} />
      ) : (
        <Icon name="flag" className="quiet" />
      )}
      <span className="grow due-text">
        {entry.text} {entry.detail && <span className="quiet t12">{entry.detail}</span>}
      </span>
      <Link to={`/orders/${entry.orderId}`} className="nowrap">
        {order?.number ?? '…'}
      </Link>
      <span className="quiet ellipsis due-customer">{order && shortCompany(order.customer)}</span>
      <span className={`number due-day ${late ? 'rouge' : ''}`}>
        <DateText value={entry.day} />
      </span>
    </li>
  )
}
