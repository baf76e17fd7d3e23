import type { ReactNode } from 'react'
import { useWords } from '../../app/language.ts'
import { useMe } from '../../app/session.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { PersonsField } from '../../ui/persons-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type Afterwards, answerAt, answerChoices, type Plan, reasons } from './plan.ts'
import { handoverWords } from './words.ts'

interface HandoverFormProps {
  plan: Plan
  onPlan: (changes: Partial<Plan>) => void
  note: string
  drafted: string
  /** The reason was asked for: it was to be handed over without one. */
  asked: boolean
  /** When the company's rule wants an answer. */
  answerBy: string | null
  receivers: ReactNode
}

/** What the sender says: to whom, why, what to know, what comes next, until when, and what remains to the sender. */
export function HandoverForm({ plan, onPlan, note, drafted, asked, answerBy, receivers }: HandoverFormProps) {
  const t = useWords(handoverWords)
  return (
    <div className="handover-form">
      <Line label={t('to')}>{receivers}</Line>
      <Line label={t('reason')}>
        <fieldset className="reasons" aria-label={t('reason')}>
          {reasons.map((reason) => (
            <label key={reason} className="reason" data-on={plan.reason === reason || undefined}>
              <input type="radio" name="reason" checked={plan.reason === reason} onChange={() => onPlan({ reason })} />
              {plan.reason === reason && <Icon name="check" />}
              {t(reason)}
            </label>
          ))}
          {plan.reason === null && (
            <span className={asked ? 't12 rouge' : 't12 quiet'} role={asked ? 'alert' : undefined}>
              {t(asked ? 'chooseReason' : 'required')}
            </span>
          )}
        </fieldset>
      </Line>
      <Line label={t('note')}>
        <textarea
          className="own-input"
          aria-label={t('note')}
          rows={Math.min(4, Math.max(2, note.split('\n').length))}
          maxLength={2000}
          placeholder={t('noteHint')}
          value={note}
          onChange={(event) => onPlan({ note: event.target.value })}
        />
        {plan.note !== null && plan.note !== drafted && drafted !== '' && (
          <button type="button" className="link-button t12" onClick={() => onPlan({ note: null })}>
            {t('redraft')}
          </button>
        )}
      </Line>
      <Line label={t('nextAction')}>
        <div className="handover-pair">
          <input
            type="text"
            className="own-input"
            aria-label={t('nextActionHint')}
            placeholder={t('nextActionHint')}
            maxLength={300}
            value={plan.nextAction}
            onChange={(event) => onPlan({ nextAction: event.target.value })}
          />
          <DayInput
            label={t('nextActionDue')}
            value={plan.nextActionDue}
            onChange={(nextActionDue) => onPlan({ nextActionDue })}
          />
        </div>
      </Line>
      {plan.kind === 'person' && <AnswerLine plan={plan} onPlan={onPlan} answerBy={answerBy} />}
      <AfterLine plan={plan} onPlan={onPlan} />
      <CopyLine plan={plan} onPlan={onPlan} />
    </div>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="handover-line">
      <div className="handover-label" aria-hidden="true">
        {label}
      </div>
      <div className="grow">{children}</div>
    </div>
  )
}

function AnswerLine({ plan, onPlan, answerBy }: Pick<HandoverFormProps, 'plan' | 'onPlan' | 'answerBy'>) {
  const t = useWords(handoverWords)
  const format = useFormat()
  const at = answerAt(plan.answer, Date.now()) ?? answerBy
  return (
    <Line label={t('deadline')}>
      <div className="row gap-8 wrap">
        <span className="handover-deadline">
          <OneOf
            label={t('deadline')}
            value={plan.answer}
            onChange={(answer) => onPlan({ answer })}
            options={answerChoices.map((value) => ({
              value,
              label: value === '' ? t('answerUsual') : t('answerHours', { count: value }),
            }))}
          />
        </span>
        {at && <span className="t12 quiet">{format.deadline(at)}</span>}
      </div>
    </Line>
  )
}

function CopyLine({ plan, onPlan }: Pick<HandoverFormProps, 'plan' | 'onPlan'>) {
  const t = useWords(handoverWords)
  const me = useMe()
  return (
    <Line label={t('copyTo')}>
      <div className="handover-pair">
        <PersonsField
          label={t('copyTo')}
          placeholder={t('copyHint')}
          chosen={plan.copyTo}
          onChange={(copyTo) => onPlan({ copyTo })}
          except={[me ?? '', plan.receiverId ?? '']}
        />
        {plan.copyTo.length > 0 && (
          <DayInput label={t('copyUntil')} value={plan.copyUntil} onChange={(copyUntil) => onPlan({ copyUntil })} />
        )}
      </div>
    </Line>
  )
}

const afterwardsChoices: readonly { value: Afterwards; word: 'afterNone' | 'afterRead' }[] = [
  { value: 'none', word: 'afterNone' },
  { value: 'read', word: 'afterRead' },
]

function AfterLine({ plan, onPlan }: Pick<HandoverFormProps, 'plan' | 'onPlan'>) {
  const t = useWords(handoverWords)
  return (
    <Line label={t('afterwards')}>
      <fieldset className="row gap-16 wrap after-choices" aria-label={t('afterwards')}>
        {afterwardsChoices.map(({ value, word }) => (
          <label key={value} className="row gap-6 t13">
            <input
              type="radio"
              name="afterwards"
              checked={plan.afterwards === value}
              onChange={() => onPlan({ afterwards: value })}
            />
            {t(word)}
          </label>
        ))}
      </fieldset>
    </Line>
  )
}
