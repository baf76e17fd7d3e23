import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { everything } from '@baton/contract'
import type { Endpoint, Problem } from '@baton/contract/endpoint'
import { type Audit, openAudit } from './testing/audit.ts'
import { createTestCompany, type TestCompany } from './testing/company.ts'
import { foundNeighbour } from './testing/neighbour.ts'
import type { Example, Operation } from './testing/operation.ts'
import { examplesOf, makeSubjects, type Subjects } from './testing/operations.ts'
import { openCalls, refusalIn, type Sent } from './testing/raw-calls.ts'
import { readRows } from './testing/row-counts.ts'
import { at, changed, idsOf, pathsOf, spoil, takes } from './testing/spoilt.ts'

let company: TestCompany
let audit: Audit
let subjects: Subjects
let send: ReturnType<typeof openCalls>['send']
let own: Record<Operation, Example>
let foreign: Record<Operation, Example>

const operations = Object.keys(everything) as Operation[]
const endpointOf = (operation: Operation): Endpoint => everything[operation]
const methodOf = (operation: Operation) => operation.split(' ')[0] as 'POST'
const withBody = operations.filter((operation) => endpointOf(operation).body)

before(async () => {
  company = await createTestCompany()
  const neighbour = await foundNeighbour(company)
  audit = await openAudit(company)
  subjects = await makeSubjects(company)
  own = examplesOf(subjects)
  foreign = examplesOf(await makeSubjects(neighbour))
  const calls = openCalls(company)
  send = calls.send
  for (const account of ['admin', 'sales1', 'tracker']) await calls.tokenOf(account)
})
after(async () => {
  await audit.close()
  await company.close()
})

const versionOf = ({ version }: Example): Record<string, string> =>
  version === undefined ? {} : { 'if-match': String(version) }

/** Sends JSON as it would be written by hand, so that lone surrogates arrive escaped. */
const sendJson = (operation: Operation, body: unknown, headers: Record<string, string> = {}, account?: string) =>
  send({
    url: own[operation].path,
    method: methodOf(operation),
    payload: JSON.stringify(body),
    headers: { ...versionOf(own[operation]), ...headers },
    ...(account && { account }),
  })

const BYTES = { 'content-type': 'application/octet-stream' }

/** What is wrong with the answer to an input that does not fit its schema. */
async function faultOf(operation: Operation, body: unknown, pointer: string): Promise<string | null> {
  const [zh, en] = [
    refusalIn(await sendJson(operation, body, { 'accept-language': 'zh-CN' })),
    refusalIn(await sendJson(operation, body)),
  ]
  for (const refusal of [zh, en]) {
    if (typeof refusal === 'string') return refusal
    if (refusal.code !== 'kernel.invalid' || refusal.status !== 400) return `${refusal.status} ${refusal.code}`
    const named = refusal.errors?.some(
      (one) => one.pointer === pointer || one.pointer.startsWith(`${pointer === '/' ? '' : pointer}/`),
    )
    if (!named) return `names ${JSON.stringify(refusal.errors)}`
  }
  const [chinese, english] = [zh as Problem, en as Problem]
  if (!/\p{Script=Han}/u.test(chinese.detail!) || !/wrong/.test(english.detail!))
    return `${chinese.detail} / ${english.detail}`
  if (chinese.errors!.some((one, index) => one.message === english.errors![index]!.message))
    return 'errors in one language only'
  return null
}

/** A password may hold any characters, since it is never stored. */
const ANY_CHARACTERS = /^\/(password|current|next)$/
/** Whatever a screen wants to remember, as long as it can be stored. */
const ANY_VALUE = 'PUT /v1/preferences/:name'
/** A cell of a file holds any text, which the check of its row looks at; and the number of an account is text that looks like a figure. */
const ANY_TEXT = /^\/cells\/\d+\/text$|\/account$/

test('every operation with a body has an example that its schema takes', () => {
  for (const operation of operations) assert.ok(own[operation], operation)
  for (const operation of withBody) assert.ok(takes(endpointOf(operation).body!, own[operation].body), operation)
  for (const operation of operations)
    assert.equal(Boolean(own[operation].body), Boolean(endpointOf(operation).body), operation)
})

