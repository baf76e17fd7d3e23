import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Audit, openAudit } from './testing/audit.ts'
import { createTestCompany, PASSWORD } from './testing/company.ts'
import { type CrashSite, openCrashSite, type Victim } from './testing/crash-site.ts'
import { doubledOf, Journal, lostOf, type Workers } from './testing/journal.ts'
import { makeMasters } from './testing/masters.ts'
import { verify } from './verify.ts'

const CLIENTS = 8
const LONG = Boolean(process.env.BATON_TEST_LONG)
const ROUNDS: Victim[] = Array.from(
  { length: LONG ? 12 : 1 },
  () => ['server', 'database', 'postmaster', 'both'] as const,
).flat()
const SEED = Number(process.env.BATON_TEST_SEED || Date.now() % 1_000_000)
const STOCK = 1_000_000n
/** A server that does not come back must not keep the test waiting. */
const TIMEOUT_MS = LONG ? 1_200_000 : 90_000

let site: CrashSite
let workers: Workers
let founded: Parameters<typeof openAudit>[0]['founded']
let next = SEED

/** A number from 0 to 1 that the seed repeats. */
const random = (): number => {
  next = (next * 1_103_515_245 + 12_345) % 2_147_483_648
  return next / 2_147_483_648
}

before(async () => {
  site = await openCrashSite()
  const company = await createTestCompany({ ownerUrl: site.ownerUrl })
  const masters = await makeMasters(company, { creditLimit: null, stock: { hinge: STOCK.toString() } })
  founded = company.founded
  await company.close()
  const [sales, tracker, warehouse] = await Promise.all(['sales1', 'tracker', 'warehouse'].map(signIn))
  workers = {
    ...{ address: site.address, masters, trackerId: tracker!.person.id },
    tokens: { sales: sales!.token, tracker: tracker!.token, warehouse: warehouse!.token },
  }
})
after(() => site.close())

async function signIn(account: string): Promise<{ token: string; person: { id: string } }> {
  const answer = await fetch(`${site.address}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD }),
  })
  return (await answer.json()) as { token: string; person: { id: string } }
}

/** A connection of its own for each look, since a kill ends all that there are. */
async function look<T>(act: (audit: Audit) => Promise<T>): Promise<T> {
  const audit = await openAudit({ ownerUrl: site.ownerUrl, founded })
  try {
    return await act(audit)
  } finally {
    await audit.close()
  }
}

const lost = (journal: Journal) => look((audit) => lostOf(journal, audit))
const doubled = (journal: Journal) => look((audit) => doubledOf(journal, audit, STOCK * 1_000_000n))

async function brokenInvariants(): Promise<string[]> {
  const { findings } = await verify(site.ownerUrl)
  return findings
    .filter(({ broken }) => broken > 0)
    .map(({ id, broken, examples }) => `${id}: ${broken} ${JSON.stringify(examples)}`)
}

/** Kills while the clients work, and lets them work on for a moment after what was killed is back. */
async function killUnderLoad(journal: Journal, victim: Victim): Promise<void> {
  const working = journal.work(CLIENTS)
  try {
    await sleep(400 + random() * 1500)
    await site.kill(victim)
    await sleep(300)
  } finally {
    journal.stop()
    await working
  }
}

test('kill -9 of server and database under load: nothing acknowledged is lost, and nothing happens twice', {
  timeout: TIMEOUT_MS,
}, async (t) => {
  const journal = new Journal(workers)
  for (const victim of ROUNDS) {
    const before = journal.entries.length
    await killUnderLoad(journal, victim)
    const sent = journal.entries.slice(before)
    t.diagnostic(
      `${victim}: ${sent.length} requests, ${sent.filter((entry) => entry.sent > 1).length} of them sent again`,
    )
    assert.deepEqual(journal.refused, [], `seed ${SEED}`)
    assert.deepEqual(await lost(journal), [], `lost after the kill of ${victim}, seed ${SEED}`)
    assert.deepEqual(await doubled(journal), [], `doubled after the kill of ${victim}, seed ${SEED}`)
    assert.deepEqual(await brokenInvariants(), [], `after the kill of ${victim}, seed ${SEED}`)
  }
  const again = journal.entries.filter((entry) => entry.sent > 1)
  assert.ok(again.length > 0, 'no kill hit a request on its way: the test proved nothing')
  t.diagnostic(
    `seed ${SEED}, ${journal.entries.length} requests, ${again.length} sent again, ${journal.acknowledged('ship').length} orders shipped`,
  )

  // Whoever lost the answer of long ago gets the same one, and it happens no second time.
  for (const entry of [...again, ...journal.entries.filter((one) => one.reply).slice(0, 50)]) {
    const answer = await journal.once(entry)
    assert.deepEqual([answer?.status && answer.status < 300, answer?.replayed, answer?.body], [true, true, entry.reply])
  }
  assert.deepEqual(await doubled(journal), [])
})

test('control: without the row that keeps the answer, a request that is sent again happens twice, and that is seen', {
  timeout: TIMEOUT_MS,
}, async () => {
  const journal = new Journal(workers)
  const working = journal.work(1)
  while (journal.acknowledged('ship').length === 0) await sleep(20)
  journal.stop()
  await working
  assert.deepEqual(await doubled(journal), [])
  const [created] = journal.acknowledged('create')
  await look((audit) => audit.plant('delete from kernel.idempotency where key = $1', [created!.key]))
  const answer = await journal.once(created!)
  assert.equal(answer?.status, 201)
  assert.notEqual(answer?.body.id, created!.orderId)
  assert.deepEqual(await doubled(journal), [`orders of one key ${created!.key}: 2`])
  await look((audit) =>
    audit.plant(`update orders.sales_order set customer_number = '' where order_id = $1`, [answer!.body.id]),
  )
  assert.deepEqual(await doubled(journal), [])
})

test('control: a database that acknowledges before it has written loses writes, and that is seen', {
  timeout: TIMEOUT_MS,
}, async (t) => {
  await site.asSuperuser(
    'alter system set synchronous_commit = off',
    `alter system set wal_writer_delay = '10s'`,
    'select pg_reload_conf()',
  )
  let found: string[] = []
  for (let attempt = 1; attempt <= 5 && found.length === 0; attempt += 1) {
    const journal = new Journal(workers, false)
    const working = journal.work(CLIENTS)
    await sleep(600 + random() * 600)
    journal.stop()
    await site.kill('both')
    await working
    found = await lost(journal)
    t.diagnostic(
      `${found.length} of ${journal.entries.filter((entry) => entry.reply).length} acknowledged writes were lost`,
    )
  }
  assert.ok(found.length > 0, 'nothing was lost')
  // What is left is still whole: a loss takes the latest transactions, never parts of one.
  assert.deepEqual(await brokenInvariants(), [])
})
