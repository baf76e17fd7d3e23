import type { DatabaseError } from './database.ts'
import { refusals } from './refusal.ts'

const no = refusals('kernel', {
  badCursor: {
    status: 400,
    zh: () => '这个翻页位置无效。请从第一页重新开始。',
    en: () => 'This cursor is not valid. Start again from the first page.',
  },
})

/** An opaque keyset cursor: the sort key of the last row seen. */
export const cursorOf = (key: (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The key inside a cursor, with as many parts as the list sorts by; nulls when there is none. */
export function keyOf(cursor: string | undefined, parts: number): (string | number | null)[] {
  if (cursor === undefined) return Array.from({ length: parts }, () => null)
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as (string | number)[]
    if (Array.isArray(key) && key.length === parts && key.every((part) => ['string', 'number'].includes(typeof part)))
      return key
  } catch {
    throw no.badCursor()
  }
  throw no.badCursor()
}

/** The key of a list that goes down by a day or moment and an id; the first page begins above all rows, since only plain parameters become index conditions. */
export const fromTop = (cursor: string | undefined): [string, string] =>
  cursor === undefined ? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] : (keyOf(cursor, 2) as [string, string])

/** The key of a list that goes up by a day or moment and an id; the first page begins below all rows. */
export const fromBottom = (cursor: string | undefined): [string, string] =>
  cursor === undefined ? ['-infinity', '00000000-0000-0000-0000-000000000000'] : (keyOf(cursor, 2) as [string, string])

/** In a list everything but the cursor has a schema, so a value that PostgreSQL cannot read came from a cursor that is not ours. */
export const blameCursor = (error: unknown): unknown =>
  /^22/.test((error as DatabaseError).code ?? '') ? no.badCursor() : error

/** Cuts a page out of `limit + 1` rows. */
export function pageOf<Row, Out>(
  rows: Row[],
  limit: number,
  key: (row: Row) => (string | number)[],
  show: (row: Row) => Out,
): { rows: Out[]; next: string | null } {
  const more = rows.length > limit
  const page = more ? rows.slice(0, limit) : rows
  const last = page.at(-1)
  return { rows: page.map(show), next: more && last ? cursorOf(key(last)) : null }
}
