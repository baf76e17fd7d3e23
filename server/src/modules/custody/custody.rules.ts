import { refusals } from '../../kernel/refusal.ts'

/** Whatever can be held: an order, a task, later quotations, customers, leads. */
export interface Subject {
  kind: string
  id: string
}

export type Entered =
  | 'created'
  | 'accepted'
  | 'claimed'
  | 'assigned'
  | 'returned'
  | 'reversed'
  | 'pooled'
  | 'closed'
  | 'reopened'
  | 'imported'

/** Where a subject lies: with a person of a department, or in the department's pool when `holderId` is null. */
export interface Place {
  holderId: string | null
  departmentId: string
}

/** The open row of a subject's chain. */
export interface Custody extends Subject {
  sequence: number
  state: 'held' | 'pool' | 'closed'
  holderId: string | null
  holderName: string | null
  departmentId: string | null
  since: Date
  /** The offer that is waiting for an answer. */
  offerId: string | null
}

export type OfferState = 'offered' | 'accepted' | 'declined' | 'recalled' | 'lapsed' | 'ended' | 'reversed'

export interface Offer {
  id: string
  number: string
  batchId: string
  fromId: string
  fromDepartmentId: string
  toPersonId: string | null
  toDepartmentId: string | null
  kind: 'handover' | 'return' | 'reverse'
  state: OfferState
  version: number
  answerBy: Date | null
  offeredAt: Date
}

export const no = refusals('custody', {
  offerGone: {
    status: 404,
    zh: () => '没有这个转交，或你无权查看。请回到待接收看看。',
    en: () => 'There is no such handover, or you may not see it. Go back to your inbox.',
  },
  answered: {
    status: 409,
    zh: (number: string, state: OfferState) => `${number} ${STATES[state].zh}，不能再答复。`,
    en: (number: string, state: OfferState) => `${number} ${STATES[state].en} and cannot be answered any more.`,
  },
  lapsed: {
    status: 409,
    zh: (number: string) => `${number} 已过答复期限，已过期，订单仍由转交人处理。请转交人重新转交。`,
    en: (number: string) =>
      `${number} has lapsed: its deadline has passed and its orders stay with their sender. Ask the sender to hand them over again.`,
  },
  versionChanged: {
    status: 412,
    zh: (number: string) => `${number} 的内容刚刚变了（有订单被移出）。请重新查看后再接收。`,
    en: (number: string) =>
      `${number} has changed since you opened it: an order was taken out. Look at it again, then accept.`,
  },
})

const STATES: Record<OfferState, { zh: string; en: string }> = {
  offered: { zh: '正在等待接收', en: 'is waiting for an answer' },
  accepted: { zh: '已被接收', en: 'has been accepted' },
  declined: { zh: '已被拒接', en: 'has been declined' },
  recalled: { zh: '已被撤回', en: 'has been recalled' },
  lapsed: { zh: '已过期', en: 'has lapsed' },
  ended: { zh: '已没有订单', en: 'holds no order any more' },
  reversed: { zh: '已被撤销', en: 'has been reversed' },
}

/** Past its deadline an offer has lapsed, also before the minute's job has written it down. */
export const stateAt = ({ state, answerBy }: Pick<Offer, 'state' | 'answerBy'>, now: Date): OfferState =>
  state === 'offered' && answerBy !== null && answerBy <= now ? 'lapsed' : state

type Answered = Pick<Offer, 'number' | 'state' | 'answerBy'>

/** An offer can be answered once, and in time. */
export function decideAnswerable<One extends Answered>(offer: One | undefined, now: Date): One {
  if (!offer) throw no.offerGone()
  const state = stateAt(offer, now)
  if (state === 'lapsed') throw no.lapsed(offer.number)
  if (state !== 'offered') throw no.answered(offer.number, state)
  return offer
}

/** The sender may end an offer as long as it stands, late or not: until the job ends it, it keeps its orders from being offered anew. */
export function decideStanding({ number, state }: Pick<Offer, 'number' | 'state'>): void {
  if (state !== 'offered') throw no.answered(number, state)
}

/** Accepting names the version that was seen, so that a package which shrank meanwhile is shown again first. */
export function decideVersion(offer: Offer, seen: number): void {
  if (offer.version !== seen) throw no.versionChanged(offer.number).with({ current: { version: offer.version } })
}
