import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { useMe } from '../../app/session.ts'
import { nameIn } from '../../ui/departments.ts'
import { Icon } from '../../ui/icon.tsx'
import { mayDo } from '../../ui/may.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { ActName } from './acts.ts'
import { countLines } from './line-progress.ts'
import type { Delivery, Order, Package, Ready, Strip } from './read-order.ts'
import { orderWords } from './words.ts'

export interface Step {
  text: string
  note?: string
  tone?: 'ochre' | 'rouge' | 'zi'
  acts: { act?: ActName; path?: string; label: string }[]
}

export interface StepFacts {
  order: Order
  strip: Strip | undefined
  ready: Ready
  deliveries: readonly Delivery[] | undefined
  handovers: readonly Package[] | undefined
}

const factNames = {
  paymentMethod: 'factPaymentMethod',
  recipient: 'factRecipient',
  phone: 'factPhone',
  street: 'factStreet',
  requestedOn: 'factRequestedOn',
  lines: 'factLines',
} as const

/** What comes next, derived from what the server allows and what it knows; the first that applies is said. */
export function useStep(facts: StepFacts): Step {
  const t = useWords(orderWords)
  const format = useFormat()
  const me = useMe()
  const { order, strip } = facts
  const language = useLanguage()
  const offer = strip?.openOffer ?? null
  const receiver = offer ? nameIn(offer.to, language) : ''
  if (order.hold) {
    const { reason, until } = order.hold
    return {
      text: until ? t('stepHeldUntil', { reason, date: format.date(until) }) : t('stepHeld', { reason }),
      tone: 'zi',
      acts: [
        ...(mayDo(order.may, 'release') ? [{ act: 'release' as const, label: t('actRelease') }] : []),
        ...(mayDo(order.may, 'review') ? [{ act: 'review' as const, label: t('actReview') }] : []),
      ],
    }
  }
  if (order.proposal && mayDo(order.may, 'decideChange'))
    return {
      text: t('stepDecideChange', { name: order.proposal.by.name }),
      tone: 'ochre',
      acts: [{ act: 'decideChange', label: t('actDecideChange') }],
    }
  if (offer && offer.to.kind === 'person' && offer.to.id === me)
    return {
      text: t('stepAccept', { name: order.holder?.person?.name ?? '' }),
      ...(offer.answerBy && { note: format.deadline(offer.answerBy) }),
      tone: 'ochre',
      acts: [
        { act: 'accept', label: t('actAccept') },
        { act: 'decline', label: t('actDecline') },
      ],
    }
  const early = order.state === 'draft' || order.state === 'confirmed' || order.state === 'pending'
  const other = early ? earlyStep(facts, t, format, me) : lateStep(facts, t, format, me)
  // A pending offer stops neither goods nor money: who may ship or invoice is told that first.
  if (offer && (early || other.acts.length === 0 || mayDo(strip?.may, 'recall')))
    return {
      text: t('stepWaitAccept', { name: receiver }),
      acts: mayDo(strip?.may, 'recall') ? [{ act: 'recall', label: t('actRecall') }] : [],
    }
  if (mayDo(strip?.may, 'claim') || mayDo(strip?.may, 'assign'))
    return {
      text: t('stepClaim'),
      acts: [
        ...(mayDo(strip?.may, 'claim') ? [{ act: 'claim' as const, label: t('actClaim') }] : []),
        ...(mayDo(strip?.may, 'assign') ? [{ act: 'assign' as const, label: t('actAssign') }] : []),
      ],
    }
  return other
}

type Say = ReturnType<typeof useWords<(typeof orderWords)['zh']>>
type Format = ReturnType<typeof useFormat>

function earlyStep({ order, strip }: StepFacts, t: Say, format: Format, me: string | undefined): Step {
  if (order.state === 'draft') {
    const last = order.reviews[0]
    const rejected = last?.outcome === 'rejected' ? t('stepRejected', { reason: last.reason ?? '' }) : undefined
    if (order.missing.length > 0) {
      const names = order.missing.map((one) => (one in factNames ? t(factNames[one as keyof typeof factNames]) : one))
      return {
        text: t('stepFacts', { facts: names.join('、') }),
        tone: 'ochre',
        acts: mayDo(order.may, 'change') ? [{ path: `/orders/${order.id}/edit`, label: t('actFacts') }] : [],
      }
    }
    return {
      text: t('stepConfirm'),
      ...(rejected && { note: rejected }),
      acts: mayDo(order.may, 'confirm') ? [{ act: 'confirm', label: t('actConfirm') }] : [],
    }
  }
  if (order.state === 'confirmed') {
    if (mayDo(order.may, 'review')) return { text: t('stepReview'), acts: [{ act: 'review', label: t('actReview') }] }
    if (order.approval) {
      const { requestedBy, requestedAt } = order.approval
      return { text: t('stepReviewWait', { name: requestedBy, time: format.time(requestedAt) }), acts: [] }
    }
    const last = order.reviews[0]
    return {
      text: t('stepRejected', { reason: last?.reason ?? '' }),
      tone: 'rouge',
      acts: mayDo(order.may, 'change') ? [{ path: `/orders/${order.id}/edit`, label: t('actEdit') }] : [],
    }
  }
  if (mayDo(strip?.may, 'offer')) return { text: t('stepHandOver'), acts: [{ act: 'handOver', label: t('handOver') }] }
  return waiting(order, t, me)
}

