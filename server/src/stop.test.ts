import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openAudit } from './testing/audit.ts'
import { createTestCompany, PASSWORD, type TestCompany } from './testing/company.ts'
import { Journal } from './testing/journal.ts'
import { type Masters, makeMasters } from './testing/masters.ts'

const program = fileURLToPath(new URL('./testing/serve-baton.ts', import.meta.url))
const ROUNDS = process.env.BATON_TEST_LONG ? 10 : 2
const CLIENTS = 12
/** Requests answered before the stop, so that it meets a server at work. */
const LEAST_ANSWERED = 40

let company: TestCompany
let masters: Masters

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '1000000' } })
})
after(() => company.close())

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}

async function tokenOf(account: string): Promise<string> {
  const payload = { account, password: PASSWORD }
  const answer = await company.app.http.inject({ method: 'POST', url: '/v1/session', payload })
  return (answer.json() as { token: string }).token
}

test('a server that is told to stop under load answers every request that it has begun', {
  timeout: 120_000,
}, async (t) => {
  const [sales = '', tracker = '', warehouse = ''] = await Promise.all(['sales1', 'tracker', 'warehouse'].map(tokenOf))
  const trackerId = (await company.as('tracker')).personId
  for (let round = 0; round < ROUNDS; round += 1) {
    const port = await freePort()
    const server: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, company.ownerUrl, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    await once(server.stdout!, 'data')
    const address = `http://127.0.0.1:${port}`
    const journal = new Journal({ address, masters, trackerId, tokens: { sales, tracker, warehouse } }, false)
    const working = journal.work(CLIENTS)
    // A connection on which nothing ever comes, and a page that listens: neither may keep it from stopping.
    const page = await fetch(`${address}/v1/events`, { headers: { authorization: `Bearer ${sales}` } })
    while (journal.entries.filter((entry) => entry.reply).length < LEAST_ANSWERED) await sleep(20)
    await sleep(Math.random() * 100)
    const ended = once(server, 'exit')
    const began = performance.now()
    server.kill('SIGTERM')
    const [code] = await ended
    const milliseconds = Math.round(performance.now() - began)
    journal.stop()
    await working
    await page.body?.cancel().catch(() => undefined)

    const audit = await openAudit(company)
    const kept = new Set((await audit.sql('select key from kernel.idempotency')).map((row) => row.key))
    await audit.close()
    const unanswered = journal.entries.filter((entry) => !entry.reply && kept.has(entry.key))
    const answered = journal.entries.filter((entry) => entry.reply)
    t.diagnostic(`${answered.length} requests answered; stopped after ${milliseconds} ms`)
    assert.equal(code, 0)
    assert.deepEqual(journal.refused, [])
    assert.deepEqual(
      unanswered.map(({ step, key }) => `${step} ${key}`),
      [],
      'it was done, and nobody was told',
    )
    assert.ok(milliseconds < 8000, 'it waited for what never ends')
  }
})
