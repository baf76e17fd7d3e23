import type { RawRow } from './csv.rules.ts'

/** Cells that are merged over several rows: the column, and the first and last row, from 0. */
interface Merged {
  column: number
  from: number
  to: number
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s(?:\\w+:)?${name}="([^"]*)"`).exec(tag)?.[1]

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

/** The part of a workbook in which a sheet stands, the first when none is named; undefined where the workbook does not say. */
export function partOfSheet(workbook: string, relations: string, sheet: string | undefined): string | undefined {
  const sheets = workbook.match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? []
  const tag = sheet === undefined ? sheets[0] : sheets.find((one) => plain(attribute(one, 'name') ?? '') === sheet)
  const id = tag && /\s\w+:id="([^"]*)"/.exec(tag)?.[1]
  const relation = (relations.match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? []).find((one) => attribute(one, 'Id') === id)
  const target = relation && attribute(relation, 'Target')
  if (!target) return undefined
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

/** What is merged downwards, told by the end of a sheet: columns beside the first keep what they hold. */
export function mergedIn(endOfSheet: string): Merged[] {
  return [...endOfSheet.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g)]
    .map(([, column, from, to]) => ({ column: columnAt(column!), from: Number(from) - 1, to: Number(to) - 1 }))
    .filter(({ from, to }) => from >= 0 && to > from)
}

const columnAt = (letters: string): number =>
  [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1

/**
 * Gives each row what a cell says that is merged over it. A workbook keeps it in the first row only, but a person reads it in all. Answers
 * false for more than a sheet has cells: then the merges overlap, which no program writes, and nothing more is spread.
 */
export function spreadMerged(rows: readonly RawRow[], merged: readonly Merged[], mostCells: number): boolean {
  let left = mostCells
  for (const { column, from, to } of merged) {
    const said = rows[from]?.cells[column]
    if (!said) continue
    const covered = rows.slice(from + 1, to + 1)
    left -= covered.length
    if (left < 0) return false
    for (const { cells } of covered) {
      while (cells.length < column) cells.push('')
      cells[column] ||= said
    }
  }
  return true
}
