import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { instantAt } from '../../ui/zone.ts'
import { actWords } from './act-words.ts'
import { progressOf } from './line-progress.ts'
import type { Order, Package, Strip } from './read-order.ts'

export interface OrderDialogProps {
  order: Order
  onClose: () => void
}

export function Reason({ value, onChange, hint }: { value: string; onChange: (text: string) => void; hint?: string }) {
  const t = useWords(actWords)
  return (
    <Field label={t('reason')}>
      {(id) => (
        <textarea
          id={id}
          className="own-input"
          rows={2}
          maxLength={300}
          placeholder={hint}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface Plain {
  title: string
  lead?: string
  act: string
  done: string
  danger?: boolean
  /** A recall may go without a reason. */
  free?: boolean
  run: (reason: string) => Promise<unknown>
}

/** An act that needs nothing but its reason. */
export function ReasonDialog({ onClose, title, lead, act, done, danger, free, run }: OrderDialogProps & Plain) {
  const [reason, setReason] = useState('')
  const acting = useAct(
    () => run(reason.trim()),
    () => {
      onClose()
      tellDone({ text: done })
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={title}
      lead={lead}
      act={act}
      danger={danger}
      busy={acting.isPending}
      blocked={!free && reason.trim() === ''}
      error={acting.error}
      onAct={() => acting.mutate()}
    >
      <Reason value={reason} onChange={setReason} />
    </ActDialog>
  )
}

export function CancelDialog(props: OrderDialogProps) {
  const t = useWords(actWords)
  const { id, number } = props.order
  return (
    <ReasonDialog
      {...props}
      danger
      title={t('cancelTitle', { number })}
      lead={t('cancelLead')}
      act={t('cancel')}
      done={t('doneCancel', { number })}
      run={(reason) => call('POST /v1/orders/:id/cancel', { params: { id }, body: { reason } })}
    />
  )
}

export function ReturnDialog(props: OrderDialogProps) {
  const t = useWords(actWords)
  const { id, number } = props.order
  return (
    <ReasonDialog
      {...props}
      title={t('returnTitle', { number })}
      lead={t('returnLead')}
      act={t('returnAct')}
      done={t('doneReturn')}
      run={(reason) => call('POST /v1/orders/:id/return', { params: { id }, body: { reason } })}
    />
  )
}

export function RecallDialog({ strip, ...props }: OrderDialogProps & { strip: Strip }) {
  const t = useWords(actWords)
  const id = strip.openOffer?.id ?? ''
  return (
    <ReasonDialog
      {...props}
      free
      title={t('recallTitle')}
      lead={t('recallLead')}
      act={t('recall')}
      done={t('doneRecall')}
      run={(reason) => call('POST /v1/handovers/:id/recall', { params: { id }, body: { reason } })}
    />
  )
}

export function DeclineDialog({ strip, ...props }: OrderDialogProps & { strip: Strip }) {
  const t = useWords(actWords)
  const id = strip.openOffer?.id ?? ''
  return (
    <ReasonDialog
      {...props}
      title={t('declineTitle', { number: props.order.number })}
      act={t('decline')}
      done={t('doneDecline')}
      run={(reason) => call('POST /v1/handovers/:id/decline', { params: { id }, body: { reason } })}
    />
  )
}

export function ReverseDialog({ handover, ...props }: OrderDialogProps & { handover: Package }) {
  const t = useWords(actWords)
  return (
    <ReasonDialog
      {...props}
      title={t('reverseTitle', { handover: handover.number })}
      lead={t('reverseLead')}
      act={t('reverse')}
      done={t('doneReverse')}
      run={(reason) => call('POST /v1/handovers/:id/reverse', { params: { id: handover.id }, body: { reason } })}
    />
  )
}

type HoldKind = 'credit' | 'quality' | 'customer'
const holdKinds: readonly HoldKind[] = ['customer', 'quality', 'credit']
/** A hold with an end lapses as that day begins to work. */
const morning = 8 * 60

export function HoldDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const [kind, setKind] = useState<HoldKind>('customer')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const { id, number } = order
  const hold = useAct(
    () =>
      call('POST /v1/orders/:id/hold', {
        params: { id },
        body: { kind, reason, ...(until !== '' && { until: instantAt(until, morning, companyZone()) }) },
      }),
    () => {
      onClose()
      tellDone({ text: t('doneHold', { number }) })
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('holdTitle', { number })}
      lead={t('holdLead')}
      act={t('hold')}
      busy={hold.isPending}
      blocked={reason.trim() === ''}
      error={hold.error}
      onAct={() => hold.mutate()}
    >
      <Field label={t('kind')}>
        {(field) => (
          <OneOf
            id={field}
            value={kind}
            onChange={setKind}
            options={holdKinds.map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Field>
      <Reason value={reason} onChange={setReason} />
      <Field label={t('until')}>{(field) => <DayInput id={field} value={until} onChange={setUntil} />}</Field>
    </ActDialog>
  )
}

export function ShortCloseDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const language = useLanguage()
  const format = useFormat()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [reason, setReason] = useState('')
  const { id, number } = order
  const open = order.lines.filter((line) => progressOf(line, order.state).due !== line.shipped)
  const act = useAct(
    () => call('POST /v1/orders/:id/short-close', { params: { id }, body: { lines: [...chosen], reason } }),
    () => {
      onClose()
      tellDone({ text: t('doneShort', { count: chosen.size }) })
    },
  )
  const toggle = (line: number) => {
    const next = new Set(chosen)
    if (!next.delete(line)) next.add(line)
    setChosen(next)
  }
  return (
    <ActDialog
      open
      onClose={onClose}
      danger
      title={t('shortTitle', { number })}
      lead={t('shortLead')}
      act={t('shortClose', { count: chosen.size })}
      busy={act.isPending}
      blocked={chosen.size === 0 || reason.trim() === ''}
      error={act.error}
      onAct={() => act.mutate()}
    >
      <fieldset className="line-choices" aria-label={t('lines')}>
        {open.map((line) => (
          <label key={line.line} className="row gap-8 t13">
            <input type="checkbox" checked={chosen.has(line.line)} onChange={() => toggle(line.line)} />
            <span className="grow ellipsis">{line.description}</span>
            <span className="muted nowrap">
              {format.quantity(line.shipped)} /{' '}
              {format.quantity(
                progressOf(line, order.state).due,
                language === 'zh' ? line.unitNameZh : line.unitNameEn,
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <Reason value={reason} onChange={setReason} />
    </ActDialog>
  )
}

export function AssignDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const [chosen, setChosen] = useState('')
  const { id, number, holder } = order
  const departmentId = holder?.department.id ?? ''
  const people = useQuery({
    queryKey: ['person', 'department', departmentId],
    queryFn: ({ signal }) =>
      call('GET /v1/persons', { query: { departmentId }, signal }).then(({ rows }) =>
        rows.filter((one) => one.active && one.canSignIn),
      ),
  })
  const personId = chosen || people.data?.[0]?.id || ''
  const name = people.data?.find((one) => one.id === personId)?.name ?? ''
  const assign = useAct(
    () => call('POST /v1/orders/:id/assign', { params: { id }, body: { personId } }),
    () => {
      onClose()
      tellDone({ text: t('doneAssign', { name }) })
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('assignTitle', { number })}
      act={t('assign')}
      busy={assign.isPending}
      blocked={personId === ''}
      error={assign.error ?? people.error}
      onAct={() => assign.mutate()}
    >
      <Field label={t('person')}>
        {(field) => (
          <OneOf
            id={field}
            value={personId}
            onChange={setChosen}
            options={(people.data ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.position}` }))}
          />
        )}
      </Field>
    </ActDialog>
  )
}