test('what does not fit is refused field by field in both languages, and nothing is written', async (t) => {
  const faults: string[] = []
  let sent = 0
  let taken = 0
  for (const operation of withBody) {
    const before = await readRows(audit)
    for (const { what, pointer, body } of spoil(own[operation].body)) {
      if (operation === ANY_VALUE && pointer.startsWith('/value')) continue
      if (ANY_CHARACTERS.test(pointer) && typeof (body as Record<string, unknown>)[pointer.slice(1)] === 'string')
        continue
      // Leaving out what may be left out, and null where null means something, is no fault; the other tests tell what follows from it.
      if (takes(endpointOf(operation).body!, body)) {
        taken += 1
        if (!/ missing$| is (null|\[\]|-1|"-"?)/.test(what) && !ANY_TEXT.test(pointer))
          faults.push(`${operation}: ${what} fits its schema`)
        continue
      }
      sent += 1
      const fault = await faultOf(operation, body, pointer)
      if (fault) faults.push(`${operation}: ${what}: ${fault}`)
    }
    assert.deepEqual(await readRows(audit), before, `${operation} wrote something`)
  }
  t.diagnostic(`${sent} spoilt bodies sent twice, ${taken} left out what may be left out`)
  assert.ok(sent > 2000, String(sent))
  assert.deepEqual(faults, [])
})

test('null as a body is no empty one: every operation with a body refuses it, and nothing is written', async () => {
  const rows = await readRows(audit)
  const taken: string[] = []
  for (const operation of withBody) {
    const { status, text } = await sendJson(operation, null)
    if (status !== 400) taken.push(`${operation}: ${status} ${text}`)
  }
  assert.deepEqual(taken, [])
  assert.deepEqual(await readRows(audit), rows)
})

test('a body that is no JSON, too large, in another encoding or of another type is refused, and nothing is written', async () => {
  const operation = 'POST /v1/orders/:id/cancel'
  const to = { url: own[operation].path, method: 'POST' }
  const gbk = Buffer.concat([Buffer.from('{"reason":"'), Buffer.from([0xbf, 0xcd, 0xbb, 0xa7]), Buffer.from('"}')])
  const before = await readRows(audit)
  const table: [string, Sent, number, string][] = [
    ['cut off', { ...to, payload: '{"reason":"客户' }, 400, 'kernel.unreadable'],
    ['two bodies', { ...to, payload: '{"reason":"a"}{}' }, 400, 'kernel.unreadable'],
    ['nothing', { ...to, payload: '' }, 400, 'kernel.unreadable'],
    ['a prototype', { ...to, payload: '{"reason":"a","__proto__":{"admin":true}}' }, 400, 'kernel.unreadable'],
    ['a constructor', { ...to, payload: '{"reason":"a","constructor":{"prototype":{}}}' }, 400, 'kernel.unreadable'],
    ['GBK', { ...to, payload: gbk }, 400, 'kernel.unreadable'],
    ['UTF-16', { ...to, payload: Buffer.from('{"reason":"客户取消"}', 'utf16le') }, 400, 'kernel.unreadable'],
    ['too large', { ...to, payload: JSON.stringify({ reason: 'x'.repeat(4_200_000) }) }, 413, 'kernel.tooLarge'],
    [
      'XML',
      { ...to, payload: '<reason/>', headers: { 'content-type': 'application/xml' } },
      415,
      'kernel.wrongMediaType',
    ],
    [
      'a form',
      { ...to, payload: 'reason=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'kernel.wrongMediaType',
    ],
    [
      'text',
      { ...to, payload: '{"reason":"a"}', headers: { 'content-type': 'text/plain' } },
      415,
      'kernel.wrongMediaType',
    ],
    ['no address', { ...to, url: '/v1/nothing', payload: '{}' }, 404, 'kernel.notFound'],
    ['no such method', { ...to, method: 'PATCH', payload: '{}' }, 405, 'kernel.wrongMethod'],
  ]
  for (const [name, sent, status, code] of table) {
    for (const language of ['zh', 'en']) {
      const refusal = refusalIn(await send({ ...sent, headers: { ...sent.headers, 'accept-language': language } }))
      assert.ok(typeof refusal !== 'string', `${name}: ${refusal}`)
      assert.deepEqual([refusal.status, refusal.code], [status, code], name)
      assert.equal(/\p{Script=Han}/u.test(refusal.detail!), language === 'zh', name)
    }
  }
  assert.deepEqual(await readRows(audit), before)
})

test('what a screen remembers can be anything that can be stored', async () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const put = (value: string) => send({ url: own[ANY_VALUE].path, method: 'PUT', payload: `{"value":${value}}` })
  const before = await readRows(audit)
  for (const value of [
    '"a\\u0000b"',
    '{"a\\u0000":1}',
    '"\\ud800"',
    '[{"a":"\\udc00"}]',
    deep(100_000),
    deep(2000),
    `"${'x'.repeat(200_000)}"`,
  ]) {
    const refusal = refusalIn(await put(value))
    assert.ok(typeof refusal !== 'string', `${value.slice(0, 20)}: ${refusal}`)
    assert.equal(refusal.status, 400, value.slice(0, 20))
  }
  assert.deepEqual(await readRows(audit), before)
  for (const value of ['null', '0', '"合页 🧰"', '{"shown":["number"],"wide":true}', deep(10)])
    assert.equal((await put(value)).status, 200)
})

