import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { Choice } from '../../ui/choice.tsx'
import { nameIn } from '../../ui/departments.ts'
import { Meter } from '../../ui/figures.tsx'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Seal } from '../../ui/seal.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Candidate, Department, Plan } from './plan.ts'
import { handoverWords } from './words.ts'
import './receiver-choice.css'

/** So many fit without scrolling the form away; the others are found by typing. */
const shownAtOnce = 5

export interface ReceiverName {
  id: string
  name: string
  departmentKind: string
}

interface ReceiverChoiceProps {
  orderIds: string
  coming: number
  plan: Plan
  onPlan: (changes: Partial<Plan>) => void
  onReceiver: (receiver: ReceiverName | null) => void
  box: Ref<HTMLInputElement>
  /** Who was named already, as it was typed. */
  named?: string
}

/** To whom: persons with presence, load and experience, best first, or a department's pool. */
export function ReceiverChoice({ orderIds, coming, plan, onPlan, onReceiver, box, named }: ReceiverChoiceProps) {
  const t = useWords(handoverWords)
  const language = useLanguage()
  const departmentName = (one: Department): ReceiverName => ({
    id: one.id,
    name: nameIn(one, language),
    departmentKind: one.kind,
  })
  const [text, setText] = useState(named ?? '')
  const people = usePeople(orderIds, text, plan.kind === 'person')
  const departments = useDepartments(text, plan.kind === 'department')
  const persons = plan.kind === 'person'
  const shownPeople = shownOf(people.data ?? [], plan.receiverId)
  const receivers = persons ? shownPeople.map(personName) : (departments.data ?? []).map(departmentName)
  const first = persons ? people.data?.find((one) => one.recommended) : undefined
  const chosen = receivers.find((one) => one.id === plan.receiverId) ?? null
  const choose = (receiver: ReceiverName | null) => {
    onPlan({ receiverId: receiver?.id ?? null })
    onReceiver(receiver)
  }
  const asked = text.trim() !== ''
  const found = persons
    ? people.isPlaceholderData
      ? undefined
      : people.data?.map(personName)
    : departments.data?.map(departmentName)
  // What is chosen is among what is shown: whoever types a name and hands over means that name, not the one recommended before.
  useEffect(() => {
    if (!asked && first && plan.receiverId === null) choose(personName(first))
    if (asked && found && !found.some(({ id }) => id === plan.receiverId)) choose(found[0] ?? null)
  }, [asked, found?.map(({ id }) => id).join()])
  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || receivers.length === 0) return
    event.preventDefault()
    const at = receivers.findIndex((one) => one.id === plan.receiverId)
    choose(receivers[(at + step + receivers.length) % receivers.length] ?? null)
  }
  const hidden = persons ? (people.data?.length ?? 0) - shownPeople.length : 0
  return (
    <div className="stack gap-8">
      <div className="row gap-8 wrap">
        <div className="receiver-search">
          <Icon name="search" />
          <input
            ref={box}
            type="text"
            className="own-input"
            aria-label={t(persons ? 'searchPerson' : 'searchDepartment')}
            placeholder={t(persons ? 'searchPerson' : 'searchDepartment')}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={walk}
          />
        </div>
        <Choice
          label={t('to')}
          value={plan.kind}
          onChange={(kind) => {
            setText('')
            onPlan({ kind, receiverId: null })
            onReceiver(null)
          }}
          options={[
            { value: 'person', label: t('person') },
            { value: 'department', label: t('department') },
          ]}
        />
      </div>
      <ProblemNotice error={people.error ?? departments.error} />
      <fieldset className="candidates" aria-label={t('to')}>
        {persons
          ? shownPeople.map((one) => (
              <PersonRow
                key={one.person.id}
                candidate={one}
                coming={coming}
                chosen={one.person.id === chosen?.id}
                onChoose={() => choose(personName(one))}
              />
            ))
          : (departments.data ?? []).map((one) => (
              <DepartmentRow
                key={one.id}
                department={one}
                chosen={one.id === chosen?.id}
                onChoose={() => choose(departmentName(one))}
              />
            ))}
        {persons && people.data?.length === 0 && <p className="candidates-none t13 muted">{t('noPerson')}</p>}
        {hidden > 0 && <p className="candidates-none t12 quiet">{t('more', { count: hidden })}</p>}
      </fieldset>
    </div>
  )
}

const personName = ({ person, department }: Candidate): ReceiverName => ({
  id: person.id,
  name: person.name,
  departmentKind: department.kind,
})

/** The first ones, and the chosen one wherever it stands. */
function shownOf(all: readonly Candidate[], chosen: string | null): Candidate[] {
  const top = all.slice(0, shownAtOnce)
  const other = all.find((one) => one.person.id === chosen)
  return other && !top.includes(other) ? [...top.slice(0, -1), other] : top
}

