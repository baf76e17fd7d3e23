import { Icon } from '../../ui/icon.tsx'
import { bareAmount } from '../../ui/typed-amount.ts'
import { stepped } from './receipt.ts'

interface StepperProps {
  value: string
  most: string
  onChange: (value: string) => void
  labels: { less: string; value: string; more: string }
  fault?: boolean
}

/** − n +: big enough for a thumb; the number can be typed too. */
export function Stepper({ value, most, onChange, labels, fault }: StepperProps) {
  return (
    <span className="stepper" data-fault={fault || undefined}>
      <button type="button" aria-label={labels.less} onClick={() => onChange(stepped(value, -1, most))}>
        <Icon name="minus" />
      </button>
      <input
        inputMode="decimal"
        autoComplete="off"
        aria-label={labels.value}
        aria-invalid={fault || undefined}
        value={value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(bareAmount(event.target.value))}
      />
      <button type="button" aria-label={labels.more} onClick={() => onChange(stepped(value, 1, most))}>
        <Icon name="plus" />
      </button>
    </span>
  )
}
