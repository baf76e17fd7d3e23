import type { z } from 'zod'

// biome-ignore lint/suspicious/noExplicitAny: bodies are taken apart whatever they hold.
type Json = any

/** A body with one thing wrong in it: where, what, and by which pointers a refusal may name it. */
export interface Spoilt {
  what: string
  pointer: string
  body: Json
}

const isObject = (value: Json): boolean => value !== null && typeof value === 'object' && !Array.isArray(value)

const DECIMAL = /^-?\d+(\.\d+)?$/
const DAY = /^\d{4}-\d{2}-\d{2}/
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

const NOT_TEXT = [12, true, {}, []]
const BAD_TEXT = ['a\u0000b', '\u0007', '\ud800', 'a\udc00b', '长'.repeat(100_000)]
const BAD_DECIMAL = [
  '',
  ' ',
  '-',
  '1e5',
  '1,5',
  '0x10',
  '١',
  'NaN',
  'Infinity',
  '0.0000001',
  '9'.repeat(20),
  '1'.repeat(200),
]
const BAD_DAY = ['', 'tomorrow', '2026-02-30', '2026-13-01', '20260101', '+275760-09-13', '0000-00-00']
const BAD_ID = ['', '1', 'not-a-uuid', `${'0'.repeat(40)}`, "' or 1=1 --"]
const BAD_NUMBER = ['1', true, {}, [], 0.5, -1, 1e308, Number.MAX_SAFE_INTEGER + 2]

function badValues(value: Json): Json[] {
  if (Array.isArray(value)) return ['x', 1, null, {}, true, Array.from({ length: 1000 }, () => value[0] ?? 1)]
  if (typeof value === 'number') return BAD_NUMBER
  if (typeof value === 'boolean') return ['true', 1, null, {}, []]
  if (typeof value !== 'string') return ['x', 1, null, []]
  const known = DECIMAL.test(value) ? BAD_DECIMAL : DAY.test(value) ? BAD_DAY : ID.test(value) ? BAD_ID : []
  return [...NOT_TEXT, ...BAD_TEXT, ...known]
}

/** All bodies that differ from the example in one place and that nobody should take. */
export function* spoil(example: Json): Generator<Spoilt> {
  for (const body of ['x', 7, true, [], [example]])
    yield { what: `${JSON.stringify(body).slice(0, 20)} as body`, pointer: '/', body }
  for (const path of pathsOf(example)) {
    const value = at(example, path)
    const pointer = `/${path.join('/')}`
    if (isObject(value))
      for (const field of ['companyId', 'company_id', 'version', 'constructor', '不认识'])
        yield {
          what: `unknown field ${field} in ${pointer}`,
          pointer,
          body: changed(example, path, { ...value, [field]: 'x' }),
        }
    if (path.length === 0) continue
    // Of a list that has become empty the list itself is named.
    const named = typeof path.at(-1) === 'number' ? `/${path.slice(0, -1).join('/')}` : pointer
    yield { what: `${pointer} missing`, pointer: named, body: without(example, path) }
    for (const bad of badValues(value))
      yield { what: `${pointer} is ${JSON.stringify(bad).slice(0, 30)}`, pointer, body: changed(example, path, bad) }
  }
}

/** Where the example holds an id, and which. */
export const idsOf = (example: Json): { path: (string | number)[]; id: string }[] =>
  pathsOf(example)
    .map((path) => ({ path, id: at(example, path) }))
    .filter(({ id }) => typeof id === 'string' && ID.test(id))

export function pathsOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path]
  const below = Array.isArray(value) ? value.map((one, index) => [index, one]) : Object.entries(value)
  return [path, ...below.flatMap(([key, one]) => pathsOf(one, [...path, key]))]
}

export const at = (value: Json, path: (string | number)[]): Json => path.reduce((part, key) => part[key], value)

export function changed(value: Json, [key, ...rest]: (string | number)[], to: Json): Json {
  if (key === undefined) return to
  const copy = Array.isArray(value) ? [...value] : { ...value }
  copy[key as number] = changed(copy[key as number], rest, to)
  return copy
}

function without(value: Json, path: (string | number)[]): Json {
  const copy = structuredClone(value)
  const parent = at(copy, path.slice(0, -1))
  const last = path.at(-1)!
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
  return copy
}

/** Whether a schema takes a value, as the server would after parsing it. */
export const takes = (schema: z.ZodType, value: Json): boolean => schema.safeParse(value).success
