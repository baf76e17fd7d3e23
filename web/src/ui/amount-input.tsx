import { parseDecimal } from '@baton/contract/decimal'
import { Input, type InputProps } from 'antd'

export interface AmountInputProps extends Omit<InputProps, 'value' | 'onChange'> {
  value: string
  onChange: (value: string) => void
}

/** A decimal is kept as it is typed; what people copy with it (commas, signs, full-width digits) falls away. */
export function AmountInput({ value, onChange, className, ...input }: AmountInputProps) {
  return (
    <Input
      {...input}
      className={className ? `amount-input ${className}` : 'amount-input'}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(bareAmount(event.target.value))}
    />
  )
}

/** "¥１,234.50 " → "1234.50". */
export const bareAmount = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/。/g, '.')
    .replace(/[^\d.]/g, '')

/** The value in its smallest unit; nothing typed is none. Null when it is no decimal of so many places. */
export function amountOf(typed: string, places: number): bigint | null {
  if (typed === '') return 0n
  return parseDecimal(typed.replace(/\.$/, '').replace(/^\./, '0.'), places)
}
