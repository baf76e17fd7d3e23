import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { type Client, createTestCompany, type TestCompany } from './testing/company.ts'

let company: TestCompany
let boss: Client

before(async () => {
  company = await createTestCompany()
  boss = await company.as('boss')
  await company.app.http.listen({ port: 0, host: '127.0.0.1' })
})
after(() => company.close())

const ask = (method: 'GET' | 'PUT' | 'DELETE' | 'POST' | 'OPTIONS', url: string) =>
  company.app.http.inject({ method, url, headers: { 'accept-language': 'en' } })

describe('manners', () => {
  test('no page is framed, no reply is kept or taken for something else, and no address is passed on', async () => {
    for (const { headers } of [
      await boss.get('/v1/me'),
      await ask('GET', '/v1/orders'),
      await ask('GET', '/v1/nope'),
    ]) {
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['x-frame-options'], 'SAMEORIGIN')
      assert.equal(headers['referrer-policy'], 'same-origin')
      assert.equal(headers['cache-control'], 'no-store')
    }
  })

  test('an address that is there is told with what it takes', async () => {
    const put = await ask('PUT', '/v1/orders')
    assert.deepEqual(
      [put.statusCode, put.json().code, put.headers.allow],
      [405, 'kernel.wrongMethod', 'GET, HEAD, POST'],
    )
    assert.match(put.json().detail, /GET, HEAD, POST/)
    const id = '00000000-0000-7000-8000-000000000000'
    assert.equal((await ask('DELETE', `/v1/orders/${id}?x=1`)).headers.allow, 'GET, HEAD, PUT')
    assert.equal((await ask('POST', '/v1/events')).headers.allow, 'GET')
    assert.equal((await ask('PUT', '/v1/nope')).statusCode, 404)
  })

  test('the description of the API names the stream of events too', async () => {
    const { paths } = (await ask('GET', '/v1/openapi.json')).json()
    assert.deepEqual(Object.keys(paths['/v1/events'].get.responses[200].content), ['text/event-stream'])
  })

  test('what a query takes is checked also where it takes nothing', async () => {
    const { status, body } = await boss.get('/v1/departments?active=true')
    assert.deepEqual([status, body.code, body.errors[0].code], [400, 'kernel.invalid', 'unrecognized_keys'])
  })

  test('a file of another kind is asked for as bytes, not as JSON', async () => {
    const answer = await company.app.http.inject({
      method: 'PUT',
      url: '/v1/company/logo',
      headers: { 'content-type': 'image/png', 'idempotency-key': 'a-logo-of-png' },
      payload: 'x',
    })
    assert.deepEqual([answer.statusCode, answer.json().code], [415, 'kernel.bytesWanted'])
  })

  test('a head that is too large is a problem as well', async () => {
    const { port } = company.app.http.server.address() as { port: number }
    const said = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET /v1/orders?q=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`),
      )
      socket.on('data', (piece) => (text += piece))
      socket.on('close', () => resolve(text))
    })
    assert.match(said, /^HTTP\/1\.1 431 [\s\S]*application\/problem\+json[\s\S]*"code":"kernel\.headTooLarge"/)
  })
})
