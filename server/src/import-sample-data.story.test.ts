import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { PresetImported } from './import-preset.ts'
import { openAudit } from './testing/audit.ts'
import type { TestCompany } from './testing/company.ts'
import { createTestDatabase } from './testing/database.ts'
import { readRows } from './testing/row-counts.ts'
import { verify } from './verify.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const SAMPLES = resolve(PROJECT, process.env.BATON_SAMPLE_DATA || '../shared/data')
const RUN = fileURLToPath(new URL('testing/run-baton.ts', import.meta.url))
/** Sixty seconds are promised for a whole import; here it is begun twice, and a machine that does other things meanwhile gets more. */
const mostSeconds = () => 120 * Math.max(1, loadavg()[0]! / availableParallelism())

const skipped = (preset: string) =>
  existsSync(join(SAMPLES, preset)) ? false : `There is no folder ${preset} in ${SAMPLES}; set BATON_SAMPLE_DATA.`

const anyCompany = { company: { id: '' } } as TestCompany['founded']

/** A database of its own, looked into until the test is over. */
async function open() {
  const { ownerUrl } = await createTestDatabase()
  const audit = await openAudit({ ownerUrl, founded: anyCompany })
  after(() => audit.close())
  return { ownerUrl, audit }
}

/** Imports in a process of its own; with `killAt` it is killed when so many percent are written. */
async function bring(ownerUrl: string, preset: string, killAt?: number): Promise<PresetImported | null> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-import-data-'))
  const args = ['import', '--preset', preset, join(SAMPLES, preset), '--json']
  const child = spawn(process.execPath, ['--import', 'tsx', RUN, ...args], {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL: ownerUrl, BATON_DATA_DIR: dataDir },
  })
  const [out, told] = [textOf(child.stdout!), textOf(child.stderr!)]
  if (killAt !== undefined) killWhen(child, told, (percent) => percent >= killAt)
  const [code, signal] = await new Promise<[number | null, string | null]>((done) => {
    child.once('close', (...ended) => done(ended))
  })
  if (signal === 'SIGKILL') return null
  assert.equal(code, 0, told.text)
  return JSON.parse(out.text) as PresetImported
}

function textOf(stream: NodeJS.ReadableStream) {
  const told = { text: '' }
  stream.on('data', (chunk) => {
    told.text += chunk
  })
  return told
}

function killWhen(child: ChildProcess, told: { text: string }, enough: (percent: number) => boolean): void {
  child.stderr!.on('data', () => {
    const percent = Number(/(\d+) %[^%]*$/.exec(told.text)?.[1] ?? 0)
    if (enough(percent)) child.kill('SIGKILL')
  })
}

const brokenIn = async (ownerUrl: string) =>
  (await verify(ownerUrl)).findings.filter(({ broken }) => broken > 0).map(({ id }) => id)

describe('AdventureWorks, whole', { skip: skipped('adventureworks') }, () => {
  test('31,465 orders become settled ones, also when the import is killed on the way', async () => {
    const { ownerUrl, audit } = await open()
    const began = performance.now()
    assert.equal(await bring(ownerUrl, 'adventureworks', 60), null)
    const [half] = await audit.sql('select count(*)::int as orders from orders.sales_order')
    assert.ok(half.orders > 0 && half.orders < 31_465, `killed after ${half.orders} orders`)
    const imported = await bring(ownerUrl, 'adventureworks')
    const seconds = (performance.now() - began) / 1000
    assert.ok(seconds < mostSeconds(), `it took ${seconds.toFixed(0)} s`)

    assert.equal(imported!.admin, null, 'the company is that of the first run')
    const { source } = imported!
    assert.deepEqual([source.total, source.exactTotal, source.roundedAway], ['123216780.93', '123216786.1159', '5.19'])
    assert.deepEqual([source.orders, source.lines, source.customers, source.gaps], [31_465, 121_253, 19_821, 23])
    assert.match(source.remarks.join('\n'), /193 employees of 290 without a person row/)
    assert.match(source.remarks.join('\n'), /56 items of 266 sold without a stock row/)
    assert.match(source.remarks.join('\n'), /6,383 orders whose lines, tax and freight/)
    const [sums] = await audit.sql(`
      select count(*)::int as orders, sum(gross)::text as gross, count(*) filter (where state = 'settled')::int as settled,
             count(*) filter (where rounding < 0)::int as less, sum(exposure)::int as exposure,
             (select count(*)::int from orders.line) as lines, (select sum(gross)::text from finance.invoice) as invoiced,
             (select max(number)::int from finance.invoice) as last, (select sum(amount)::text from finance.payment where imported) as paid,
             (select count(*)::int from kernel.event where subject_kind = 'order') as events, (select count(*)::int from inventory.reservation) as reserved,
             (select count(*)::int from kernel.reaction_due) as due, (select sum(on_hand / 1000000)::int from inventory.balance) as stock
        from orders.sales_order`)
    assert.deepEqual(sums, {
      ...{ orders: 31_465, settled: 31_465, events: 31_465, last: 31_465, lines: 121_276, less: 4_156 },
      ...{ gross: '12321678093', invoiced: '12321678093', paid: '12321678093', exposure: 0 },
      ...{ reserved: 0, due: 0, stock: 335_974 },
    })
    assert.deepEqual(await brokenIn(ownerUrl), [])

    const before = await readRows(audit)
    const again = await bring(ownerUrl, 'adventureworks')
    assert.deepEqual(again!.written, { masters: 0, customers: 0, orders: 0 })
    assert.deepEqual(await readRows(audit), before)
  })
})

describe('Northwind, whole', { skip: skipped('northwind') }, () => {
  test('809 shipped orders are settled, and 21 that were not are drafts', async () => {
    const { ownerUrl, audit } = await open()
    const { source, admin } = (await bring(ownerUrl, 'northwind'))!
    assert.equal(admin!.account, 'northwind')
    assert.deepEqual([source.orders, source.lines, source.exactTotal, source.total], [830, 2155, null, '1330735.98'])
    const states = await audit.sql(`
      select state, count(*)::int as orders, sum(gross)::text as gross from orders.sales_order group by state order by state`)
    assert.deepEqual(
      states.map(({ state, orders }) => [state, orders]),
      [
        ['draft', 21],
        ['settled', 809],
      ],
    )
    const [address] = await audit.sql(`select street from orders.sales_order where number = 'NW10250'`)
    assert.equal(address.street, 'Rua do Paço, 67, Rio de Janeiro 05454-876')
    assert.deepEqual(await brokenIn(ownerUrl), [])
    const before = await readRows(audit)
    assert.deepEqual((await bring(ownerUrl, 'northwind'))!.written, { masters: 0, customers: 0, orders: 0 })
    assert.deepEqual(await readRows(audit), before)
  })
})
