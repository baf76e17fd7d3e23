import type { May } from '@baton/contract/endpoint'
import { type Act, actIn } from '../../ui/may.ts'
import type { MenuEntry } from '../../ui/menu-button.tsx'

/** What can be begun from the order's page: dialogs, and the few acts that need nothing more. */
export type ActName =
  | 'followUp'
  | 'handOver'
  | 'confirm'
  | 'review'
  | 'hold'
  | 'release'
  | 'cancel'
  | 'shortClose'
  | 'return'
  | 'recall'
  | 'reverse'
  | 'assign'
  | 'decline'
  | 'accept'
  | 'claim'
  | 'decideChange'
  | 'withdrawChange'
  | 'perform'
  | 'unperform'
  | 'process'
  | 'track'

/** A menu entry for an act that has a meaning now; what is not allowed stays visible with its reason. */
export function entryOf(act: Act | null, entry: Omit<MenuEntry, 'key' | 'disabled' | 'why'>): MenuEntry[] {
  if (!act) return []
  return [{ key: act.act, ...entry, disabled: !act.allowed, ...(act.because && { why: act.because }) }]
}

export const entryIn = (may: May | undefined, act: string, entry: Omit<MenuEntry, 'key' | 'disabled' | 'why'>) =>
  entryOf(actIn(may, act), entry)
