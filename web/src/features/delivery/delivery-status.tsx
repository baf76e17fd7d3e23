import { useWords } from '../../app/language.ts'
import type { Tone } from '../../ui/format.ts'
import { Chip, StatusIcon, type StatusSign } from '../../ui/status.tsx'
import { deliveryWords } from './words.ts'

export type DeliveryState = 'shipped' | 'signed' | 'reversed'

const signs: Record<DeliveryState, StatusSign> = { shipped: 'processing', signed: 'completed', reversed: 'cancelled' }
const tones: Record<DeliveryState, Tone> = { shipped: 'qing', signed: 'lv', reversed: 'quiet' }
const names = { shipped: 'onTheWay', signed: 'signed', reversed: 'reversed' } as const

/** Where the goods are: icon and word. */
export function DeliveryStatus({ state, chip }: { state: DeliveryState; chip?: boolean }) {
  const t = useWords(deliveryWords)
  const content = (
    <>
      <StatusIcon sign={signs[state]} />
      {t(names[state])}
    </>
  )
  return chip ? <Chip tone={tones[state]}>{content}</Chip> : <span className="status">{content}</span>
}
