import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everything } from '@baton/contract'
import fc from 'fast-check'
import { type Audit, openAudit } from './testing/audit.ts'
import { createTestCompany, type TestCompany } from './testing/company.ts'
import { checkOf, type Described, overhear, readDescribed } from './testing/described.ts'
import { cursors, from, headers, spoiltFrom } from './testing/from-schema.ts'
import type { Example, Operation } from './testing/operation.ts'
import { examplesOf, makeSubjects } from './testing/operations.ts'
import { doRareActs } from './testing/rare-acts.ts'
import { openCalls, type Raw, type Sent } from './testing/raw-calls.ts'
import { readRows } from './testing/row-counts.ts'
import { idsOf } from './testing/spoilt.ts'
import { makeStages } from './testing/stages.ts'

/** Requests to each operation, by this seed unless another is given. */
const RUNS = process.env.BATON_TEST_LONG ? 100 : 6
const SEED = Number(process.env.BATON_TEST_SEED ?? 20261122)

let company: TestCompany
let audit: Audit
let described: Record<Operation, Described>
let examples: Record<Operation, Example>
let heard: Map<Operation, Raw[]>
let send: (sent: Sent) => Promise<Raw>

const operations = Object.keys(everything) as Operation[]
const methodOf = (operation: Operation) => operation.split(' ')[0]!

before(async () => {
  company = await createTestCompany()
  heard = overhear(company)
  described = await readDescribed(company)
  audit = await openAudit(company)
  const subjects = await makeSubjects(company)
  await makeStages(company, subjects.masters)
  await doRareActs(company, subjects.masters)
  examples = examplesOf(subjects)
  send = openCalls(company).send
})
after(async () => {
  await audit.close()
  await company.close()
})

/** A call as its example shows it, by somebody who can do without the session if it ends by it. */
const asShown = (operation: Operation): Sent => {
  const { path, body, bytes, version } = examples[operation]
  return {
    ...{ url: path, method: methodOf(operation), account: ENDS_SESSIONS.test(operation) ? 'production' : 'admin' },
    ...(body && { payload: JSON.stringify(body) }),
    ...(bytes && { payload: bytes }),
    headers: {
      ...(version !== undefined && { 'if-match': String(version) }),
      ...(bytes && { 'content-type': 'application/octet-stream' }),
    },
  }
}
const ENDS_SESSIONS = /^DELETE .*sessions?\b|\/me\/password$/

test('every answer is as the document says, and every operation has been seen to succeed', async (t) => {
  for (const operation of operations) await send(asShown(operation))
  await company.app.reactions.wake()
  const faults = operations.flatMap((operation) => {
    const answers = heard.get(operation) ?? []
    const wrong = new Set(answers.map((answer) => described[operation].wrongWith(answer)).filter(Boolean))
    if (!answers.some(({ status }) => status < 300)) wrong.add(`never succeeded: ${answers.at(-1)?.text.slice(0, 200)}`)
    return [...wrong].map((one) => `${operation}: ${one}`)
  })
  t.diagnostic(`${[...heard.values()].flat().length} answers of ${operations.length} operations`)
  assert.deepEqual(Object.keys(described).sort(), [...operations].sort())
  assert.deepEqual(faults, [])
})

test('control: an answer with a field too many, one too few or of another kind is noticed, in every operation', () => {
  const missed: string[] = []
  let spoilt = 0
  for (const operation of operations) {
    const answer = heard.get(operation)!.find(({ status }) => status < 300)!
    if (described[operation].media !== 'application/json') continue
    const shown = JSON.parse(answer.text) as Record<string, unknown>
    const [first] = Object.keys(shown)
    const wrongs = [{ ...shown, [first ?? 'x']: 1.5, leaked: 'x' }, ...(first ? [{ ...shown, leaked: 'x' }] : [])]
    for (const wrong of ANYTHING.has(operation) ? [] : wrongs) {
      spoilt += 1
      if (!described[operation].wrongWith({ ...answer, text: JSON.stringify(wrong) })) missed.push(operation)
    }
    if (!described[operation].wrongWith({ ...answer, status: 299 })) missed.push(`${operation} 299`)
  }
  assert.ok(spoilt > 200, String(spoilt))
  assert.deepEqual(missed, [])
})
/** Whatever a screen remembers, by any name. */
const ANYTHING = new Set<Operation>(['GET /v1/preferences'])

interface Generated {
  sent: Sent
  body: unknown
}

