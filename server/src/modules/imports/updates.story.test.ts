import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { createApp } from '../../app.ts'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, signedIn, type TestCompany } from '../../testing/company.ts'
import { bringIn, check, rowsOf, settledImport, upload } from '../../testing/import-files.ts'
import { openTransaction, untilWaiting } from '../../testing/locks.ts'
import { type Masters, makeMasters } from '../../testing/masters.ts'
import { verify } from '../../verify.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let boss: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company)
  audit = await openAudit(company)
  boss = await company.as('boss')
})
after(async () => {
  const { findings } = await verify(company.ownerUrl)
  await audit.close()
  await company.close()
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  )
})

const codes = (rows: { line: number; state: string; faults: { code: string; column: number | null }[] }[]) =>
  rows.map(
    ({ line, state, faults }) => `${line} ${state} ${faults.map((one) => `${one.code}@${one.column}`).join(',')}`,
  )

/** The last event of a subject as it is kept, and how many it has. */
const lastEvent = async (kind: string, id: string) => {
  const rows = await audit.sql(
    `select type, bytes::jsonb -> 'data' as data from kernel.event where subject_kind = $1 and subject_id = $2 order by sequence desc`,
    [kind, id],
  )
  return { ...rows[0], events: rows.length }
}

test('items that exist are changed where the file has a value, each told with before and after; a second run changes nothing', async () => {
  await bringIn(
    boss,
    'items',
    '货品编号,名称,单位,税率,标准价,类别\nU-1,角码,个,13%,"1,234.50",五金\nU-2,插销,个,13%,2,五金\n',
  )
  const [{ id }] = (await boss.read('/v1/items?q=U-1')).rows
  const before = await boss.read(`/v1/items/${id}`)
  const file = '货品编号,名称,单位,税率,标准价\nU-1,,个,13%,1300\nU-2,插销,个,13%,2\nU-3,螺母,粒,13%,3\n'
  const checked = await check(boss, await upload(boss, 'items', file), undefined, true)
  assert.deepEqual([checked.updates, checked.ready, checked.wrong], [true, 1, 1])
  const named = file.replace('U-1,,', 'U-1,厚角码,')
  const dry = await check(boss, await upload(boss, 'items', named), undefined, true)
  assert.deepEqual(codes(await rowsOf(boss, dry.id)), ['2 ready changes@1,changes@4', '3 existing ', '4 ready '])
  assert.equal((await boss.read('/v1/items?q=U-1')).rows[0].name, '角码', 'a dry run changes nothing')

  const done = await bringIn(boss, 'items', named, true)
  assert.deepEqual([done.created, done.updated, done.existing, done.ready], [1, 1, 1, 0])
  assert.deepEqual(codes(await rowsOf(boss, done.id, 'updated')), ['2 updated changes@1,changes@4'])
  const item = await boss.read(`/v1/items/${before.id}`)
  assert.deepEqual([item.name, item.category, item.version], ['厚角码', '五金', before.version + 1])
  const told = await lastEvent('item', before.id)
  assert.equal(told.type, 'catalog.itemChanged')
  assert.deepEqual(told.data, {
    name: { before: '角码', after: '厚角码' },
    listPrice: { before: '1234.50', after: '1300.00' },
  })
  assert.equal((await boss.read('/v1/items?q=厚角码')).rows[0].id, before.id, 'it is found by its new name')

  const again = await bringIn(boss, 'items', named, true)
  assert.deepEqual([again.updated, again.existing, again.ready, again.wrong], [0, 3, 0, 0])
  assert.equal((await lastEvent('item', before.id)).events, told.events)

  const other = await bringIn(boss, 'items', '货品编号,名称,单位,税率\nU-1,厚角码,千克,13%\n', true)
  assert.deepEqual(codes(await rowsOf(boss, other.id)), ['2 wrong fixed@2'])
})

test('customers keep contacts, credit limit and exposure; persons keep their account and number', async () => {
  const customer = await boss.read(`/v1/customers/${masters.customerId}`)
  const file = `客户编号,客户名称,账期,税号,信用额度,联系人\n${customer.number},${customer.name},75,TAX-75,1,新联系人\n`
  const done = await bringIn(boss, 'customers', file, true)
  assert.deepEqual([done.updated, done.created, done.wrong], [1, 0, 0])
  const changed = await boss.read(`/v1/customers/${masters.customerId}`)
  assert.deepEqual(changed, { ...customer, termDays: 75, taxId: 'TAX-75', version: customer.version + 1 })
  assert.deepEqual((await lastEvent('customer', customer.id)).data, {
    taxId: { before: customer.taxId, after: 'TAX-75' },
    termDays: { before: customer.termDays, after: 75 },
  })
  assert.equal((await bringIn(boss, 'customers', file, true)).existing, 1)

  const persons = (department: string) => `工号,姓名,部门,电话\nU-901,吴一,${department},138\n`
  assert.equal((await bringIn(boss, 'persons', persons('物流部'))).created, 1)
  const moved = await bringIn(boss, 'persons', persons('财务部').replace('138', '139'), true)
  assert.deepEqual(codes(await rowsOf(boss, moved.id)), ['2 updated changes@2,changes@3'])
  const told = await lastEvent('person', (await rowsOf(boss, moved.id))[0]!.subjectId)
  assert.deepEqual([told.type, told.data.phone], ['people.personChanged', { before: '138', after: '139' }])
})

