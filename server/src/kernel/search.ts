import { pinyin } from 'pinyin-pro'
import { soughtPage } from './sought.ts'
import { statement } from './statement.ts'
import type { Work } from './work.ts'

/** Greater than every text that begins as its prefix does: the last code point, behind the prefix. */
const LAST = '\u{10FFFF}'
/** Less than every text that goes on behind its prefix. */
const FIRST = '\u0001'

const CHINESE = /\p{Script=Han}+/gu
const WORD = /[\p{L}\p{N}]+/gu
/** Longer runs of initials are not kept from every place on: nobody types so many. */
const MOST_INITIALS = 16

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

const initialsOf = (chinese: string): string =>
  pinyin(chinese, { pattern: 'first', toneType: 'none', type: 'array', v: true }).join('').toLowerCase()

/**
 * The pieces by which texts are found: words and numbers whole (and joined across their punctuation), pieces of two Chinese
 * characters, the last character of each run, and pinyin initials from every character on.
 */
export function tokensOf(texts: readonly string[]): string[] {
  const tokens = new Set<string>()
  for (const text of texts.map(plain)) {
    for (const chunk of text.replace(CHINESE, ' ').split(/\s+/)) {
      const words = chunk.match(WORD) ?? []
      for (const word of words) tokens.add(word)
      if (words.length > 1) tokens.add(words.join(''))
    }
    for (const run of text.match(CHINESE) ?? []) {
      const characters = [...run]
      characters.forEach((character, index) => {
        tokens.add(character + (characters[index + 1] ?? ''))
      })
      const initials = initialsOf(run)
      for (let from = 0; from < initials.length; from += 1) tokens.add(initials.slice(from, from + MOST_INITIALS))
    }
  }
  return [...tokens]
}

/** A range of tokens: at least `low`, less than `high`. */
interface Range {
  low: string
  high: string
}

const starting = (token: string): Range => ({ low: token, high: token + LAST })
const equal = (token: string): Range => ({ low: token, high: token + FIRST })

/** What a query asks for: each range must hold one of the subject's tokens. The likeliest to be rare stands first. */
export function rangesOf(query: string): Range[] {
  const ranges: Range[] = []
  for (const term of plain(query).split(/\s+/)) {
    const words = term.replace(CHINESE, ' ').match(WORD) ?? []
    // Whoever types on may be in the middle of the last word only.
    words.forEach((word, index) => {
      ranges.push(index < words.length - 1 ? equal(word) : starting(word.slice(0, 60)))
    })
    for (const run of term.match(CHINESE) ?? []) {
      const characters = [...run]
      if (characters.length === 1) ranges.push(starting(run))
      else
        for (let at = 0; at < characters.length - 1; at += 1) ranges.push(equal(characters[at]! + characters[at + 1]!))
    }
  }
  return ranges.sort((one, other) => Buffer.byteLength(other.low) - Buffer.byteLength(one.low))
}

/** So many tokens in a range are still few: their subjects are fetched one by one and sorted. */
const FEW = 500

/** A query's ranges as rows (low, high); `first` is the number of the first of the four parameters that `searchValues` fills. */
const rangesFrom = (first: number): string =>
  `select $${first}::text as low, $${first + 1}::text as high
   union all select * from unnest($${first + 2}::text[], $${first + 3}::text[])`

const tokensIn = (kind: string, token: string, range: string): string =>
  `kernel.search_token ${token} where ${token}.subject_kind = '${kind}' and ${token}.token >= ${range}.low and ${token}.token < ${range}.high`

/** The range of the fewest tokens, with how many they are, counted no further than to one more than a few. */
const rarestOf = (kind: string, ranges: string): string =>
  `select r.low, r.high, (select count(*) from (select from ${tokensIn(kind, 't', 'r')} limit ${FEW + 1}) as counted) as tokens
     from ${ranges} as r order by tokens limit 1`

// An aggregate cannot be turned into a join, whose plan would depend on how common the planner believes tokens to be.
const holdsAll = (kind: string, id: string, ranges: string): string =>
  `(select bool_and(exists (select from ${tokensIn(kind, 'k', 'r')} and k.subject_id = ${id})) from ${ranges} as r)`