/** Requests made from the document: half of them whole, the others spoilt in their body, their headers or their query. */
function requestsTo(operation: Operation): fc.Arbitrary<Generated> {
  const { query, body: schema } = described[operation]
  const shown = asShown(operation)
  const [path] = shown.url.split('?') as [string]
  const values = Object.fromEntries(
    Object.entries(query).map(([name, one]) => [name, name === 'cursor' ? cursors : from(one, ids)]),
  )
  const whole = schema ? fc.oneof(from(schema, ids), fc.constant(examples[operation].body)) : fc.constant(undefined)
  const body = schema ? whole.chain((one) => fc.oneof(fc.constant(one), spoiltFrom(one))) : whole
  const none = fc.constant<Record<string, string>>({})
  return fc
    .record({ body, query: fc.record(values, { requiredKeys: [] }), head: fc.oneof(none, none, none, headers) })
    .map(({ body, query, head }) => ({
      body,
      sent: {
        ...shown,
        url: Object.keys(query).length > 0 ? `${path}?${asQuery(query)}` : path,
        ...(schema && { payload: JSON.stringify(body) ?? '' }),
        headers: { ...shown.headers, ...head },
      },
    }))
}

/** As a browser writes it; what is no text at all is written as the replacement character. */
const asQuery = (query: Record<string, unknown>): string =>
  Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join('&')

/** What the document cannot say about a value: amounts and quantities, which days, which characters, and what must go with what. */
const UNSAID = /^(amount|quantity|unitPrice|characters|tooEarly|accountName|custom|too_small|too_big)$/

/** Whether the server takes what the document takes, and nothing else. */
function driftIn(operation: Operation, { body }: Generated, answer: Raw): string | null {
  if (body === undefined) return null
  const fits = bodies.get(operation)!(body) === null
  const refusal =
    answer.status === 400 ? (JSON.parse(answer.text) as { code: string; errors?: { code: string }[] }) : null
  if (!fits && answer.status < 300) return `took what the document does not: ${JSON.stringify(body).slice(0, 300)}`
  const unsaid = refusal?.errors?.filter(({ code }) => !UNSAID.test(code)) ?? []
  if (fits && refusal?.code === 'kernel.invalid' && unsaid.length > 0 && !JSON.stringify(unsaid).includes('/query'))
    return `refused what the document takes: ${JSON.stringify(unsaid)} ${JSON.stringify(body).slice(0, 300)}`
  return null
}

/** So many refused requests at once, between two looks at all rows. */
const GROUP = 40
/** Remembers that somebody was refused, so that who guesses passwords is slowed down. */
const COUNTS_FAILURES = 'POST /v1/session'

const bodies = new Map<Operation, ReturnType<typeof checkOf>>()
let ids: string[]

test('random requests from the document: never a failure, never an answer that it does not tell, and no refusal writes', async (t) => {
  ids = [...new Set(operations.flatMap((operation) => idsOf([examples[operation]]).map(({ id }) => id)))]
  ids.push(...operations.flatMap((operation) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(examples[operation].path)?.[0] ?? []))
  const faults: string[] = []
  const counts = { done: 0, refused: 0, again: 0 }
  const refused: { operation: Operation; sent: Sent }[] = []
  for (const operation of operations.filter((one) => !ENDS_SESSIONS.test(one))) {
    const { body } = described[operation]
    if (body) bodies.set(operation, checkOf(body))
    for (const one of fc.sample(requestsTo(operation), { seed: SEED, numRuns: RUNS })) {
      const answer = await send(one.sent)
      counts[answer.status < 300 ? 'done' : 'refused'] += 1
      const wrong = described[operation].wrongWith(answer) ?? driftIn(operation, one, answer)
      if (wrong) faults.push(`${operation} ${JSON.stringify(one.sent).slice(0, 600)}: ${wrong}`)
      if (answer.status >= 400 && operation !== COUNTS_FAILURES) refused.push({ operation, sent: one.sent })
    }
  }
  // Between requests that were done nobody can tell who wrote; so those refused are sent once more, among themselves.
  for (let from = 0; from < refused.length; from += GROUP) {
    const group = refused.slice(from, from + GROUP)
    const before = await readRows(audit)
    const again = await Promise.all(group.map(({ sent }) => send(sent)))
    counts.again += again.length
    if (again.some(({ status }) => status < 400)) continue
    assert.deepEqual(await readRows(audit), before, [...new Set(group.map(({ operation }) => operation))].join(', '))
  }
  t.diagnostic(`seed ${SEED}: ${JSON.stringify(counts)} by ${operations.length} operations`)
  assert.deepEqual(faults, [])
  assert.ok(counts.done > RUNS * 40 && counts.refused > RUNS * 40, JSON.stringify(counts))
})
