import { bareAmount } from './typed-amount.ts'

/** Cells of one row of CSV; a quote doubles itself inside quotes. */
function cellsOf(row: string, by: string): string[] {
  if (by === '\t')
    return row.split('\t').map((cell) => cell.replace(/^"(.*)"$/, (_, quoted: string) => quoted.replaceAll('""', '"')))
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}

/** What was copied from a spreadsheet or a CSV file, row by row; null when it is one cell alone. */
export function tableOf(text: string): string[][] | null {
  const whole = text.replace(/^\ufeff/, '').trimEnd()
  const by = whole.includes('\t') ? '\t' : ','
  const isTable = by === '\t' || (whole.includes('\n') && whole.includes(','))
  if (!isTable && !whole.includes('\n')) return null
  return whole
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '')
    .map((row) => cellsOf(row, by).map((cell) => cell.trim()))
}

/** A figure as people write it, as the API takes it; in a column of figures a minus is one, however a spreadsheet writes it. */
export const plainFigure = (text: string): string => bareAmount(text).replace('−', '-')

/** A day as spreadsheets write it: 2026/8/1, 2026.8.1, 2026年8月1日; anything else stays as it is. */
export function plainDay(text: string): string {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim()) ?? []
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim()
}
