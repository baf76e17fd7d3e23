import { useWords } from '../../app/language.ts'
import { Meter } from '../../ui/figures.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { customerWords } from './words.ts'

export interface CreditMeterProps {
  creditLimit: string | null
  exposure: string
  width?: number
  /** Without the words beside it: in a list. */
  bare?: boolean
}

const cents = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.')
  const value = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
  return amount.startsWith('-') ? -value : value
}

const asAmount = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`

/** How much of the credit limit is in use, and what is left of it. */
export function CreditMeter({ creditLimit, exposure, width, bare }: CreditMeterProps) {
  const t = useWords(customerWords)
  const format = useFormat()
  if (creditLimit === null) return <span className="t12 muted">{t('used', { used: format.money(exposure) })}</span>
  const limit = cents(creditLimit)
  const used = cents(exposure)
  const left = limit - used
  // The bar needs a share, for which the precision of a number is more than enough.
  const share = limit > 0n ? Number((used * 1000n) / limit) / 1000 : used > 0n ? 2 : 0
  const label = t('usedOf', { used: format.money(exposure), limit: format.money(creditLimit) })
  const rest =
    left >= 0n
      ? t('left', { amount: format.money(asAmount(left)) })
      : t('overBy', { amount: format.money(asAmount(-left)) })
  return (
    <span className="credit">
      <Meter value={share} limit={1} width={width ?? '100%'} label={`${label}, ${rest}`} />
      {!bare && (
        <span className="row gap-12 t12">
          <span className="muted">{label}</span>
          <span className={`push ${left < 0n ? 'rouge strong' : 'muted'}`}>{rest}</span>
        </span>
      )}
    </span>
  )
}
