import { useNavigate } from 'react-router'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { mayDo } from '../../ui/may.ts'
import type { MenuEntry } from '../../ui/menu-button.tsx'
import { type ActName, entryIn } from './acts.ts'
import type { Order, Package, Strip } from './read-order.ts'
import { orderWords } from './words.ts'

/** What ⋯ offers: the rarer acts, each as the server allows it. */
export function useOrderMenu(
  order: Order | undefined,
  strip: Strip | undefined,
  reversible: Package | undefined,
  onAct: (act: ActName) => void,
): MenuEntry[] {
  const t = useWords(orderWords)
  const navigate = useNavigate()
  const mayCreate = useRight('orders.create')
  const mayTrack = useRight('delivery.track')
  if (!order) return []
  const { id, may } = order
  const begin = (act: ActName) => () => onAct(act)
  const custody = strip?.may
  return [
    ...entryIn(may, 'confirm', { label: t('actConfirm'), icon: 'check', onSelect: begin('confirm') }),
    ...entryIn(may, 'review', { label: t('actReview'), icon: 'eye', onSelect: begin('review') }),
    ...entryIn(may, 'decideChange', { label: t('actDecideChange'), icon: 'eye', onSelect: begin('decideChange') }),
    ...entryIn(may, 'withdrawChange', {
      label: t('actWithdrawChange'),
      icon: 'back',
      onSelect: begin('withdrawChange'),
    }),
    ...entryIn(may, 'perform', { label: t('actPerform'), icon: 'check', onSelect: begin('perform') }),
    ...entryIn(may, 'unperform', { label: t('actUnperform'), icon: 'back', onSelect: begin('unperform') }),
    ...entryIn(may, 'change', { label: t('edit'), icon: 'edit', onSelect: () => void navigate(`/orders/${id}/edit`) }),
    ...(mayCreate
      ? [
          {
            key: 'copy',
            label: t('copy'),
            icon: 'copy' as const,
            onSelect: () => void navigate(`/orders/new?copy=${id}`),
          },
        ]
      : []),
    ...(order.changes.length > 0
      ? [
          {
            key: 'versions',
            label: t('compareVersions'),
            icon: 'columns' as const,
            onSelect: () => void navigate(`/orders/${id}/versions`),
          },
        ]
      : []),
    { key: 'print', label: t('print'), icon: 'print', onSelect: () => void navigate(`/orders/${id}/print`) },
    ...(mayTrack ? [{ key: 'track', label: t('actTrack'), icon: 'link' as const, onSelect: begin('track') }] : []),
    ...(mayDo(custody, 'claim') || mayDo(custody, 'assign')
      ? [
          ...entryIn(custody, 'claim', { label: t('actClaim'), icon: 'inbox', onSelect: begin('claim') }),
          ...entryIn(custody, 'assign', { label: t('actAssign'), icon: 'person', onSelect: begin('assign') }),
        ]
      : []),
    ...entryIn(custody, 'return', { label: t('actReturn'), icon: 'back', apart: true, onSelect: begin('return') }),
    ...(reversible
      ? [{ key: 'reverse', label: t('actReverse'), icon: 'back' as const, onSelect: begin('reverse') }]
      : []),
    ...entryIn(may, 'process', { label: t('actProcess'), icon: 'refresh', onSelect: begin('process') }),
    ...(order.hold
      ? entryIn(may, 'release', { label: t('actRelease'), icon: 'check', onSelect: begin('release') })
      : entryIn(may, 'hold', { label: t('actHold'), icon: 'pause', onSelect: begin('hold') })),
    ...entryIn(may, 'shortClose', { label: t('actShortClose'), icon: 'minus', onSelect: begin('shortClose') }),
    ...entryIn(may, 'cancel', { label: t('actCancel'), icon: 'blocked', apart: true, onSelect: begin('cancel') }),
  ]
}
