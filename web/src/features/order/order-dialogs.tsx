import type { ActName } from './acts.ts'
import {
  DecideChangeDialog,
  PerformDialog,
  ReleaseDialog,
  UnperformDialog,
  WithdrawChangeDialog,
} from './change-dialogs.tsx'
import { ConfirmDialog, ReviewDialog } from './decision-dialogs.tsx'
import type { Order, Package, Strip } from './read-order.ts'
import {
  AssignDialog,
  CancelDialog,
  DeclineDialog,
  HoldDialog,
  RecallDialog,
  ReturnDialog,
  ReverseDialog,
  ShortCloseDialog,
} from './reason-dialogs.tsx'

interface OrderDialogsProps {
  act: ActName | null
  order: Order
  strip: Strip | undefined
  /** The last accepted handover that the server lets one reverse. */
  reversible: Package | undefined
  onClose: () => void
  onHandOver: () => void
}

/** The dialog of the act that was begun. */
export function OrderDialogs({ act, order, strip, reversible, onClose, onHandOver }: OrderDialogsProps) {
  const props = { order, onClose }
  if (act === 'confirm') return <ConfirmDialog {...props} onHandOver={onHandOver} />
  if (act === 'review') return <ReviewDialog {...props} />
  if (act === 'decideChange') return <DecideChangeDialog {...props} />
  if (act === 'withdrawChange') return <WithdrawChangeDialog {...props} />
  if (act === 'perform') return <PerformDialog {...props} />
  if (act === 'unperform') return <UnperformDialog {...props} />
  if (act === 'hold') return <HoldDialog {...props} />
  if (act === 'release') return <ReleaseDialog {...props} />
  if (act === 'cancel') return <CancelDialog {...props} />
  if (act === 'shortClose') return <ShortCloseDialog {...props} />
  if (act === 'return') return <ReturnDialog {...props} />
  if (act === 'assign') return <AssignDialog {...props} />
  if (act === 'recall' && strip) return <RecallDialog {...props} strip={strip} />
  if (act === 'decline' && strip) return <DeclineDialog {...props} strip={strip} />
  if (act === 'reverse' && reversible) return <ReverseDialog {...props} handover={reversible} />
  return null
}
