import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createTestCompany, PASSWORD } from '../../testing/company.ts'
import { type CrashSite, openCrashSite } from '../../testing/crash-site.ts'
import { makeMasters } from '../../testing/masters.ts'
import { verify } from '../../verify.ts'

const ROWS = 6000

let site: CrashSite
let token: string

before(async () => {
  site = await openCrashSite()
  const company = await createTestCompany({ ownerUrl: site.ownerUrl })
  await makeMasters(company)
  // Its own worker would go on with the import while the server is dead.
  await company.close()
  token = (await call('POST', '/v1/session', { account: 'boss', password: PASSWORD })).token
})
after(() => site.close())

// biome-ignore lint/suspicious/noExplicitAny: the test reads replies freely.
async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> {
  const file = Buffer.isBuffer(body)
  const reply = await fetch(site.address + path, {
    method,
    headers: {
      'idempotency-key': randomUUID(),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: file ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`)
  return await reply.json()
}

async function until(id: string, reached: (one: { state: string; created: number }) => boolean) {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; ) {
    const one = await call('GET', `/v1/imports/${id}`)
    if (reached(one)) return one
    await wait(20)
  }
  throw new Error('The import does not go on')
}

test('an import goes on after kill -9 of the server, and then of the database: no row is lost, none comes twice', async () => {
  const lines = Array.from({ length: ROWS }, (_, row) => `K-${row},重启客户 ${row},30`)
  const file = Buffer.from(`编号,名称,账期\n${lines.join('\n')}\n`)
  const { id, version } = await call('POST', '/v1/imports?kind=customers&name=k.csv', file)
  await call(
    'PUT',
    `/v1/imports/${id}/fields`,
    { fields: ['number', 'name', 'termDays'] },
    { 'if-match': `"${version}"` },
  )
  await until(id, ({ state }) => state === 'checked')
  await call('POST', `/v1/imports/${id}/run`, {})

  const first = await until(id, ({ created }) => created > 0)
  assert.ok(first.created < ROWS, 'it is killed on its way')
  await site.kill('server')
  const second = await until(id, ({ created }) => created > first.created)
  assert.ok(second.created < ROWS, 'it is killed on its way again')
  await site.kill('both')
  const done = await until(id, ({ state }) => state === 'done')
  assert.deepEqual([done.created, done.wrong, done.existing], [ROWS, 0, 0])

  const { findings } = await verify(site.ownerUrl)
  const broken = findings.filter((finding) => finding.broken > 0)
  assert.deepEqual(broken, [])
})