function usePeople(orderIds: string, text: string, enabled: boolean) {
  const q = text.trim()
  return useQuery<Candidate[]>({
    queryKey: ['handover', 'receivers', orderIds, q],
    queryFn: ({ signal }) =>
      call('GET /v1/handovers/receivers', { query: { orderIds, ...(q !== '' && { q }) }, signal }).then(
        ({ rows }) => rows,
      ),
    placeholderData: keepPreviousData,
    enabled,
  })
}

function useDepartments(text: string, enabled: boolean) {
  const wanted = text.trim().toLowerCase()
  return useQuery({
    queryKey: ['handover', 'departments'],
    queryFn: ({ signal }) => call('GET /v1/departments', { signal }).then(({ rows }) => rows),
    select: (rows) => rows.filter((one) => `${one.nameZh} ${one.nameEn}`.toLowerCase().includes(wanted)),
    enabled,
  })
}

interface PersonRowProps {
  candidate: Candidate
  coming: number
  chosen: boolean
  onChoose: () => void
}

function PersonRow({ candidate, coming, chosen, onChoose }: PersonRowProps) {
  const t = useWords(handoverWords)
  const language = useLanguage()
  const { person, department, position, recommended, sameCustomer } = candidate
  return (
    <label className="candidate" data-on={chosen || undefined}>
      <input type="radio" name="receiver" checked={chosen} onChange={onChoose} />
      {chosen ? (
        <Seal name={person.name} size={28} offered />
      ) : (
        <Initial name={person.name} department={department.kind} size={28} />
      )}
      <span className="candidate-who">
        <span className="row gap-6">
          <b>{person.name}</b>
          <span className="quiet ellipsis">{nameIn(department, language)}</span>
          {recommended && (
            <span className="candidate-best" title={language === 'zh' ? candidate.becauseZh : candidate.becauseEn}>
              <Icon name="star" size={12} />
              {t('recommended')}
            </span>
          )}
        </span>
        <Presence candidate={candidate} />
      </span>
      <Load candidate={candidate} coming={chosen ? coming : 0} />
      <span className="candidate-why t12 muted">
        <span className="ellipsis">
          {sameCustomer > 0 ? t('experience', { count: sameCustomer }) : t('noExperience')}
        </span>
        <span className="ellipsis">{position}</span>
      </span>
    </label>
  )
}

function Presence({ candidate }: { candidate: Candidate }) {
  const t = useWords(handoverWords)
  const format = useFormat()
  if (!candidate.mayReceive) return <span className="t12 quiet">{t('cannotReceive')}</span>
  if (candidate.onLeaveUntil)
    return <span className="t12 ochre">{t('presenceLeave', { date: format.date(candidate.onLeaveUntil) })}</span>
  return <span className="t12 lv">{t('presenceHere')}</span>
}

/** The bar ends a seventh beyond the limit, so that an overload is seen to stick out. */
const beyond = 1.15

function Load({ candidate, coming }: { candidate: Candidate; coming: number }) {
  const t = useWords(handoverWords)
  const { load: now, loadCeiling: ceiling } = candidate
  const after = now + coming
  const shown = { now: formatCount(now), after: formatCount(after) }
  if (ceiling === null) return <span className="candidate-load t12 muted">{t('loadOpen', shown)}</span>
  const whole = ceiling * beyond
  const words = { ...shown, ceiling }
  return (
    <span className="candidate-load">
      <Meter value={now / whole} added={coming / whole} limit={1 / beyond} label={t('loadLabel', words)} />
      <span className={after > ceiling ? 't12 rouge strong' : 't12 muted'}>
        {after > ceiling ? t('overloaded', words) : coming > 0 ? t('loadOf', words) : `${shown.now} / ${ceiling}`}
      </span>
    </span>
  )
}

function DepartmentRow({
  department,
  chosen,
  onChoose,
}: {
  department: Department
  chosen: boolean
  onChoose: () => void
}) {
  const t = useWords(handoverWords)
  const language = useLanguage()
  const name = nameIn(department, language)
  return (
    <label className="candidate" data-on={chosen || undefined}>
      <input type="radio" name="receiver" checked={chosen} onChange={onChoose} />
      <Initial name={name} department={department.kind} size={28} pool />
      <b className="grow ellipsis">{name}</b>
      <span className="t12 muted nowrap">{t('poolMembers', { count: department.members })}</span>
      <span className="candidate-head t12 muted ellipsis">
        {department.head ? t('head', { name: department.head.name }) : t('noHead')}
      </span>
    </label>
  )
}
