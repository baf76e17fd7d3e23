/** A row as it stands in a file: the line on which it begins, its cells, and what could not be read. */
export interface RawRow {
  line: number
  cells: string[]
  broken?: 'quote'
}

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const MARKS: [TextEncoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * How a text file is written: by its first bytes, else UTF-8 when it is that all but a few broken places, else GB18030, of which GBK and
 * GB2312 are parts.
 */
export function encodingOf(bytes: Uint8Array, isUtf8: boolean): TextEncoding {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return marked[0]
  return isUtf8 || isMostlyUtf8(bytes) ? 'utf-8' : 'gb18030'
}

/** Of Chinese in GBK about one character in five looks like UTF-8, so where two fit for each that is broken it is UTF-8 that was cut or pasted into. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let fitting = 0
  let broken = 0
  for (const character of textOf(bytes, 'utf-8')) {
    if (character === '\u{FFFD}') broken += 1
    else if (character > '\u{7F}') fitting += 1
  }
  return fitting > 2 * broken
}

/** Bytes that do not fit become U+FFFD, which the check of the cells reports; the rest of the file goes on. */
export const textOf = (bytes: Uint8Array, encoding: TextEncoding): string => new TextDecoder(encoding).decode(bytes)

const SEPARATORS = [',', ';', '\t', '，', '|']

/** The separator that stands most often outside of quotes in the first lines. */
export function separatorOf(text: string): string {
  const begin = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const lines = begin
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
  const count = (separator: string) => lines.reduce((sum, line) => sum + line.split(separator).length - 1, 0)
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best), ',')
}

/** So far an open quotation mark may reach; behind that it is a mistake, and must not swallow the rest of the file. */
const MOST_QUOTED_LINES = 50
const MOST_QUOTED_CHARACTERS = 20_000

/** Splits a text into rows. A quotation mark that is never closed breaks its own row only: the reading goes on with the next line. */
export function* rowsOf(text: string, separator: string): Generator<RawRow> {
  let at = 0
  let line = 1
  while (at < text.length) {
    const read = quotedRow(text, at, separator) ?? plainRow(text, at, separator)
    yield { line, cells: read.cells, ...(read.broken && { broken: read.broken }) }
    line += read.lines
    at = read.end
  }
}

interface Read {
  cells: string[]
  end: number
  lines: number
  broken?: 'quote'
}

/** One row by the rules of RFC 4180; null when a quotation mark stays open. */
function quotedRow(text: string, from: number, separator: string): Read | null {
  const cells: string[] = []
  let at = from
  let lines = 1
  for (;;) {
    if (text[at] === '"') {
      const cell = quotedCell(text, at)
      if (!cell) return null
      lines += cell.lines
      at = cell.end
      const rest = plainEnd(text, at, separator)
      cells.push(cell.text + text.slice(at, rest))
      at = rest
    } else {
      const end = plainEnd(text, at, separator)
      cells.push(text.slice(at, end))
      at = end
    }
    if (text[at] !== separator) break
    at += 1
  }
  return { cells, end: afterBreak(text, at), lines }
}

function quotedCell(text: string, from: number): { text: string; end: number; lines: number } | null {
  let lines = 0
  let kept = ''
  let begin = from + 1
  for (let at = begin; at < text.length && at - from < MOST_QUOTED_CHARACTERS; at += 1) {
    if (text[at] === '\n' && ++lines > MOST_QUOTED_LINES) return null
    if (text[at] !== '"') continue
    kept += text.slice(begin, at)
    if (text[at + 1] !== '"') return { text: kept, end: at + 1, lines }
    kept += '"'
    at += 1
    begin = at + 1
  }
  return null
}

function plainEnd(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

const afterBreak = (text: string, at: number): number => (text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1)

/** The line as it is, with the quotation marks left in. */
function plainRow(text: string, from: number, separator: string): Read {
  let end = from
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { cells: text.slice(from, end).split(separator), end: afterBreak(text, end), lines: 1, broken: 'quote' }
}

const BLANK = /^[\s\u{FEFF}\u{200B}]+|[\s\u{FEFF}\u{200B}]+$/gu

/** A cell as it is kept: trimmed, what cannot be stored made visible, and the mark taken off that a download puts before formulas. */
export function tidyCell(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '\u{FFFD}')
  const whole = plain.isWellFormed() ? plain : plain.toWellFormed()
  const trimmed = whole.replace(BLANK, '')
  return /^'[=+\-@]/.test(trimmed) ? trimmed.slice(1) : trimmed
}

/** What a spreadsheet would run as a formula; a plain number is none. */
const RUNS = /^[=+\-@\t\r]/

/** A cell for a CSV file that spreadsheets open: a formula gets a mark that makes it text, and quotes stand where they must. */
export function csvCell(text: string): string {
  const safe = RUNS.test(text) && !/^[+-]?\d[\d,.]*$/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
