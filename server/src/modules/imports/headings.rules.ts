import { folded } from './cells.rules.ts'
import type { RawRow } from './csv.rules.ts'
import type { Field } from './field.rules.ts'
import { no } from './file.rules.ts'

/** A heading as it is compared and remembered: without case, width, blanks, stars of required columns, and units in brackets. */
export const plainHeading = (heading: string): string => folded(heading).replace(/\(.*?\)|[*:：_\-/.]/g, '')

/** The columns that a download adds; a mended file comes back with them. */
const RESULTS = new Set(['结果', '原因', 'result', 'reason'])

function fieldOf(heading: string, fields: readonly Field[]): string | null {
  const plain = plainHeading(heading)
  if (plain === '' || RESULTS.has(plain)) return null
  const names = ({ name, zh, en, also }: Field) => [name, zh, en, ...also].map(plainHeading)
  return fields.find((field) => names(field).includes(plain))?.name ?? null
}

/** How far below the top of a sheet headings may stand, under titles and notes. */
const MOST_ABOVE = 15

/** Which of the first rows are the headings: the one that names most fields, else the first that is not empty. */
export function headingsAt(rows: readonly RawRow[], fields: readonly Field[]): number {
  const first = rows.findIndex(({ cells }) => cells.some((cell) => cell !== ''))
  let best = { at: first, named: 0 }
  rows.slice(0, MOST_ABOVE).forEach(({ cells }, at) => {
    const named = new Set(cells.flatMap((cell) => fieldOf(cell, fields) ?? [])).size
    if (named > best.named) best = { at, named }
  })
  return best.at
}

/** The field that each column seems to fill: as it was mapped the last time, else by its name. Each field is filled once. */
export function suggestFields(
  headings: readonly string[],
  fields: readonly Field[],
  remembered: ReadonlyMap<string, string | null>,
): (string | null)[] {
  const known = new Set(fields.map(({ name }) => name))
  const used = new Set<string>()
  return headings.map((heading) => {
    const kept = remembered.get(plainHeading(heading))
    const field = kept === undefined ? fieldOf(heading, fields) : kept
    if (field === null || !known.has(field) || used.has(field)) return null
    used.add(field)
    return field
  })
}

/** The suggested fields with those that somebody named instead; a field that is named leaves the column that was suggested for it. */
export function decideAssigned(
  headings: readonly string[],
  suggested: readonly (string | null)[],
  named: ReadonlyMap<string, string | null>,
  fields: readonly Field[],
): (string | null)[] {
  const assigned = new Map<number, string | null>()
  for (const [heading, field] of named) {
    const at = headings.findIndex((one) => plainHeading(one) === plainHeading(heading))
    if (at < 0) throw no.headingUnknown(heading, headings)
    if (field !== null && !fields.some(({ name }) => name === field))
      throw no.fieldUnknown(field).with({ fields: fields.map(({ name }) => name) })
    assigned.set(at, field)
  }
  const taken = new Set(assigned.values())
  return headings.map((_, at) => {
    const own = suggested[at] ?? null
    if (assigned.has(at)) return assigned.get(at) ?? null
    return own !== null && taken.has(own) ? null : own
  })
}
