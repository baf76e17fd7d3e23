import { AmountInput, type AmountInputProps } from './amount-input.tsx'

/** An amount in a line of a table, with what is wrong with it right below, as it is typed. */
export function LineAmount({ fault, ...input }: AmountInputProps & { fault: string | false }) {
  return (
    <>
      <AmountInput {...input} status={fault ? 'error' : undefined} aria-invalid={fault ? true : undefined} />
      {fault && (
        <span className="t12 rouge line-amount-fault" role="alert">
          {fault}
        </span>
      )}
    </>
  )
}