/**
 * SQL that selects the ids of the subjects of a kind that a query finds, for use in a condition on something else, as
 * `person_id = any(array(…))`, which is always an index condition. For lists that grow there are `searchOf` and `ownersSought`.
 */
export const found = (kind: string, first: number): string =>
  `select t.subject_id from (${rarestOf(kind, `(${rangesFrom(first)})`)}) as rarest
     cross join lateral (select t.subject_id from ${tokensIn(kind, 't', 'rarest')}) as t
    where ${holdsAll(kind, 't.subject_id', `(${rangesFrom(first)})`)}`

/** What few owners have, a page of each and some found otherwise, is fetched however much it is. */
export const FOUND_MOST = 30_000

/** The parts of a search for subjects: those found, as long as they are few, or that they are many. */
const piecesOf = (kind: string, first: number) => ({
  with: [`ranges as materialized (${rangesFrom(first)})`, `rarest as materialized (${rarestOf(kind, 'ranges')})`],
  ids: `select t.subject_id from rarest cross join lateral (select t.subject_id from ${tokensIn(kind, 't', 'rarest')}) as t
         where rarest.tokens <= ${FEW} and ${holdsAll(kind, 't.subject_id', 'ranges')}`,
  many: `(select tokens from rarest) > ${FEW}`,
})

/** The parts of a `Sought` for rows that belong to the subjects that a query finds, as orders to customers. */
export const ownersSought = (kind: string, first: number) => {
  const pieces = piecesOf(kind, first)
  const ids = '(select ids from owners)::uuid[]'
  return {
    ...pieces,
    with: [...pieces.with, `owners as materialized (select array(${pieces.ids}) as ids)`],
    /** The owners' ids as an array, empty where there are many. */
    ids,
    /** Selects the ids of a page of each owner's rows; `page` makes it for an owner, `id` is the name of its column. */
    ofEach: (page: (owner: string) => string, id: string): string =>
      `select n.${id} from unnest(${ids}) as owner (id) cross join lateral (${page('owner.id')}) n`,
    holds: (id: string): string => `(${id} = any(${ids}) or (${pieces.many} and ${holdsAll(kind, id, 'ranges')}))`,
  }
}

/** The SQL of a sorted page of the subjects that a query finds: the query's rarest piece tells whether they are few. */
export const searchOf = ({ kind, first, ...list }: Search): string =>
  soughtPage({ ...piecesOf(kind, first), holds: holdsAll(kind, list.id, 'ranges'), few: FEW }, list)

export interface Search {
  kind: string
  /** The number of the first of the four parameters that `searchValues` fills. */
  first: number
  /** The column of the subject's id in `page`. */
  id: string
  /** The page's SELECT with its ORDER BY and LIMIT, with one more condition (beginning with "and") at its WHERE. */
  page: (condition: string) => string
  /** The same order, by names of result columns. */
  order: string
}

/** The four parameters of `found` and `searchOf`; null when the query holds nothing to look for. */
export function searchValues(query: string | undefined): [string, string, string[], string[]] | null {
  const [first, ...others] = rangesOf(query ?? '')
  if (!first) return null
  return [first.low, first.high, others.map(({ low }) => low), others.map(({ high }) => high)]
}

const replaceTokens = statement(
  'kernel.replaceTokens',
  `with wanted as (select * from unnest($3::uuid[], $4::text[]) as w (subject_id, token)),
   gone as (
     delete from kernel.search_token t
      where t.subject_kind = $1 and t.subject_id = any($2::uuid[])
        and not exists (select from wanted w where w.subject_id = t.subject_id and w.token = t.token))
   insert into kernel.search_token (subject_kind, subject_id, token)
   select $1, w.subject_id, w.token from wanted w on conflict do nothing`,
)

/** Makes subjects of one kind findable by their texts; tokens of texts that they no longer have go. */
export function writeTokens(
  work: Work,
  kind: string,
  subjects: readonly { id: string; texts: readonly string[] }[],
): void {
  if (subjects.length === 0) return
  const rows = subjects.flatMap(({ id, texts }) => tokensOf(texts).map((token) => ({ id, token })))
  work.write(replaceTokens, [
    kind,
    subjects.map(({ id }) => id),
    rows.map(({ id }) => id),
    rows.map(({ token }) => token),
  ])
}
