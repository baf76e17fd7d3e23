import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestCompany, PASSWORD, type TestCompany } from './testing/company.ts'
import { foundNeighbour } from './testing/neighbour.ts'

let company: TestCompany
let neighbour: TestCompany

before(async () => {
  company = await createTestCompany()
  neighbour = await foundNeighbour(company)
  await company.app.http.listen({ port: 0, host: '127.0.0.1' })
})
after(() => company.close())

async function signIn(account: string): Promise<string> {
  const payload = { account, password: PASSWORD }
  return (await company.app.http.inject({ method: 'POST', url: '/v1/session', payload })).json().token
}

const address = () => `${company.app.http.listeningOrigin}/v1/events`

/** Listens as a page does. */
async function listen(token: string, headers: Record<string, string> = {}) {
  const asked = get(address(), { headers: { authorization: `Bearer ${token}`, ...headers } })
  const [answer] = await once(asked, 'response')
  const page = { said: '', ended: false, close: () => asked.destroy() }
  answer.on('data', (piece: Buffer) => (page.said += piece))
  answer.on('end', () => (page.ended = true))
  answer.on('error', () => undefined)
  await until(() => page.said.includes('event: hello'))
  return page
}

async function until(true_: () => boolean): Promise<void> {
  for (let waited = 0; !true_(); waited += 10) {
    assert.ok(waited < 5000, 'it did not come')
    await sleep(10)
  }
}

const send = (token: string, method: 'DELETE' | 'POST', url: string, payload?: object) =>
  company.app.http.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': `stream-${url}` },
    ...(payload && { payload }),
  })

describe('the stream of events', () => {
  test('ends with the session that opened it, and with no other', async () => {
    const [here, there] = [await signIn('sales1'), await signIn('sales1')]
    const [page, other] = [await listen(here), await listen(there)]
    assert.equal((await send(here, 'DELETE', '/v1/session')).statusCode, 200)
    await until(() => page.ended)
    assert.equal(other.ended, false)
    assert.equal((await send(there, 'DELETE', '/v1/sessions')).statusCode, 200)
    await until(() => other.ended)
  })

  test('ends when an administrator locks the account out', async () => {
    const page = await listen(await signIn('sales2'))
    const admin = await company.as('admin')
    await admin.post(`/v1/persons/${company.founded.persons.get('E012')}/account/lock`, { reason: '手机丢失' })
    await until(() => page.ended)
  })

  test('tells nothing to another company, and goes on after a gap', async () => {
    const theirs = await neighbour.as('admin')
    const account = theirs.account
    const [beside, page] = [
      await listen(await signIn(account)),
      await listen(await signIn('boss'), { 'last-event-id': '1' }),
    ]
    const boss = await company.as('boss')
    await boss.post('/v1/customers', { name: '远望贸易' })
    await until(() => page.said.includes('customer'))
    assert.doesNotMatch(beside.said, /customer/)
    for (const one of [beside, page]) one.close()
  })

  test('is refused like everything to whoever is not signed in, and has no headers to look at alone', async () => {
    const refused = await company.app.http.inject({ method: 'GET', url: '/v1/events' })
    assert.deepEqual([refused.statusCode, refused.json().code], [401, 'kernel.signInFirst'])
    const asked = request(address(), {
      method: 'HEAD',
      headers: { authorization: `Bearer ${await signIn('boss')}` },
    }).end()
    const [answer] = await Promise.race([once(asked, 'response'), sleep(3000, [{ statusCode: 'none' }])])
    answer.resume?.()
    await sleep(50)
    assert.equal(company.app.live.open, 0, `${answer.statusCode}`)
    asked.destroy()
  })
})
