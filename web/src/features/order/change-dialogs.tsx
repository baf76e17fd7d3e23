import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { Choice } from '../../ui/choice.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { instantAt, momentOf } from '../../ui/zone.ts'
import { actWords } from './act-words.ts'
import { Difference } from './difference.tsx'
import { type OrderDialogProps, Reason, ReasonDialog } from './reason-dialogs.tsx'
import { Findings } from './review-panel.tsx'

type Decision = 'approve' | 'reject'
/** An approval ends with the working day. */
const evening = 18 * 60

interface DecisionFieldsProps {
  decision: Decision
  onDecision: (decision: Decision) => void
  reason: string
  onReason: (reason: string) => void
  until: string
  onUntil: (until: string) => void
}

function DecisionFields({ decision, onDecision, reason, onReason, until, onUntil }: DecisionFieldsProps) {
  const t = useWords(actWords)
  return (
    <>
      <Choice
        label={t('decision')}
        value={decision}
        onChange={onDecision}
        options={[
          { value: 'approve', label: t('approve') },
          { value: 'reject', label: t('reject') },
        ]}
      />
      <Reason value={reason} onChange={onReason} hint={t('reasonHint')} />
      {decision === 'approve' && (
        <Field label={t('validUntil')}>{(field) => <DayInput id={field} value={until} onChange={onUntil} />}</Field>
      )}
    </>
  )
}

function useDecision() {
  const [decision, onDecision] = useState<Decision>('approve')
  const [reason, onReason] = useState('')
  const [until, onUntil] = useState('')
  const ends = decision === 'approve' && until !== ''
  const body = { decision, reason, ...(ends && { validUntil: instantAt(until, evening, companyZone()) }) }
  return { fields: { decision, onDecision, reason, onReason, until, onUntil }, body }
}

/** Approve or reject the change that somebody proposed, with the difference before one's eyes. */
export function DecideChangeDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const { id, number, proposal } = order
  const { fields, body } = useDecision()
  const approving = fields.decision === 'approve'
  const decide = useAct(
    () => call('POST /v1/orders/:id/change/decide', { params: { id }, body }),
    () => {
      onClose()
      tellDone({ text: t(approving ? 'doneChange' : 'doneChangeReject', { number }) })
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      width={620}
      title={t('changeTitle', { number })}
      lead={t('changeLead')}
      act={t(fields.decision)}
      danger={!approving}
      busy={decide.isPending}
      blocked={fields.reason.trim() === ''}
      error={decide.error}
      onAct={() => decide.mutate()}
    >
      {proposal && <Difference rows={proposal.difference} currency={order.currency} />}
      {proposal && <Findings findings={proposal.findings} />}
      <DecisionFields {...fields} />
    </ActDialog>
  )
}

export function WithdrawChangeDialog(props: OrderDialogProps) {
  const t = useWords(actWords)
  const { id, number } = props.order
  return (
    <ReasonDialog
      {...props}
      title={t('withdrawTitle', { number })}
      lead={t('withdrawLead')}
      act={t('withdraw')}
      done={t('doneWithdraw', { number })}
      run={(reason) => call('POST /v1/orders/:id/change/withdraw', { params: { id }, body: { reason } })}
    />
  )
}

/** Releases from hold. A credit hold above the limit is a reviewer's decision; others ask for it here. */
export function ReleaseDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const format = useFormat()
  const reviews = useRight('orders.review')
  const { id, number, hold } = order
  const { fields, body } = useDecision()
  const credits = hold?.kind === 'credit'
  const release = useAct(
    () => call('POST /v1/orders/:id/release', { params: { id }, body }),
    ({ outcome }) => {
      onClose()
      const words = { released: 'doneRelease', asked: 'doneAsked', rejected: 'doneRefused' } as const
      tellDone({ text: t(words[outcome], { number }) })
    },
  )
  const decides = credits && reviews
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('releaseTitle', { number })}
      lead={credits ? t('releaseLead') : undefined}
      act={fields.decision === 'reject' ? t('reject') : t('release')}
      danger={fields.decision === 'reject'}
      busy={release.isPending}
      blocked={fields.reason.trim() === ''}
      error={release.error}
      onAct={() => release.mutate()}
    >
      {hold?.asked && (
        <p className="t13">
          {t('releaseAsked', { name: hold.asked.by.name, time: format.time(hold.asked.at) })}
          <span className="timeline-quote">{hold.asked.reason}</span>
        </p>
      )}
      {decides ? <DecisionFields {...fields} /> : <Reason value={fields.reason} onChange={fields.onReason} />}
    </ActDialog>
  )
}

/** Who at the customer confirmed it, and when it was done. */
export function PerformDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const { id, number } = order
  const today = momentOf(new Date().toISOString(), companyZone()).day
  const [who, setWho] = useState(order.deliverTo.contactName || order.deliverTo.recipient)
  const [on, setOn] = useState(today)
  const [note, setNote] = useState('')
  const perform = useAct(
    () => call('POST /v1/orders/:id/perform', { params: { id }, body: { with: who, note, ...(on !== '' && { on }) } }),
    () => {
      onClose()
      tellDone({ text: t('donePerform', { number }) })
    },
  )
  const input = (field: string, value: string, most: number, change: (text: string) => void) => (
    <input
      id={field}
      type="text"
      className="own-input"
      maxLength={most}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('performTitle', { number })}
      lead={t('performLead')}
      act={t('perform')}
      busy={perform.isPending}
      blocked={who.trim() === ''}
      error={perform.error}
      onAct={() => perform.mutate()}
    >
      <div className="field-pair">
        <Field label={t('performWith')}>{(field) => input(field, who, 100, setWho)}</Field>
        <Field label={t('when')}>{(field) => <DayInput id={field} value={on} onChange={setOn} />}</Field>
      </div>
      <Field label={t('performNote')}>{(field) => input(field, note, 300, setNote)}</Field>
    </ActDialog>
  )
}

export function UnperformDialog(props: OrderDialogProps) {
  const t = useWords(actWords)
  const { id, number } = props.order
  return (
    <ReasonDialog
      {...props}
      title={t('unperformTitle', { number })}
      act={t('unperform')}
      done={t('doneUnperform', { number })}
      run={(reason) => call('POST /v1/orders/:id/unperform', { params: { id }, body: { reason } })}
    />
  )
}