test('an account name with characters that cannot be stored is no account', async () => {
  const answer = await sendJson('POST /v1/session', { account: 'bo\u0000ss', password: 'x\u0000\ud800' })
  assert.equal(answer.status, 400, answer.text)
  const wrong = await sendJson('POST /v1/session', { account: 'nobody-here', password: 'x\u0000\ud800' })
  assert.equal(wrong.status, 401, wrong.text)
})

test('queries and cursors that do not fit are refused', async (t) => {
  const forged = [
    '%00',
    'x',
    '%F0%9F%A7%B0',
    'bnVsbA',
    'x'.repeat(401),
    ...[
      ['a', 'b'],
      ['a'],
      [1, 2],
      [1e300],
      ['2026-13-45', randomUUID()],
      [`a\u0000`, randomUUID()],
      ['9'.repeat(30), 'x'],
      [null, null],
      [[], {}],
    ].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url')),
  ]
  const faults: string[] = []
  let sent = 0
  for (const operation of operations.filter((one) => endpointOf(one).query)) {
    const [path, query = ''] = own[operation].path.split('?')
    const names = [...new URLSearchParams(query).keys()]
    const bad: [string, string][] = names.flatMap((name): [string, string][] => [
      [name, '%00'],
      [name, 'x'.repeat(30_000)],
      [`${name}[]`, 'x'],
      [name, '%ED%A0%80'],
      [name, '%'],
    ])
    bad.push(
      ['companyId', randomUUID()],
      ['__proto__', 'x'],
      ...['0', '-1', '201', '1e9', 'abc', '', '1.5'].map((limit): [string, string] => ['limit', limit]),
    )
    for (const cursor of names.includes('limit') ? forged : []) bad.push(['cursor', cursor])
    for (const [name, value] of bad) {
      if (name === 'limit' && !names.includes('limit')) continue
      const rest = names
        .filter((one) => one !== name)
        .map((one) => `${one}=${encodeURIComponent(new URLSearchParams(query).get(one)!)}`)
      const answer = await send({
        url: `${path}?${[...rest, `${name}=${value}`].join('&')}`,
        method: methodOf(operation),
      })
      sent += 1
      // A percent sign or broken UTF-8 is text like any other to a search.
      const harmless = ['%', '%ED%A0%80'].includes(value) || (name === 'cursor' && answer.status === 200)
      const refusal = refusalIn(answer)
      if (answer.status >= 500 || (typeof refusal === 'string' && !(harmless && answer.status === 200)))
        faults.push(`${operation} ${name}=${value.slice(0, 40)}: ${refusal}`)
    }
  }
  t.diagnostic(`${sent} queries`)
  assert.deepEqual(faults, [])
})

test('ids in the path: what is no id is refused, what nobody has is not there', async () => {
  const faults: string[] = []
  const before = await readRows(audit)
  for (const operation of operations.filter((one) => one.includes('/:id'))) {
    const ask = async (path: string) =>
      refusalIn(
        await send({
          ...{ url: path, method: methodOf(operation), headers: versionOf(own[operation]) },
          ...(own[operation].body && { payload: JSON.stringify(own[operation].body) }),
          ...(own[operation].bytes && { payload: own[operation].bytes, headers: BYTES }),
        }),
      )
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(own[operation].path)![0]
    for (const bad of ['1', 'x', '%00', "'", `${id}x`, '0'.repeat(3000)]) {
      const refusal = await ask(own[operation].path.replace(id, bad))
      if (typeof refusal === 'string' || ![400, 404, 414].includes(refusal.status))
        faults.push(`${operation} ${bad.slice(0, 9)}: ${JSON.stringify(refusal)}`)
    }
    for (const [whose, path] of [
      ['nobody’s', own[operation].path.replace(id, randomUUID())],
      ['another company’s', foreign[operation].path],
    ] as const) {
      const refusal = await ask(path)
      if (typeof refusal === 'string' || refusal.status !== 404)
        faults.push(`${operation} of ${whose}: ${JSON.stringify(refusal)}`)
    }
  }
  assert.deepEqual(faults, [])
  assert.deepEqual(await readRows(audit), before)
})

