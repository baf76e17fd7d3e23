import { Input, type InputProps } from 'antd'
import { bareAmount } from './typed-amount.ts'

export interface AmountInputProps extends Omit<InputProps, 'value' | 'onChange'> {
  value: string
  onChange: (value: string) => void
}

/** A decimal is kept as it is typed; what people copy with it (commas, ¥, full-width digits) falls away. */
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
