import type { OrderState } from '@baton/contract/orders'

export type { OrderState }

export const orderStates: readonly OrderState[] = [
  'draft',
  'confirmed',
  'pending',
  'processing',
  'completed',
  'settled',
  'cancelled',
]
