/** What the server says may be done now, and why not. */
export type May = readonly { act: string; allowed: boolean; because?: string; code?: string }[]
export type Act = May[number]

export const actOf = (may: May | undefined, act: string): Act | undefined => may?.find((one) => one.act === act)

/** Refusals that tell that an act has no meaning now, or never for this reader, so that it is not even shown. */
const meaningless = new Set([
  'kernel.noRight',
  'orders.wrongState',
  'orders.notOnHold',
  'orders.noReview',
  'orders.noProposal',
  'orders.hasGoods',
  'orders.performedAlready',
  'orders.notPerformed',
  'handover.notInPool',
  'handover.closed',
  'handover.notSender',
])

/** What the server says of an act, or nothing where it has no meaning in this state. */
export function actIn(may: May | undefined, act: string): Act | null {
  const found = actOf(may, act)
  return !found || (!found.allowed && meaningless.has(found.code ?? '')) ? null : found
}

export const mayDo = (may: May | undefined, act: string): boolean => actIn(may, act)?.allowed === true