test('ids in the body: nobody’s and another company’s are refused, and nothing is written', async (t) => {
  const faults: string[] = []
  const before = await readRows(audit)
  let sent = 0
  for (const operation of withBody.filter((one) => !isDryRun(one))) {
    for (const { path } of idsOf(own[operation].body)) {
      for (const id of [randomUUID(), at(foreign[operation].body, path)]) {
        sent += 1
        const refusal = refusalIn(
          await sendJson(operation, changed(own[operation].body, path, id), {}, actorFor(operation)),
        )
        if (typeof refusal === 'string') faults.push(`${operation} /${path.join('/')}: ${refusal}`)
        // Only an order in a pool can be assigned, and that is asked first.
        else if (!/unknown$/i.test(refusal.code) && operation !== 'POST /v1/orders/:id/assign')
          faults.push(`${operation} /${path.join('/')}: ${refusal.code}`)
      }
    }
  }
  t.diagnostic(`${sent} ids`)
  assert.deepEqual(faults, [])
  assert.deepEqual(await readRows(audit), before)
})

/** Says what would be refused instead of refusing it. */
const isDryRun = (operation: Operation): boolean => endpointOf(operation).dryRun === true

/** Who holds the subject, so that nothing but the id is wrong. */
const actorFor = (operation: Operation): string => (operation.startsWith('POST /v1/handovers') ? 'sales1' : 'admin')

test('a version that is stale is refused with the current one, and a missing one too', async () => {
  const before = await readRows(audit)
  const versioned = withBody.filter((operation) => endpointOf(operation).versioned)
  assert.ok(versioned.length >= 5)
  for (const operation of versioned) {
    const account = operation.includes('/handovers/') ? 'tracker' : 'admin'
    const stale = refusalIn(await sendJson(operation, own[operation].body, { 'if-match': '"99"' }, account))
    assert.ok(typeof stale !== 'string', `${operation}: ${stale}`)
    assert.equal(stale.status, 412, `${operation}: ${JSON.stringify(stale)}`)
    assert.equal(typeof (stale.data as { current: { version: number } }).current.version, 'number', operation)
    for (const none of ['', 'x', '*', '"99999999999999999999"']) {
      const missing = refusalIn(await sendJson(operation, own[operation].body, { 'if-match': none }, account))
      assert.ok(
        typeof missing !== 'string' && missing.status === 428,
        `${operation} If-Match ${none}: ${JSON.stringify(missing)}`,
      )
    }
  }
  assert.deepEqual(await readRows(audit), before)
})

test('numbers at the edge of what their schema takes never break the server', async (t) => {
  const faults: string[] = []
  const edges: Record<string, unknown[]> = {
    number: [0, 1, 365, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER],
    decimal: ['0', '0.01', '0.000001', '9999999', '999999999', '1000000000', '999999999.999999', '9999999999999'],
    day: ['0001-01-01', '0000-01-01', '1969-12-31', '9999-12-31'],
    instant: ['0001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-01-01T00:00:00+14:00'],
  }
  const kindOf = (value: unknown): string =>
    typeof value === 'number'
      ? 'number'
      : /^-?\d+(\.\d+)?$/.test(String(value))
        ? 'decimal'
        : /T\d\d:/.test(String(value))
          ? 'instant'
          : /^\d{4}-\d\d-\d\d$/.test(String(value))
            ? 'day'
            : ''
  let sent = 0
  for (const operation of withBody.filter((one) => one !== 'POST /v1/session')) {
    const { body } = own[operation]
    for (const { path } of leavesOf(body)) {
      for (const edge of edges[kindOf(at(body, path))] ?? []) {
        sent += 1
        const answer = await sendJson(operation, changed(body, path, edge))
        if (answer.status >= 500) faults.push(`${operation}: /${path.join('/')} ${edge}: ${answer.text.slice(0, 120)}`)
      }
    }
  }
  t.diagnostic(`${sent} edges`)
  assert.deepEqual(faults, [])
})

const leavesOf = (body: unknown) =>
  pathsOf(body)
    .filter((path) => path.length > 0)
    .map((path) => ({ path }))
