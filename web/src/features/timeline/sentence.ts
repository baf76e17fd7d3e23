import type { Reply } from '../../app/api.ts'
import { type Language, wordsIn } from '../../app/language.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import type { IconName } from '../../ui/icon.tsx'
import { factWords } from '../../ui/order-facts.ts'
import type { Formats } from '../../ui/use-format.ts'
import { timelineWords } from './words.ts'

export type TimelineEvent = Reply<'GET /v1/orders/:id/timeline'>['rows'][number]
type Data = TimelineEvent['data']

export interface Sentence {
  text: string
  /** What somebody wrote: a reason, a note; shown as a quotation. */
  quote?: string
  icon: IconName
}

interface Telling {
  language: Language
  format: Formats
  currency: string
}

type Say = ReturnType<typeof wordsIn<(typeof timelineWords)['zh']>>
type Teller = (data: Data, t: Say, telling: Telling) => string

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : [])
const nameOf = (value: unknown): string => text((value as { name?: unknown } | null)?.name)
const joint = ({ language }: Telling) => (language === 'zh' ? '、' : ', ')

const amount = (value: unknown, { format, currency }: Telling): string => format.money(text(value) || '0', currency)

const hows: Record<string, 'howPhone' | 'howChat' | 'howMail' | 'howSigned' | 'howMeeting'> = {
  phone: 'howPhone',
  chat: 'howChat',
  mail: 'howMail',
  signed: 'howSigned',
  meeting: 'howMeeting',
}
const holds: Record<string, 'holdCredit' | 'holdQuality' | 'holdCustomer'> = {
  credit: 'holdCredit',
  quality: 'holdQuality',
  customer: 'holdCustomer',
}
const checks: Record<string, 'checkFacts' | 'checkCredit' | 'checkStock' | 'checkPrice' | 'checkTerms'> = {
  facts: 'checkFacts',
  credit: 'checkCredit',
  stock: 'checkStock',
  price: 'checkPrice',
  terms: 'checkTerms',
}

function reservedSentence(data: Data, t: Say, telling: Telling): string {
  const short = list(data.short)
  const count = list(data.reserved).length
  if (short.length === 0) return t('reserved', { count })
  const lines = short.map((one) =>
    t('lineShort', { line: Number(one.line), quantity: telling.format.quantity(text(one.quantity)) }),
  )
  return t('reservedShort', { count, lines: lines.join(joint(telling)) })
}

const quantitiesOf = (data: Data, t: Say, telling: Telling): string =>
  list(data.lines)
    .map((one) => t('lineQuantity', { line: Number(one.line), quantity: telling.format.quantity(text(one.quantity)) }))
    .join(joint(telling))

function factsOf(data: Data, telling: Telling): string {
  const fact = wordsIn(factWords, telling.language)
  const facts = [...new Set(list(data.difference).map((one) => text(one.fact)))]
  const known = facts.flatMap((one) => (one in factWords.zh ? [fact(one as keyof typeof factWords.zh)] : []))
  return [...new Set(known)].join(joint(telling))
}

function changedSentence(data: Data, t: Say, telling: Telling): string {
  const facts = factsOf(data, telling)
  return facts ? t('changedFacts', { facts }) : t('changed')
}

function heldSentence(data: Data, t: Say, { format }: Telling): string {
  const word = holds[text(data.kind)]
  const kind = word ? t(word) : text(data.kind)
  return text(data.until) ? t('heldUntil', { kind, date: format.date(text(data.until)) }) : t('held', { kind })
}

/** How long the offer waited, in hours of the clock: the journal keeps no working time. */
function acceptedSentence(data: Data, t: Say): string {
  const number = text(data.number)
  const hours = typeof data.waited === 'number' ? Math.round(data.waited / 3_600_000) : 0
  return hours < 1 ? t('accepted', { number }) : t('acceptedAfter', { number, count: hours })
}

const payment = (data: Data, telling: Telling) => ({
  payment: text(data.payment),
  amount: amount(data.amount, telling),
})

