import fc from 'fast-check'
import type { Schema } from './described.ts'
import { at, changed, pathsOf } from './spoilt.ts'

// biome-ignore lint/suspicious/noExplicitAny: bodies are taken apart whatever they hold.
type Json = any

const WORDS = [
  '合页',
  '张蕾',
  '🧰',
  '👩‍🔧',
  'é',
  'ﬀ',
  '%_\\',
  "' or 1=1 --",
  '<b>x</b>',
  '=1+1',
  '‮',
  'pcs',
  'VAT13',
  '0',
]
const DECIMALS = ['0', '0.01', '1', '9.5', '-1', '0.000001', '1000000000', '9223372036854775807', '1e3', '٣']

/** What no schema takes in most places: other types, what cannot be stored, and the edges of 32 and 64 bits. */
const WRONG = fc.oneof(
  fc.constantFrom<Json>(null, true, {}, [], '', ' ', 'a\u0000b', '\ud800', '\udc00a', '\u0007', '长'.repeat(6000)),
  fc.constantFrom<Json>(2 ** 31, 2 ** 63, -(2 ** 63), 2 ** 53 + 2, -1, 0.5, 1e308, '9223372036854775808'),
  fc.constantFrom<Json>('2026-02-30', '0000-00-00', '1899-12-31', '9999-12-31T23:59:60Z', 'infinity', 'NaN'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Values that the schema takes, as far as it can say; `ids` are tried where an id is wanted. */
export function from(schema: Schema, ids: readonly string[]): fc.Arbitrary<Json> {
  if (schema.anyOf) return fc.oneof(...(schema.anyOf as Schema[]).map((one) => from(one, ids)))
  if (schema.enum) return fc.constantFrom(...(schema.enum as Json[]))
  if ('const' in schema) return fc.constant(schema.const)
  const { minimum = -(2 ** 31), maximum = 2 ** 31, minItems = 0, maxItems = 3 } = schema
  switch (schema.type) {
    case 'string':
      return text(schema, ids)
    case 'integer':
      return fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31) }))
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(from(schema.items, ids), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 3)),
      })
    case 'object':
      return object(schema, ids)
    default:
      return fc.jsonValue({ maxDepth: 3 })
  }
}

function object({ properties = {}, required = [], additionalProperties }: Schema, ids: readonly string[]) {
  if (typeof additionalProperties === 'object' && Object.keys(properties).length === 0)
    return fc.dictionary(fc.constantFrom(...WORDS), from(additionalProperties, ids), { maxKeys: 3 })
  const fields = Object.entries(properties as Record<string, Schema>).map(([name, one]) => [name, from(one, ids)])
  return fc.record(Object.fromEntries(fields), { requiredKeys: required })
}

function text({ format, minLength = 0, maxLength = 60 }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid')
    return fc.oneof(
      { arbitrary: fc.constantFrom(...ids), weight: 5 },
      { arbitrary: fc.uuid({ version: 4 }), weight: 1 },
    )
  const moment = fc.date({ min: new Date('1900-01-03'), max: new Date('2199-12-31'), noInvalidDate: true })
  if (format === 'date') return moment.map((day) => day.toISOString().slice(0, 10))
  if (format === 'date-time') return moment.map((day) => day.toISOString())
  const fitting = (one: string) => one.length >= minLength && one.length <= maxLength
  return fc
    .oneof(
      fc.constantFrom(...DECIMALS, ...WORDS),
      fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 20) }),
      fc.constantFrom('x', '长', '🧰').map((one) => one.repeat(Math.floor(maxLength / one.length))),
    )
    .map((one) => (fitting(one) ? one : 'x'.repeat(Math.max(minLength, 1))))
}

/** The value with one thing changed for the worse: another value, a field that nobody knows, or one left out. */
export const spoiltFrom = (value: Json): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.constantFrom(...pathsOf(value)), WRONG, fc.constantFrom('put', 'add', 'drop'))
    .map(([path, wrong, how]) => {
      const there = at(value, path)
      const open = there !== null && typeof there === 'object' && !Array.isArray(there)
      if (how === 'add' && open) return changed(value, path, { ...there, companyId: wrong })
      if (how === 'drop' && open) return changed(value, path, Object.fromEntries(Object.entries(there).slice(1)))
      return changed(value, path, wrong)
    })

/** Headers as they may come from anywhere: the media types and versions of others, keys too long, languages nobody speaks. */
export const headers: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    'if-match': fc.constantFrom('"1"', 'W/"1"', '1', '*', '', 'x', '"-1"', '"1", "2"', '"9999999999"', 'é'),
    'idempotency-key': fc.constantFrom('', 'short', 'k'.repeat(200), 'k'.repeat(201), 'ééééééééé', "'; drop table --"),
    'accept-language': fc.constantFrom('', '*', 'fr', 'zh;q=0', 'en;q=x', 'zh-Hant-TW,zh;q=0.9', 'x'.repeat(4000)),
    'content-type': fc.constantFrom(
      ...['application/json;charset=utf-8', 'APPLICATION/JSON', 'application/json; charset=gbk', 'application/json;'],
      ...['text/json', 'multipart/form-data; boundary=x', 'application/octet-stream', 'x', '', '*/*'],
    ),
    accept: fc.constantFrom('text/html', 'application/xml', '*/*;q=0', 'x'),
  },
  { requiredKeys: [] },
)

/** Cursors of nobody: keys of other lists, of other kinds, and no keys at all. */
export const cursors: fc.Arbitrary<string> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map((key) => Buffer.from(JSON.stringify(key)).toString('base64url')),
  fc
    .array(fc.oneof(fc.uuid(), fc.constantFrom<Json>('2026-01-01', 'infinity', 'x', 0, 2 ** 53, -0.5)), {
      maxLength: 4,
    })
    .map((key) => Buffer.from(JSON.stringify(key)).toString('base64url')),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
