export type FieldType = 'text' | 'money' | 'quantity' | 'unitPrice' | 'integer' | 'day' | 'flag' | 'choice'

export interface Option {
  value: string
  zh: string
  en: string
  /** Other words for it in people's files. */
  also?: readonly string[]
}

/** What a column of a file can fill. */
export interface Field {
  name: string
  zh: string
  en: string
  type: FieldType
  required?: boolean
  /** Most characters of a text, or the largest number. */
  most?: number
  /** The smallest number; without it none is below 0. */
  least?: bigint
  options?: readonly Option[]
  /** Other headings under which people keep it. */
  also: readonly string[]
  /** A value for each of the two rows of the example file. */
  examples: readonly [string, string]
  hint?: { zh: string; en: string }
  /** It belongs to the whole order, so that only the order's first row must have it. */
  head?: boolean
}