function lateStep(facts: StepFacts, t: Say, format: Format, me: string | undefined): Step {
  const { order, ready, deliveries, handovers } = facts
  const acts: Step['acts'] = []
  const ships = ready.shippable?.lines.filter((line) => line.reserved !== '0').length ?? 0
  const invoices = ready.invoiceable && ready.invoiceable.lines.length > 0 ? ready.invoiceable : null
  const unsigned = deliveries?.find((one) => one.state === 'shipped')
  const money = (amount: string) => format.money(amount, order.currency)
  const shipping = ships > 0 && mayDo(ready.shippable?.may, 'ship')
  const invoicing = invoices !== null && mayDo(invoices.may, 'invoice')
  if (shipping) acts.push({ path: `/deliveries/ship/${order.id}`, label: t('actShip') })
  if (invoicing) acts.push({ path: `/invoices/new/${order.id}`, label: t('actInvoice') })
  const agreed = handovers?.find((one) => one.state === 'accepted' && one.nextAction !== '')
  if (agreed && order.holder?.person?.id === agreed.to.id && order.state === 'processing')
    return {
      text: agreed.nextAction,
      note: agreed.nextActionDue ? format.deadline(agreed.nextActionDue) : t('asHandedOver'),
      acts,
    }
  if (shipping) return { text: t('stepShip', { count: ships }), acts }
  if (invoices && invoicing) return { text: t('stepInvoice', { amount: money(invoices.gross) }), acts }
  if (unsigned)
    return {
      text: t('stepSign', { number: unsigned.number }),
      acts: [{ path: `/deliveries/${unsigned.id}`, label: t('actSign') }],
    }
  if (mayDo(order.may, 'perform')) return { text: t('stepPerform'), acts: [{ act: 'perform', label: t('actPerform') }] }
  const { short } = countLines(order)
  if (order.state === 'processing' && short > 0)
    return {
      text: t('stepWaitStock', { count: short }),
      tone: 'ochre',
      acts: mayDo(order.may, 'process') ? [{ act: 'process', label: t('actProcess') }] : [],
    }
  if (order.state === 'completed' && order.progress.paid !== 'fully' && order.progress.invoiced === 'fully')
    return { text: t('stepPay', { amount: money(order.exposure) }), acts: [] }
  if (order.state === 'settled' || order.state === 'cancelled') return { text: t('stepNothing'), acts: [] }
  return waiting(order, t, me)
}

function waiting(order: Order, t: Say, me: string | undefined): Step {
  const person = order.holder?.person
  if (person && person.id !== me) return { text: t('stepWaitPerson', { name: person.name }), acts: [] }
  return { text: t('stepNothing'), acts: [] }
}

interface NextStepProps {
  step: Step
  onAct: (act: ActName) => void
  busy: ActName | null
  error: ReactNode
}

export function NextStep({ step, onAct, busy, error }: NextStepProps) {
  const t = useWords(orderWords)
  return (
    <div className="next-step">
      <div className="t12 quiet">{t('nextStep')}</div>
      <div className="row gap-8 wrap t13">
        <b className={step.tone}>{step.text}</b>
        {step.note && <span className="t12 ochre push">{step.note}</span>}
      </div>
      {step.acts.length > 0 && (
        <div className="row gap-8 next-acts">
          <StepActs step={step} onAct={onAct} busy={busy} />
        </div>
      )}
      {error}
    </div>
  )
}

export function StepActs({ step, onAct, busy }: Omit<NextStepProps, 'error'>) {
  const navigate = useNavigate()
  return step.acts.map(({ act, path, label }, index) => (
    <Button
      key={label}
      type={index === 0 ? 'primary' : 'default'}
      loading={act !== undefined && busy === act}
      icon={act === 'accept' ? <Icon name="check" /> : undefined}
      onClick={() => (act ? onAct(act) : void navigate(path ?? ''))}
    >
      {label}
    </Button>
  ))
}
