import { useQuery } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import type { Me } from '../../app/session.ts'
import { nameIn } from '../../ui/departments.ts'
import { DateText, Meter } from '../../ui/figures.tsx'
import { formatCount } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { deskWords } from './words.ts'
import { useCounts } from './work.ts'
import './desk.css'

interface Loaded {
  id: string
  name: string
  load: number
  ceiling: number | null
  onLeaveUntil: string | null
}

/** Any text that names no order: the receivers of a department are then ranked by load alone. */
const noOrder = '-'

/** Who of my department has how much in hand. The server suggests receivers, which I am not, so my own line is added. */
export function Load({ me }: { me: Me }) {
  const t = useWords(deskWords)
  const language = useLanguage()
  const counts = useCounts()
  const departmentId = me.department.id
  const receivers = useQuery({
    queryKey: ['order', 'load', departmentId],
    queryFn: ({ signal }) =>
      call('GET /v1/handovers/receivers', { query: { orderIds: noOrder, departmentId }, signal }),
  })
  const persons = useQuery({
    queryKey: ['person', 'department', departmentId],
    queryFn: ({ signal }) => call('GET /v1/persons', { query: { departmentId }, signal }),
  })
  const mine = persons.data?.rows.find((one) => one.id === me.person.id)
  const people: Loaded[] = [
    {
      id: me.person.id,
      name: t('me', { name: me.person.name }),
      load: counts.data?.holding ?? 0,
      ceiling: mine?.loadCeiling ?? null,
      onLeaveUntil: mine?.onLeaveUntil ?? null,
    },
    ...(receivers.data?.rows ?? [])
      .filter(({ person }) => person.id !== me.person.id)
      .map(({ person, load, loadCeiling, onLeaveUntil }) => ({
        id: person.id,
        name: person.name,
        load,
        ceiling: loadCeiling,
        onLeaveUntil,
      })),
  ]
  const most = Math.max(1, ...people.map(({ load, ceiling }) => Math.max(load, ceiling ?? 0))) * 1.2
  return (
    <Card title={t('load')} note={t('loadNote', { department: nameIn(me.department, language) })} flush>
      <ProblemNotice error={receivers.error ?? persons.error} />
      <ul className="desk-list">
        {people.map((one, index) => (
          <LoadRow key={one.id} one={one} most={most} mine={index === 0} />
        ))}
      </ul>
    </Card>
  )
}

function LoadRow({ one, most, mine }: { one: Loaded; most: number; mine: boolean }) {
  const t = useWords(deskWords)
  const { load, ceiling, onLeaveUntil } = one
  const over = ceiling !== null && load > ceiling
  const count = formatCount(load)
  const figure = ceiling === null ? t('noCeiling', { count }) : t('loadOf', { count, ceiling })
  return (
    <li>
      <span className={`ellipsis load-name ${mine ? 'strong' : ''}`}>{one.name}</span>
      <span className="grow">
        <Meter
          value={load / most}
          limit={ceiling === null ? undefined : ceiling / most}
          label={`${one.name} ${figure}`}
        />
      </span>
      <span className={`t12 number load-figure ${over ? 'rouge' : 'muted'}`}>{figure}</span>
      <span className={`t12 load-note ${over ? 'rouge' : 'quiet'}`}>
        {over && ceiling !== null
          ? t('over', { count: formatCount(load - ceiling) })
          : onLeaveUntil && <LeaveNote until={onLeaveUntil} />}
      </span>
    </li>
  )
}

function LeaveNote({ until }: { until: string }) {
  const t = useWords(deskWords)
  const [before, after] = t('leaveUntil', { date: '|' }).split('|')
  return (
    <>
      {before}
      <DateText value={until} />
      {after}
    </>
  )
}
