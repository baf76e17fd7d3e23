import type { May } from '@baton/contract/endpoint'

export type Act = May[number]

/** Refusals that tell that an act has no meaning now, or never for this reader, so that it is not even shown. */
const meaningless = new Set([
  'kernel.rightMissing',
  'orders.wrongState',
  'orders.notOnHold',
  'orders.noReview',
  'handover.notInPool',
  'handover.closed',
  'handover.notSender',
])

/** What the server says of an act, or nothing where it has no meaning in this state. */
export function actIn(may: May | undefined, act: string): Act | null {
  const found = may?.find((one) => one.act === act)
  return !found || (!found.allowed && meaningless.has(found.code ?? '')) ? null : found
}

export const mayDo = (may: May | undefined, act: string): boolean => actIn(may, act)?.allowed === true