test('a customer that a file names twice, by number and by name, is changed once: the second row is told of the first', async () => {
  await bringIn(boss, 'customers', '客户编号,客户名称,账期\nTWICE-1,两次贸易,30\n')
  const file = '客户编号,客户名称,账期\nTWICE-1,两次贸易,45\n,两次贸易,60\n'
  const checked = await check(boss, await upload(boss, 'customers', file), undefined, true)
  assert.deepEqual(codes(await rowsOf(boss, checked.id)), ['2 ready changes@2', '3 wrong twice@1'])
  const done = await bringIn(boss, 'customers', file, true)
  assert.deepEqual(codes(await rowsOf(boss, done.id)), ['2 updated changes@2', '3 wrong twice@1'])
  const { id, termDays, version } = await boss.read(`/v1/customers/${(await rowsOf(boss, done.id))[0].subjectId}`)
  assert.deepEqual([termDays, version], [45, 2])
  assert.deepEqual((await lastEvent('customer', id)).data, { termDays: { before: 30, after: 45 } })
})

test('a name that several customers bear changes none of them', async () => {
  for (const number of ['SAME-1', 'SAME-2'])
    await bringIn(boss, 'customers', `客户编号,客户名称,账期\n${number},同名贸易,30\n`)
  const done = await bringIn(boss, 'customers', '客户名称,账期\n同名贸易,45\n', true)
  assert.deepEqual(codes(await rowsOf(boss, done.id)), ['2 wrong ambiguous@0'])
  const again = await bringIn(boss, 'customers', '客户名称,账期\n同名贸易,45\n')
  assert.deepEqual(codes(await rowsOf(boss, again.id)), ['2 existing differs@1'])
})

test('stock and orders are never updated by a file, and nothing is begun', async () => {
  for (const [kind, file] of [
    ['stock', '货品编号,仓库,数量\nA,B,1\n'],
    ['orders', '订单号,客户,货品,数量\nA,B,C,1\n'],
  ] as const) {
    const one = await upload(boss, kind, file)
    const body = { fields: one.fields, update: true }
    const { status, body: problem } = await boss.send('PUT', `/v1/imports/${one.id}/fields`, body, {
      'if-match': `"${one.version}"`,
    })
    assert.deepEqual([status, problem.code], [422, 'imports.noUpdate'])
    assert.deepEqual(await boss.read(`/v1/imports/${one.id}`), one)
  }
})

/** What each change of some subjects' names says that it found and left, by subject, in the order of its journal. */
const namesTold = async (subjects: string[]) => {
  const rows = await audit.sql(
    `select subject_id as id, bytes::jsonb #>> '{data,name,before}' as before, bytes::jsonb #>> '{data,name,after}' as after
       from kernel.event where subject_id = any($1::uuid[]) and bytes::jsonb #> '{data,name}' ? 'before' order by subject_id, sequence`,
    [subjects],
  )
  return subjects.map((id) => rows.filter((row) => row.id === id))
}

/** Holds the journal of a subject, which every change locks last: whoever changes it stops there with what they have read by then. */
async function holdingJournal(kind: string, id: string): Promise<pg.Client> {
  const holder = await openTransaction(company)
  const held = 'select from kernel.chain where subject_kind = $1 and subject_id = $2 for no key update'
  assert.equal((await holder.query(held, [kind, id])).rowCount, 1)
  return holder
}

for (const [kind, subject, heading, rest] of [
  ['items', 'item', '货品编号,名称,单位,税率', '个,13%'],
  ['customers', 'customer', '客户编号,客户名称,账期', '30'],
  ['persons', 'person', '工号,姓名,部门', '财务部'],
] as const)
  test(`two files on two servers and a hand change the same ${kind} at once: each starts from what the one before it left`, async () => {
    const other = createApp({ databaseUrl: company.ownerUrl })
    const file = (name: string) => {
      const rows = Array.from({ length: 20 }, (_, row) => `RACE-${kind}-${row},${name} ${row},${rest}`)
      return `${heading}\n${rows.join('\n')}\n`
    }
    const made = await bringIn(boss, kind, file('原名'))
    const subjects: string[] = (await rowsOf(boss, made.id)).map(({ subjectId }) => subjectId)
    const path = `/v1/${kind}/${subjects[0]}`
    const { version } = await boss.read(path)
    const admin = await signedIn(other, 'admin')
    const one = await check(boss, await upload(boss, kind, file('甲名')), undefined, true)
    const two = await check(admin, await upload(admin, kind, file('乙名')), undefined, true)
    const holder = await holdingJournal(subject, subjects[0]!)
    try {
      await Promise.all([boss.post(`/v1/imports/${one.id}/run`), admin.post(`/v1/imports/${two.id}/run`)])
      const hand = boss.send('PATCH', path, { name: '丙名' }, { 'if-match': `"${version}"` })
      await untilWaiting(holder, 3)
      await holder.query('commit')

      const ends = await Promise.all([settledImport(boss, one.id), settledImport(admin, two.id)])
      assert.deepEqual(
        ends.map(({ state, updated, wrong }) => [state, updated, wrong]),
        Array(2).fill(['done', subjects.length, 0]),
      )
      const { status } = await hand
      assert.ok(status === 200 || status === 412, 'a hand that comes later is told that it looked at something older')
      const told = await namesTold(subjects)
      for (const changes of told)
        assert.deepEqual(
          changes.slice(1).map(({ before }) => before),
          changes.slice(0, -1).map(({ after }) => after),
        )
      assert.deepEqual(
        told.map((changes) => changes.length),
        subjects.map((_, row) => (row === 0 && status === 200 ? 3 : 2)),
      )
      assert.equal((await boss.read(path)).version, version + told[0]!.length)
    } finally {
      await holder.end()
      await other.close()
    }
  })
