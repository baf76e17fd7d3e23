import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { bringIn, check, rowsOf, settledImport, upload } from '../../testing/import-files.ts'
import { openTransaction, untilWaiting } from '../../testing/locks.ts'
import { makeMasters } from '../../testing/masters.ts'
import { verify } from '../../verify.ts'

let company: TestCompany
let boss: Client

before(async () => {
  company = await createTestCompany()
  await makeMasters(company, { stock: {} })
  boss = await company.as('boss')
})
after(async () => {
  const { findings } = await verify(company.ownerUrl)
  await company.close()
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  )
})

test('goods of a file do not come into a warehouse that is being closed: its rows are wrong, the others come in', async () => {
  await boss.post('/v1/warehouses', { number: 'W8', nameZh: '将停仓', nameEn: 'Closing', priority: 8 })
  const { rows: warehouses } = await boss.read('/v1/warehouses')
  const home = warehouses.find(({ number }: { number: string }) => number === 'W1').nameZh
  const file = `货品编号,仓库,数量\nHC-304-4B,将停仓,5\nLS-128-MB,${home},7\n`
  const one = await check(boss, await upload(boss, 'stock', file))
  assert.equal(one.ready, 2)

  const closing = await openTransaction(company)
  try {
    await closing.query(`update inventory.warehouse set active = false, version = version + 1 where number = 'W8'`)
    await boss.post(`/v1/imports/${one.id}/run`)
    await untilWaiting(closing)
    await closing.query('commit')
  } finally {
    await closing.end()
  }
  const done = await settledImport(boss, one.id)
  assert.deepEqual([done.created, done.wrong], [1, 1])
  const rows = await rowsOf(boss, one.id)
  assert.deepEqual(
    rows.map(({ line, state, faults }) => [line, state, faults.map(({ code }: { code: string }) => code)]),
    [
      [2, 'wrong', ['unknown']],
      [3, 'created', []],
    ],
  )
  const again = await bringIn(boss, 'stock', file)
  assert.deepEqual([again.created, again.existing, again.wrong], [0, 1, 1])
})
