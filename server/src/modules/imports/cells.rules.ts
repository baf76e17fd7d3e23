import { parseDecimal } from '@baton/contract/decimal'
import { type Fault, faults } from './faults.rules.ts'
import type { Field } from './field.rules.ts'

export type Value = string | number | bigint | boolean

/** What a cell means; undefined: it is empty. */
export type Meaning = { value: Value | undefined } | { fault: Fault }

const REPLACED = '\u{FFFD}'

/** Reads one cell as its field asks. The text is trimmed already. */
export function meaningOf(field: Field, text: string): Meaning {
  if (text === '') return field.required ? { fault: faults.missing(field) } : { value: undefined }
  if (text.includes(REPLACED)) return { fault: faults.unreadable(field) }
  switch (field.type) {
    case 'text':
      return text.length > (field.most ?? 200) ? { fault: faults.tooLong(field, field.most ?? 200) } : { value: text }
    case 'day':
      return dayOf(field, text)
    case 'flag':
      return flagOf(field, text)
    case 'choice':
      return choiceOf(field, text)
    case 'integer':
      return integerOf(field, text)
    default:
      return decimalOf(field, text)
  }
}

const PLACES = { money: 2, quantity: 6, unitPrice: 6 } as const
const MOST = 10n ** 15n

function decimalOf(field: Field, text: string): Meaning {
  const plain = plainNumber(text)
  if (plain === null) return { fault: faults.notNumber(field, text) }
  const places = PLACES[field.type as keyof typeof PLACES]
  const value = parseDecimal(plain, places)
  if (value === null) return { fault: /\.\d/.test(plain) ? faults.tooFine(field, places) : faults.tooLarge(field) }
  if (value < (field.least ?? 0n)) return { fault: field.least ? faults.notAboveZero(field) : faults.negative(field) }
  return value > MOST ? { fault: faults.tooLarge(field) } : { value }
}

function integerOf(field: Field, text: string): Meaning {
  const plain = plainNumber(text)
  const value = plain === null ? null : parseDecimal(plain.replace(/\.0+$/, ''), 0)
  if (value === null) return { fault: faults.notWhole(field, text) }
  const most = field.most ?? 1_000_000
  if (value < (field.least ?? 0n) || value > BigInt(most))
    return { fault: faults.outOfRange(field, String(field.least ?? 0n), String(most)) }
  return { value: Number(value) }
}

/** "1,234.50", "¥ 1234.5", "１２３", "(5)" as a plain decimal; null when it is no number, or one whose point and comma are in doubt. */
export function plainNumber(text: string): string | null {
  const bare = text
    .normalize('NFKC')
    .replace(/^(?:CNY|RMB|USD|EUR)|(?:CNY|RMB|USD|EUR|元)$/i, '')
    .replace(/[\s¥￥$€']/g, '')
  const negative = /^\((.+)\)$/.exec(bare)
  const signed = negative ? `-${negative[1]}` : bare.replace(/^\+/, '')
  const scientific = /^-?\d(?:\.\d+)?E[+-]?\d{1,2}$/i.test(signed)
  const written = scientific ? expanded(signed) : signed
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(written)) return tidy(written.replaceAll(',', ''))
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(written) ? tidy(written) : null
}

/** 1.2E3 as spreadsheets write long numbers; digits are moved, nothing is computed. */
function expanded(text: string): string {
  const [, sign, whole, fraction = '', power] = /^(-?)(\d)(?:\.(\d+))?E([+-]?\d{1,2})$/i.exec(text)!
  const digits = whole + fraction
  const point = 1 + Number(power)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0').slice(0, point)}.${digits.slice(point)}`
}

function tidy(text: string): string {
  const [, sign, whole, fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text)!
  const digits = whole!.replace(/^0+(?=\d)/, '') || '0'
  const kept = fraction.replace(/0+$/, '')
  return `${sign}${digits}${kept && `.${kept}`}`
}

/** The days that a spreadsheet's number can mean here, 1954 to 2119; below and above it is some other number. */
const SERIAL = { least: 20_000, most: 80_000 }
const DAY_MS = 86_400_000
const FIRST_SERIAL = Date.UTC(1899, 11, 30)

/** "2026-11-03", "2026/11/3", "2026.11.3", "2026年11月3日", "20261103" and a spreadsheet's day number; day and month first is ambiguous. */
export function plainDay(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  const whole = /^(\d{5})(?:\.0+)?$/.exec(plain)
  if (whole) {
    const serial = Number(whole[1])
    if (serial < SERIAL.least || serial > SERIAL.most) return null
    return new Date(FIRST_SERIAL + serial * DAY_MS).toISOString().slice(0, 10)
  }
  const parts =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(plain) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日?$/.exec(plain) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(plain)
  if (!parts) return null
  const day = `${parts[1]}-${parts[3]!.padStart(2, '0')}-${parts[4]!.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && day >= '1900-01-02' ? day : null
}

function dayOf(field: Field, text: string): Meaning {
  const day = plainDay(text)
  return day === null ? { fault: faults.notDay(field, text) } : { value: day }
}

const YES = new Set(['是', '含', '含税', '有', '对', 'y', 'yes', 'true', '1', '√', '✓'])
const NO = new Set(['否', '不含', '不含税', '未税', '无', '没有', 'n', 'no', 'false', '0', '×'])

function flagOf(field: Field, text: string): Meaning {
  const word = folded(text)
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : { fault: faults.notFlag(field, text) }
}

function choiceOf(field: Field, text: string): Meaning {
  const word = folded(text)
  const found = field.options!.find(({ value, zh, en, also = [] }) =>
    [value, zh, en, ...also].some((one) => folded(one) === word),
  )
  return found ? { value: found.value } : { fault: faults.notChoice(field, text) }
}

/** Words compare without regard to case, width and blanks. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** A row's cells as values by field, with what is wrong by column. A field that no column fills is as empty as its cells would be. */
export function readRow(
  fields: readonly Field[],
  mapped: readonly (string | null)[],
  cells: readonly string[],
  leads: boolean,
): { values: Record<string, Value | undefined>; faults: Fault[] } {
  const values: Record<string, Value | undefined> = {}
  const found: Fault[] = []
  for (const field of fields) {
    const column = mapped.indexOf(field.name)
    const asked = !leads && field.head ? { ...field, required: false } : field
    const meaning = meaningOf(asked, column < 0 ? '' : (cells[column] ?? ''))
    if ('fault' in meaning) found.push({ ...meaning.fault, column: column < 0 ? null : column })
    else values[field.name] = meaning.value
  }
  return { values, faults: found }
}
