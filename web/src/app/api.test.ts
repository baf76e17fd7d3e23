import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { addressOf, call, newKey, onSignedOut } from './api.ts'
import { isProblem, Problem } from './problem.ts'

const agreed = { with: '张蕾', how: 'phone' } as const
const someone = { account: 'chenjing', password: 'wrong' }

interface Sent {
  address: string
  method: string
  headers: Headers
  body: unknown
}

const realFetch = globalThis.fetch
let sent: Sent[] = []
let answers: (() => Response)[] = []

beforeEach(() => {
  sent = []
  answers = []
  globalThis.fetch = (async (address: string, init: RequestInit) => {
    sent.push({ address, method: init.method ?? '', headers: new Headers(init.headers), body: init.body })
    const answer = answers.shift()
    if (!answer) throw new TypeError('fetch failed')
    return answer()
  }) as typeof fetch
})
afterEach(() => {
  globalThis.fetch = realFetch
})

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })

test('the address takes its parameters and leaves empty queries out', () => {
  assert.equal(
    addressOf('GET /v1/orders/:id', { id: 'a/b' }, { q: '云栖', cursor: undefined, sort: '' }),
    '/v1/orders/a%2Fb?q=%E4%BA%91%E6%A0%96',
  )
  assert.equal(
    addressOf('GET /v1/orders', {}, { state: ['pending', 'processing'] }),
    '/v1/orders?state=pending&state=processing',
  )
  assert.throws(() => addressOf('GET /v1/orders/:id', {}), /needs id/)
})

test('a read carries no key; a write does, and a fresh one each time it is answered', async () => {
  answers = [json({ items: [] }), json({ ok: true }), json({ ok: true })]
  await call('GET /v1/orders')
  await call('POST /v1/orders/:id/confirm', { params: { id: '1' }, body: agreed })
  await call('POST /v1/orders/:id/confirm', { params: { id: '1' }, body: agreed })
  assert.equal(sent[0]?.headers.get('idempotency-key'), null)
  const keys = sent.slice(1).map((one) => one.headers.get('idempotency-key'))
  assert.match(keys[0] ?? '', /^[0-9a-f-]{36}$/)
  assert.notEqual(keys[0], keys[1])
})

test('an act tried again after the network failed carries the key it had; another act does not', async () => {
  const confirm = (id: string) => call('POST /v1/orders/:id/confirm', { params: { id }, body: agreed })
  await assert.rejects(confirm('1'), (error) => isProblem(error, 'network_down'))
  answers = [json({ title: 'Bad gateway', status: 502 }, 502)]
  await assert.rejects(confirm('1'))
  answers = [json({}), json({})]
  await confirm('2')
  await confirm('1')
  const [first, second, other, last] = sent.map((one) => one.headers.get('idempotency-key'))
  assert.equal(second, first)
  assert.equal(last, first)
  assert.notEqual(other, first)
})

test('a refusal is an answer: the next try is a new act', async () => {
  answers = [json({ title: 'No', code: 'not_holder', status: 409 }, 409), json({})]
  const recall = () => call('POST /v1/handovers/:id/recall', { params: { id: '1' } })
  await assert.rejects(recall(), (error) => isProblem(error, 'not_holder'))
  await recall()
  assert.notEqual(sent[0]?.headers.get('idempotency-key'), sent[1]?.headers.get('idempotency-key'))
})

test('signing in carries no key, and its 401 does not sign out', async () => {
  let signedOut = 0
  onSignedOut(() => {
    signedOut += 1
  })
  answers = [json({ title: 'Wrong', status: 401 }, 401), json({ title: 'Gone', status: 401 }, 401)]
  await assert.rejects(call('POST /v1/session', { body: someone }))
  assert.equal(sent[0]?.headers.get('idempotency-key'), null)
  assert.equal(signedOut, 0)
  await assert.rejects(call('GET /v1/orders'))
  assert.equal(signedOut, 1)
})

test('the version is sent quoted, whatever form it has', async () => {
  answers = [json({}), json({})]
  await call('PATCH /v1/customers/:id', { params: { id: '1' }, body: {}, ifMatch: 7 })
  await call('PATCH /v1/customers/:id', { params: { id: '1' }, body: {}, ifMatch: '"8"' })
  assert.deepEqual(
    sent.map((one) => one.headers.get('if-match')),
    ['"7"', '"8"'],
  )
})

test('a problem keeps its faults; an answer that is no problem is told as such', async () => {
  answers = [
    json(
      {
        title: 'Not complete',
        status: 422,
        errors: [{ pointer: '/lines/0/quantity', code: 'missing', message: '数量必填' }],
      },
      422,
    ),
    () => new Response('<html>', { status: 500, headers: { 'x-trace-id': 't-1' } }),
  ]
  await assert.rejects(call('POST /v1/orders/:id/confirm', { params: { id: '1' }, body: agreed }), (error: unknown) => {
    assert.ok(error instanceof Problem)
    assert.equal(error.faultAt('/lines/0/quantity'), '数量必填')
    assert.equal(error.faultAt('quantity'), '数量必填')
    assert.equal(error.faultAt('price'), undefined)
    return true
  })
  await assert.rejects(call('GET /v1/orders'), (error) => error instanceof Problem && error.body.traceId === 't-1')
})

test('an empty answer is nothing', async () => {
  answers = [() => new Response(null, { status: 204 })]
  assert.equal(await call('DELETE /v1/session'), undefined)
})

test('keys are made also where randomUUID is hidden', () => {
  const real = crypto.randomUUID
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
  try {
    const keys = new Set(Array.from({ length: 50 }, newKey))
    assert.equal(keys.size, 50)
    for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  } finally {
    Object.defineProperty(crypto, 'randomUUID', { value: real, configurable: true })
  }
})
