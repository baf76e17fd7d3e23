import type { Tracked, TrackingLink } from '@baton/contract/delivery'
import { refusals } from '../../kernel/refusal.ts'
import type { OrderState } from '../orders/orders.rules.ts'

export const no = refusals('delivery', {
  trackingUnknown: {
    status: 404,
    zh: () => '没有这个跟踪链接，或你无权管理。请刷新。',
    en: () => 'There is no such tracking link, or it is not yours to manage. Reload the page.',
  },
  trackingRevoked: {
    status: 409,
    zh: () => '这个跟踪链接已经撤销。需要时请新建一个。',
    en: () => 'This tracking link was revoked already. Make a new one if you need one.',
  },
  trackUnknown: {
    status: 404,
    zh: () => '这个链接无效。请核对是否复制完整，或联系供货方重新发送。',
    en: () => 'This link is not valid. Check that it was copied whole, or ask for a new one.',
  },
  trackExpired: {
    status: 410,
    zh: () => '这个链接已过期。请联系供货方重新发送。',
    en: () => 'This link has expired. Ask for a new one.',
  },
  trackRevoked: {
    status: 410,
    zh: () => '这个链接已被撤销。请联系供货方重新发送。',
    en: () => 'This link has been revoked. Ask for a new one.',
  },
})

export interface Tracking {
  expiresAt: Date
  revokedAt: Date | null
}

export const stateOf = ({ expiresAt, revokedAt }: Tracking, now: Date): TrackingLink['state'] =>
  revokedAt ? 'revoked' : expiresAt <= now ? 'expired' : 'open'

/** A link that no longer opens says why. */
export function decideOpen(tracking: Tracking | undefined, now: Date): void {
  if (!tracking) throw no.trackUnknown()
  const state = stateOf(tracking, now)
  if (state === 'revoked') throw no.trackRevoked()
  if (state === 'expired') throw no.trackExpired()
}

interface Progress {
  state: OrderState
  shippedProgress: 'none' | 'partly' | 'fully'
  signedProgress: 'none' | 'partly' | 'fully'
}

/** How far an order is, in the customer's words: reviews, holds and money are none of theirs. */
export function stageOf({ state, shippedProgress, signedProgress }: Progress): Tracked['stage'] {
  if (state === 'cancelled') return 'cancelled'
  if (state === 'completed' || state === 'settled' || signedProgress === 'fully') return 'signed'
  if (shippedProgress === 'fully') return 'shipped'
  if (shippedProgress === 'partly') return 'partlyShipped'
  if (state === 'processing') return 'preparing'
  return state === 'draft' ? 'received' : 'confirmed'
}