const tellers: Record<string, [IconName, Teller]> = {
  'orders.created': [
    'plus',
    (data, t, telling) => t('created', { count: Number(data.lines ?? 0), amount: amount(data.gross, telling) }),
  ],
  'orders.imported': [
    'import',
    (data, t, telling) =>
      t('imported', {
        key: text(data.key),
        shipped: telling.format.date(text(data.shippedOn)),
        paid: telling.format.date(text(data.paidOn)),
        amount: amount(data.gross, telling),
      }),
  ],
  'orders.changed': ['edit', changedSentence],
  'orders.amended': ['edit', changedSentence],
  'orders.changeProposed': ['eye', (data, t, telling) => t('changeProposed', { facts: factsOf(data, telling) })],
  'orders.changeRejected': ['blocked', (_, t) => t('changeRejected')],
  'orders.changeWithdrawn': ['back', (_, t) => t('changeWithdrawn')],
  'orders.performed': [
    'check',
    (data, t, telling) => t('performed', { with: text(data.with), date: telling.format.date(text(data.on)) }),
  ],
  'orders.unperformed': ['back', (_, t) => t('unperformed')],
  'orders.releaseAsked': ['eye', (data, t, telling) => t('releaseAsked', { amount: amount(data.missing, telling) })],
  'orders.releaseRejected': ['blocked', (_, t) => t('releaseRejected')],
  'orders.confirmed': [
    'check',
    (data, t) => {
      const how = hows[text(data.how)]
      return t('confirmed', { with: text(data.with), how: how ? t(how) : text(data.how) })
    },
  ],
  'orders.reviewed': ['check', (data, t) => t(data.outcome === 'passed' ? 'reviewedPassed' : 'reviewedApproved')],
  'orders.referred': [
    'eye',
    (data, t, telling) => {
      const failed = Array.isArray(data.failed) ? data.failed.map(String) : []
      return t('referred', { checks: failed.map((one) => (checks[one] ? t(checks[one]) : one)).join(joint(telling)) })
    },
  ],
  'orders.rejected': ['blocked', (_, t) => t('rejected')],
  'orders.processing': ['production', (_, t) => t('processing')],
  'orders.reserved': ['stock', reservedSentence],
  'orders.freed': ['stock', (data, t, telling) => t('freed', { lines: quantitiesOf(data, t, telling) })],
  'orders.fellShort': ['stock', (data, t, telling) => t('fellShort', { lines: quantitiesOf(data, t, telling) })],
  'orders.completed': ['check', (_, t) => t('completed')],
  'orders.settled': ['finance', (_, t) => t('settled')],
  'orders.reopened': ['back', (data, t) => (data.owner ? t('reopenedTo', { to: nameOf(data.owner) }) : t('reopened'))],
  'orders.cancelled': ['blocked', (_, t) => t('cancelled')],
  'orders.shortClosed': [
    'minus',
    (data, t, telling) =>
      t('shortClosed', {
        lines: list(data.lines)
          .map((one) => t('lineOf', { line: Number(one.line) }))
          .join(joint(telling)),
      }),
  ],
  'orders.held': ['pause', heldSentence],
  'orders.released': ['check', (_, t) => t('released')],
  'handover.offered': ['handover', (data, t) => t('offered', { to: nameOf(data.to) })],
  'handover.pooled': ['handover', (data, t) => t('pooled', { to: nameOf(data.to) })],
  'handover.accepted': ['inbox', acceptedSentence],
  'handover.declined': ['close', (data, t) => t('declined', { number: text(data.number) })],
  'handover.recalled': ['back', (data, t) => t('recalled', { number: text(data.number) })],
  'handover.lapsed': ['hourglass', (data, t) => t('lapsed', { number: text(data.number) })],
  'handover.reversed': ['back', (data, t) => t('reversed', { number: text(data.number) })],
  'handover.returnOffered': ['back', (data, t) => t('returnOffered', { to: nameOf(data.to) })],
  'handover.claimed': ['inbox', (_, t) => t('claimed')],
  'handover.assigned': ['person', (data, t) => t('assigned', { name: text(data.name) })],
  'delivery.shipped': [
    'delivery',
    (data, t) => {
      const words = { delivery: text(data.delivery), count: list(data.lines).length }
      return text(data.carrier) ? t('shippedBy', { ...words, carrier: text(data.carrier) }) : t('shipped', words)
    },
  ],
  'delivery.signed': [
    'edit',
    (data, t) => {
      const name = text(data.name) || text(data.signedName)
      const delivery = text(data.delivery)
      return name ? t('signedBy', { delivery, name }) : t('signed', { delivery })
    },
  ],
  'delivery.unsigned': ['back', (data, t) => t('unsigned', { delivery: text(data.delivery) })],
  'delivery.reversed': ['back', (data, t) => t('deliveryReversed', { delivery: text(data.delivery) })],
  'notes.attachmentAdded': [
    'attachment',
    (data, t) => t(data.byCustomer === true ? 'attachedByCustomer' : 'attached', { name: text(data.name) }),
  ],
  'notes.attachmentRemoved': ['trash', (data, t) => t('detached', { name: text(data.name) })],
  'notes.watched': [
    'eye',
    (data, t, telling) => t('watched', { names: list(data.watchers).map(nameOf).join(joint(telling)) }),
  ],
  'notes.unwatched': [
    'eye',
    (data, t, telling) => t('unwatched', { names: list(data.watchers).map(nameOf).join(joint(telling)) }),
  ],
  'tasks.claimed': [
    'inbox',
    (data, t, { language }) => t('taskClaimed', { task: taskTitle(text(data.taskKind), language) }),
  ],
  'delivery.trackingLinked': [
    'link',
    (data, t, { format }) => t('trackingLinked', { date: format.date(text(data.expiresAt)) }),
  ],
  'delivery.trackingRevoked': ['link', (_, t) => t('trackingRevoked')],
  'delivery.linked': ['link', (data, t) => t('linked', { delivery: text(data.delivery) })],
  'finance.invoiced': [
    'quotation',
    (data, t, telling) =>
      t('invoiced', { amount: amount(data.gross, telling), date: telling.format.date(text(data.dueOn)) }),
  ],
  'finance.credited': ['quotation', (data, t, telling) => t('credited', { amount: amount(data.gross, telling) })],
  'finance.creditReversed': [
    'back',
    (data, t, telling) => t('creditReversed', { amount: amount(data.gross, telling) }),
  ],
  'finance.received': [
    'finance',
    (data, t, telling) =>
      text(data.payment) ? t('received', payment(data, telling)) : t('receivedPlain', payment(data, telling)),
  ],
  'finance.matched': ['finance', (data, t, telling) => t('matched', payment(data, telling))],
  'finance.unmatched': ['back', (data, t, telling) => t('unmatched', payment(data, telling))],
  'finance.paymentReversed': ['back', (data, t, telling) => t('paymentReversed', payment(data, telling))],
}

/** Events that leave another version of the order, which can be compared with the one before. */
export const changesOrder = ({ type }: TimelineEvent): boolean => type === 'orders.changed' || type === 'orders.amended'

/** Reasons that are codes of the dialog, not words that somebody wrote. */
const codes = new Set(['next', 'leave', 'workload', 'skill', 'customer', 'leaver', 'other'])

/** An event as a sentence, without its actor. A type that is not known yet is named rather than hidden. */
export function sentenceOf(event: TimelineEvent, telling: Telling): Sentence {
  const t = wordsIn(timelineWords, telling.language)
  const { data, type } = event
  if (type === 'notes.written') {
    const on = text(data.remindOn)
    const head = on ? ` · ${t('remindOn', { date: telling.format.date(on) })}` : ''
    return { icon: 'message', text: `${t('write')}${head}`, quote: text(data.text) }
  }
  const found = tellers[type]
  if (!found) return { icon: 'clock', text: t('unknown', { type }) }
  const reason = text(data.reason)
  const quote = text(data.note) || (codes.has(reason) ? '' : reason)
  return { icon: found[0], text: found[1](data, t, telling), ...(quote && { quote }) }
}
