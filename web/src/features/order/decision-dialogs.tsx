import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { Choice } from '../../ui/choice.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { instantAt, momentOf } from '../../ui/zone.ts'
import { actWords } from './act-words.ts'
import type { OrderDialogProps } from './reason-dialogs.tsx'
import { Findings } from './review-panel.tsx'

type How = 'phone' | 'chat' | 'mail' | 'signed' | 'meeting'
const hows: readonly How[] = ['phone', 'chat', 'mail', 'signed', 'meeting']
const noon = 12 * 60

/** With whom, how, when; afterwards it shows what the review found. */
export function ConfirmDialog({ order, onClose, onHandOver }: OrderDialogProps & { onHandOver: () => void }) {
  const t = useWords(actWords)
  const { id, number } = order
  const today = momentOf(new Date().toISOString(), companyZone()).day
  const [who, setWho] = useState(order.deliverTo.contactName || order.deliverTo.recipient)
  const [how, setHow] = useState<How>('phone')
  const [day, setDay] = useState(today)
  const [verdict, setVerdict] = useState<Reply<'POST /v1/orders/:id/confirm'>['review'] | null>(null)
  const confirm = useAct(
    () =>
      call('POST /v1/orders/:id/confirm', {
        params: { id },
        body: { with: who, how, ...(day !== today && day !== '' && { at: instantAt(day, noon, companyZone()) }) },
      }),
    ({ review }) => setVerdict(review),
  )
  if (verdict) {
    const passed = verdict.outcome === 'passed'
    return (
      <ActDialog
        open
        onClose={onClose}
        title={t('confirmTitle', { number })}
        act={t('close')}
        only
        onAct={onClose}
        next={passed ? { label: t('handOverNext'), onNext: onHandOver } : undefined}
      >
        <p className={`row gap-8 t14 strong ${passed ? 'lv' : 'ochre'}`} role="status">
          <Icon name={passed ? 'check' : 'warning'} />
          {passed ? t('verdictPassed', { number }) : t('verdictReferred')}
        </p>
        <Findings findings={verdict.findings} />
      </ActDialog>
    )
  }
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('confirmTitle', { number })}
      lead={t('confirmLead')}
      act={t('confirm')}
      busy={confirm.isPending}
      blocked={who.trim() === ''}
      error={confirm.error}
      cures={order.missing.length > 0 && <Link to={`/orders/${id}/edit`}>{t('fillIn')}</Link>}
      onAct={() => confirm.mutate()}
    >
      <Field label={t('with')}>
        {(field) => (
          <input
            id={field}
            type="text"
            className="own-input"
            maxLength={100}
            value={who}
            onChange={(event) => setWho(event.target.value)}
          />
        )}
      </Field>
      <div className="field-pair">
        <Field label={t('how')}>
          {(field) => (
            <OneOf
              id={field}
              value={how}
              onChange={setHow}
              options={hows.map((value) => ({ value, label: t(value) }))}
            />
          )}
        </Field>
        <Field label={t('when')}>{(field) => <DayInput id={field} value={day} onChange={setDay} />}</Field>
      </div>
    </ActDialog>
  )
}

type Decision = 'approve' | 'reject'
const evening = 18 * 60

/** Approve or reject what lies outside policy, with the findings before one's eyes. */
export function ReviewDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords(actWords)
  const format = useFormat()
  const { id, number } = order
  const [decision, setDecision] = useState<Decision>('approve')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const last = order.reviews[0]
  const decide = useAct(
    () =>
      call('POST /v1/orders/:id/review', {
        params: { id },
        body: {
          decision,
          reason,
          ...(decision === 'approve' && until !== '' && { validUntil: instantAt(until, evening, companyZone()) }),
        },
      }),
    () => {
      onClose()
      tellDone({ text: t(decision === 'approve' ? 'doneApprove' : 'doneReject', { number }) })
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('reviewTitle', { number })}
      act={t(decision)}
      danger={decision === 'reject'}
      busy={decide.isPending}
      blocked={reason.trim() === ''}
      error={decide.error}
      onAct={() => decide.mutate()}
    >
      {last && <Findings findings={last.findings} />}
      <Choice
        label={t('decision')}
        value={decision}
        onChange={setDecision}
        options={[
          { value: 'approve', label: t('approve') },
          { value: 'reject', label: t('reject') },
        ]}
      />
      <Field label={t('reason')}>
        {(field) => (
          <textarea
            id={field}
            className="own-input"
            rows={2}
            maxLength={300}
            placeholder={t('reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {decision === 'approve' && (
        <Field
          label={t('validUntil')}
          hint={
            order.customer.creditLimit === null
              ? undefined
              : t('creditNow', {
                  used: format.money(order.customer.exposure),
                  own: format.money(order.gross),
                  limit: format.money(order.customer.creditLimit),
                })
          }
        >
          {(field, described) => <DayInput id={field} described={described} value={until} onChange={setUntil} />}
        </Field>
      )}
    </ActDialog>
  )
}
