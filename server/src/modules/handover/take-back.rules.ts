import type { Actor } from '../../kernel/work.ts'
import { type Custody, decideStanding, type Offer } from '../custody/custody.rules.ts'
import { no } from './handover.rules.ts'

/** What taking back needs of an order, so that a screen can ask too. */
export interface Packaged {
  id: string
  /** It is on its way to somebody else. */
  offered: boolean
  custody: Pick<Custody, 'state' | 'sequence' | 'holderId' | 'departmentId'> | null | undefined
}

type Offered = Pick<Offer, 'number' | 'state' | 'answerBy' | 'fromId' | 'toPersonId' | 'toDepartmentId'>

/** A package as it was found: its offer, and its subjects as they were offered. */
export interface FoundPackage<One extends Offered = Offer> {
  offer: One
  subjects: readonly { id: string; sequence: number; open: boolean }[]
}

/** The orders of a package that lie where it put them: one custody row after the one that was offered. */
function unmoved<One extends Packaged>({ subjects }: FoundPackage<Offered>, orders: readonly One[]): One[] {
  const sequences = new Map(subjects.map((subject) => [subject.id, subject.sequence + 1]))
  return orders.filter((order) => order.custody && order.custody.sequence === sequences.get(order.id))
}

/** Whether a package lies in a department's pool: then a recall moves custody back. */
export const isPooled = ({ state, toDepartmentId }: Offered): boolean => state === 'accepted' && toDepartmentId !== null

/** The orders that a recall takes back: those of an open offer, or all that are left of a pool's while none is claimed. */
export function decideRecall<One extends Packaged>(
  found: FoundPackage<Offered>,
  orders: readonly One[],
  actor: Actor,
): One[] {
  const { offer, subjects } = found
  if (offer.fromId !== actor.personId) throw no.notSender(offer.number)
  if (isPooled(offer)) {
    const pooled = unmoved(found, orders).filter((order) => order.custody?.state === 'pool')
    const closed = orders.filter((order) => order.custody?.state === 'closed').map(({ id }) => id)
    const left = subjects.filter(({ id }) => !closed.includes(id))
    if (left.length === 0) throw no.nothingPooled(offer.number)
    if (pooled.length < left.length) throw no.claimed(offer.number)
    return pooled
  }
  decideStanding(offer)
  const open = new Set(subjects.filter((subject) => subject.open).map((subject) => subject.id))
  return orders.filter((order) => open.has(order.id))
}

/** What a reversal depends on beside its package: whether the receiver has done something, and the sender as a person now. */
interface Reversing {
  worked: boolean
  sender: { name: string; entitled: boolean } | undefined
}

/** The orders that a reversal takes back: by the sender only while the receiver has done nothing on them, by the receiver's head at any time. */
export function decideReversal<One extends Packaged>(
  found: FoundPackage<Offered>,
  orders: readonly One[],
  { worked, sender }: Reversing,
  actor: Actor,
): One[] {
  const { offer, subjects } = found
  if (offer.state !== 'accepted' || !offer.toPersonId) throw no.notReversible(offer.number)
  const ids = new Set(subjects.map((subject) => subject.id))
  const own = orders.filter((order) => ids.has(order.id))
  const head =
    actor.headOf.length > 0 &&
    own.every((order) => order.custody?.departmentId && actor.headOf.includes(order.custody.departmentId))
  if (offer.fromId !== actor.personId && !head) throw no.notSender(offer.number)
  if (worked && !head) throw no.alreadyWorkedOn(offer.number)
  const still = unmoved(found, own).filter((order) => order.custody?.holderId === offer.toPersonId)
  if (still.length === 0 || still.length < subjects.length || still.some(({ offered }) => offered))
    throw no.notReversible(offer.number)
  if (!sender?.entitled) throw no.senderGone(offer.number, sender?.name ?? '')
  return still
}
