import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { createApp } from '../../app.ts'
import { type Client, createTestCompany, PASSWORD, signedIn, type TestCompany } from '../../testing/company.ts'
import { bringIn, check, rowsOf, settledImport, upload } from '../../testing/import-files.ts'
import { makeMasters } from '../../testing/masters.ts'
import { verify } from '../../verify.ts'

let company: TestCompany
let boss: Client
let sales: Client

before(async () => {
  company = await createTestCompany()
  await makeMasters(company)
  boss = await company.as('boss')
  sales = await company.as('sales1')
})
after(async () => {
  const { findings } = await verify(company.ownerUrl)
  await company.close()
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  )
})

const codes = (rows: { line: number; faults: { code: string; column: number | null }[] }[]) =>
  rows.map(({ line, faults }) => `${line}:${faults.map(({ code, column }) => `${code}@${column}`).join(',')}`)

test('a file of customers with dirty cells: what is right comes in, what is wrong is said by row and cell', async () => {
  const file = `客户编号,客户名称,信用额度,账期,负责人,联系人,电话,收货地址,税号
C-101,湖州南浔建材有限公司,"¥ 1,234.50",３０,周敏,张蕾,138 0571 2266,莫干山路 1418 号,91330000MA27
C-102,,100,30,,,,,
C-103,绍兴柯桥门业,"1.234,56",400,不存在的人,,,,
C-101,重复的客户,,,,,,,
C-104,"宁波 ""海曙"" 家居",0,60,E012,,,海曙路 1 号,
C-105,杭州另一客户,,,,,,,
C-106,多了一格,,,,,,,,多出来
`
  const one = await upload(boss, 'customers', file)
  assert.deepEqual(one.fields, [
    'number',
    'name',
    'creditLimit',
    'termDays',
    'owner',
    'contactName',
    'contactPhone',
    'street',
    'taxId',
  ])
  const checked = await check(boss, one)
  assert.deepEqual([checked.state, checked.ready, checked.wrong], ['checked', 2, 5])
  assert.deepEqual(codes(await rowsOf(boss, one.id, 'wrong')), [
    '3:missing@1',
    '4:notNumber@2,outOfRange@3,unknown@4',
    '5:twice@0',
    '6:together@6',
    '8:manyCells@null',
  ])
  const before = (await boss.read('/v1/customers?limit=200')).rows.length
  assert.equal(before, 1, 'the dry run creates nothing')

  const done = await bringInRest(boss, one.id)
  assert.deepEqual([done.state, done.created, done.wrong], ['done', 2, 5])
  const [row] = await rowsOf(boss, one.id, 'created')
  const customer = await boss.read(`/v1/customers/${row!.subjectId}`)
  assert.deepEqual(
    [customer.number, customer.creditLimit, customer.termDays, customer.owner.name, customer.taxId],
    ['C-101', '1234.50', 30, '周敏', '91330000MA27'],
  )
  assert.deepEqual(
    [customer.contacts[0].name, customer.addresses[0].recipient, customer.addresses[0].phone],
    ['张蕾', '张蕾', '138 0571 2266'],
  )
  assert.equal((await boss.read('/v1/customers?q=nxjc')).rows[0].number, 'C-101', 'found by pinyin')
})

async function bringInRest(client: Client, id: string) {
  await client.post(`/v1/imports/${id}/run`)
  return await settledImport(client, id)
}

test('a wrong cell is mended in the page, checked again, and imported', async () => {
  const one = await check(
    boss,
    await upload(boss, 'customers', '编号,名称,账期\nM-1,改前,abc\nM-1,同号,30\nM-3,好的,30\n'),
  )
  assert.deepEqual(codes(await rowsOf(boss, one.id, 'wrong')), ['2:notWhole@2', '3:twice@0'])
  const mend = (line: number, column: number, text: string) =>
    boss.send('PATCH', `/v1/imports/${one.id}/rows/${line}`, { cells: [{ column, text }] })
  assert.equal((await mend(2, 2, ' 45 ')).status, 200)
  await settledImport(boss, one.id)
  assert.equal((await mend(2, 0, 'M-9')).status, 200)
  const mended = await settledImport(boss, one.id)
  assert.deepEqual([mended.state, mended.ready, mended.wrong], ['checked', 3, 0], 'the double is one no longer')
  const done = await bringInRest(boss, one.id)
  assert.deepEqual([done.created, done.wrong], [3, 0])
  assert.equal((await mend(2, 2, '50')).body.code, 'imports.rowDone')
  assert.equal((await mend(99, 2, '50')).body.code, 'imports.rowUnknown')
})

test('the same file a second time creates nothing and says so of each row; what differs is named', async () => {
  const file = '货品编号,名称,单位,税率,标准价\nN-1,角码,个,13%,"1,234.50"\nN-2,插销,pcs,VAT13,2\nN-3,螺母,粒,0.13,3\n'
  const first = await bringIn(boss, 'items', file)
  assert.deepEqual([first.created, first.wrong], [3, 0])
  const again = await bringIn(boss, 'items', file.replace('插销', '暗插销'))
  assert.deepEqual([again.created, again.existing, again.ready], [0, 3, 0])
  assert.deepEqual(codes(await rowsOf(boss, again.id)), ['2:', '3:differs@1', '4:'])
  const item = (await boss.read('/v1/items?q=N-2')).rows[0]
  assert.equal(item.name, '插销', 'nothing that is there is overwritten')
  assert.equal((await boss.refused(422, `/v1/imports/${again.id}/run`)).code, 'imports.nothingReady')
})

test('opening stock comes in once for an item in a warehouse, at its value', async () => {
  const file =
    '货号,仓库,数量,单位成本\nLS-128-MB,外租仓,"1,000",6.5\nHC-304-4B,W2,2.5,6\nFREIGHT,W2,1,1\n没有的,W2,1,1\nLS-128-MB,W9,1,1\nPJ-M4-25,,1,1\n'
  const checked = await check(boss, await upload(boss, 'stock', file))
  assert.deepEqual(codes(await rowsOf(boss, checked.id)), [
    '2:',
    '3:tooFine@2',
    '4:notStocked@0',
    '5:unknown@0',
    '6:unknown@1',
    '7:missing@1',
  ])
  const done = await bringInRest(boss, checked.id)
  assert.deepEqual([done.created, done.wrong], [1, 5])
  const [row] = (await boss.read('/v1/stock?q=LS-128')).rows
  assert.equal(
    row.warehouses.find((one: { id: string }) => one.id === company.founded.warehouses.get('W2')).onHand,
    '1000',
  )
  const again = await bringIn(boss, 'stock', file)
  assert.deepEqual([again.created, again.existing, again.wrong], [0, 1, 5])
})

test('employees come in with their department and without an account', async () => {
  const done = await bringIn(
    boss,
    'persons',
    '工号,姓名,部门,职位,负荷上限\nE901,刘洋,业务部,业务员,20\nE902,赵敏,没有这个部门,跟单,\nE001,郑国栋,D00,总经理,\n',
  )
  assert.deepEqual([done.created, done.existing, done.wrong], [1, 1, 1])
  const [person] = (await boss.read('/v1/persons?q=E901')).rows
  assert.deepEqual([person.name, person.canSignIn, person.loadCeiling], ['刘洋', false, 20])
})

describe('orders', () => {
  const HEAD = '订单号,客户,货品编号,数量,单价,交期,负责人,收货地址\n'
  test('rows with the same key make one draft, priced and checked as by hand; an order with a wrong row waits whole', async () => {
    const file = `${HEAD}A-1,云栖酒店,HC-304-4B,10,11.3,2099/12/1,,
A-2,云栖酒店,LS-128-MB,2,,2099年12月2日,,
A-1,,PJ-M4-25,100,,,,
A-3,云栖酒店,HC-304-4B,1.5,9,2099-12-01,,
A-3,云栖酒店,HC-304-4B,1,9,,,
A-4,没有的客户,HC-304-4B,1,9,2099-12-01,,
A-5,云栖酒店,HC-304-4B,1,9,2001-01-01,,
A-6,云栖酒店,HC-304-4B,1,9,12/11/2099,,
A-1,别的客户,HC-304-4B,1,9,,,
A-7,云栖酒店,HC-304-4B,1,9,2099-12-01,方宇,
`
    const checked = await check(sales, await upload(sales, 'orders', file))
    assert.deepEqual(codes(await rowsOf(sales, checked.id, 'wrong')), [
      '2:mateWrong@null',
      '4:mateWrong@null',
      '5:tooFine@3',
      '6:mateWrong@null',
      '7:unknown@1',
      '8:refused@5',
      '9:notDay@5',
      '10:headDiffers@1',
      '11:refused@6',
    ])
    await sales.send('PATCH', `/v1/imports/${checked.id}/rows/10`, { cells: [{ column: 1, text: '' }] })
    const mended = await settledImport(sales, checked.id)
    assert.deepEqual([mended.ready, mended.wrong], [4, 6])
    const done = await bringInRest(sales, checked.id)
    assert.deepEqual([done.created, done.wrong], [4, 6])
    const created = await rowsOf(sales, checked.id, 'created')
    assert.deepEqual(
      created.map(({ line }) => line),
      [2, 3, 4, 10],
    )
    assert.equal(created[0]!.subjectId, created[2]!.subjectId)
    const order = await sales.read(`/v1/orders/${created[0]!.subjectId}`)
    assert.deepEqual(
      [order.state, order.owner.name, order.lines.length, order.requestedOn],
      ['draft', '周敏', 3, '2099-12-01'],
    )
    assert.deepEqual(
      order.lines.map((line: { quantity: string; unitPrice: string }) => [line.quantity, line.unitPrice]),
      [
        ['10', '11.30'],
        ['100', '11.30'],
        ['1', '9.00'],
      ],
      'the list price of 10 becomes 11.30 with tax',
    )
    assert.equal(order.deliverTo.street, '良渚街道莫干山路 1418 号 3 号库', 'the customer’s preferred address')
    const again = await bringIn(sales, 'orders', file)
    assert.deepEqual([again.created, again.existing], [0, 4])
  })

  test('who answers for all orders may name their owner', async () => {
    const file = `${HEAD}B-1,云栖酒店,HC-304-4B,1,9,2099-12-01,方宇,\nB-2,云栖酒店,HC-304-4B,1,9,2099-12-01,刘洋,\n`
    const done = await bringIn(boss, 'orders', file)
    assert.deepEqual([done.created, done.wrong], [1, 1])
    const [row] = await rowsOf(boss, done.id, 'created')
    const order = await (await company.as('sales2')).read(`/v1/orders/${row!.subjectId}`)
    assert.equal(order.owner.name, '方宇')
  })
})

test('rights: of kinds that one may not create there is neither upload nor sight; others’ files stay theirs', async () => {
  const file = Buffer.from('货品编号,名称,单位,税率\nX-1,甲,个,13%\n')
  const bytes = { 'content-type': 'application/octet-stream' }
  assert.equal((await sales.refused(403, '/v1/imports?kind=items&name=a.csv', file, bytes)).code, 'kernel.noRight')
  const kinds = (await sales.read('/v1/imports/kinds')).rows.map(({ kind }: { kind: string }) => kind)
  assert.deepEqual(kinds, ['customers', 'orders'])
  const own = await upload(sales, 'customers', '名称,账期\n我的客户,30\n')
  const other = await company.as('sales2')
  for (const path of ['', '/rows', '/file'])
    assert.equal(
      (await other.send('PUT', `/v1/imports/${own.id}/fields`, { fields: own.fields }, { 'if-match': '"1"' })).status,
      404,
      path,
    )
  assert.equal((await other.get(`/v1/imports/${own.id}`)).status, 404)
  assert.equal((await other.get(`/v1/imports/${own.id}/rows`)).status, 404)
  assert.equal((await other.get(`/v1/imports/${own.id}/file`)).status, 404)
  assert.equal((await boss.get(`/v1/imports/${own.id}`)).status, 200, 'who reads all sees it')
  assert.equal((await other.read('/v1/imports')).rows.length, 0)
  const credit = await check(sales, await upload(sales, 'customers', '名称,信用额度\n要额度,5000\n'))
  assert.deepEqual(codes(await rowsOf(sales, credit.id)), ['2:needsRight@1'])
})

test('a mapping is remembered for the next file with the same headings', async () => {
  const file = '甲方,多少天\n记住映射,30\n'
  const first = await upload(boss, 'customers', file)
  assert.deepEqual(first.fields, [null, null])
  const missing = await boss.send(
    'PUT',
    `/v1/imports/${first.id}/fields`,
    { fields: [null, 'termDays'] },
    { 'if-match': '"1"' },
  )
  assert.equal(missing.body.code, 'imports.fieldMissing')
  await check(boss, first, ['name', 'termDays'])
  assert.deepEqual((await upload(boss, 'customers', file)).fields, ['name', 'termDays'])
})

test('the download says what became of each row, runs nothing, and can be uploaded again', async () => {
  const one = await bringIn(boss, 'customers', '名称,简称,账期\n=1+1,@x,30\n"-2, +3",正常,99999\n')
  assert.deepEqual([one.created, one.wrong], [1, 1])
  const answer = await boss.send(
    'PUT',
    `/v1/imports/${one.id}/fields`,
    { fields: one.fields },
    { 'if-match': `"${one.version}"` },
  )
  assert.equal(answer.body.code, 'imports.alreadyCreated')
  const { body, headers } = await company.app.http
    .inject({
      method: 'GET',
      url: `/v1/imports/${one.id}/file`,
      headers: { authorization: await tokenOf(), 'accept-language': 'zh' },
    })
    .then((reply) => ({ body: reply.body, headers: reply.headers }))
  assert.match(String(headers['content-type']), /text\/csv/)
  assert.equal(
    body,
    '\u{FEFF}名称,简称,账期,结果,原因\r\n' +
      `'=1+1,'@x,30,已导入,\r\n` +
      `"'-2, +3",正常,99999,有错,「账期（天）」应在 0 到 365 之间。请核对。\r\n`,
  )
  const again = await upload(boss, 'customers', body)
  assert.deepEqual(again.fields, ['name', 'shortName', 'termDays', null, null])
  assert.deepEqual(again.samples[0], ['=1+1', '@x', '30', '已导入', ''])
})

async function tokenOf(): Promise<string> {
  const reply = await company.app.http.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { account: 'boss', password: PASSWORD },
  })
  return `Bearer ${reply.json().token}`
}

test('two people who import the same file at once, on two servers, create each row once', async () => {
  const other = createApp({ databaseUrl: company.ownerUrl })
  try {
    const admin = await signedIn(other, 'admin')
    const file = `名称,账期\n${Array.from({ length: 3000 }, (_, row) => `同时 ${row},30`).join('\n')}\n`
    const one = await check(boss, await upload(boss, 'customers', file))
    const same = await check(admin, await upload(admin, 'customers', file))
    await Promise.all([boss.post(`/v1/imports/${one.id}/run`), admin.post(`/v1/imports/${same.id}/run`)])
    const [first, second] = await Promise.all([settledImport(boss, one.id), settledImport(admin, same.id)])
    assert.equal(first.created + second.created, 3000)
    assert.equal(first.existing + second.existing, 3000)
  } finally {
    await other.close()
  }
})

test('a row that the database refuses for a reason that no rule foresaw is set aside, and the others come in', async () => {
  const owner = new pg.Client({ connectionString: company.ownerUrl })
  await owner.connect()
  await owner.query(`alter table partners.customer add constraint planted check (name <> '写不进去')`)
  const names = Array.from({ length: 40 }, (_, row) => (row === 17 ? '写不进去' : `写得进去 ${row}`))
  const done = await bringIn(boss, 'customers', `名称,账期\n${names.map((name) => `${name},30`).join('\n')}\n`)
  await owner.query('alter table partners.customer drop constraint planted')
  await owner.end()
  assert.deepEqual([done.state, done.created, done.wrong], ['done', 39, 1])
  assert.deepEqual(codes(await rowsOf(boss, done.id, 'wrong')), ['19:failed@null'])
})

test('an import stops by itself when whoever started it may no longer create such things', async () => {
  const leaving = await company.as('sales2')
  const rows = Array.from({ length: 4000 }, (_, row) => `权限 ${row},30`)
  const one = await check(leaving, await upload(leaving, 'customers', `名称,账期\n${rows.join('\n')}\n`))
  await leaving.post(`/v1/imports/${one.id}/run`)
  const admin = await company.as('admin')
  const taken = await admin.send('PUT', `/v1/persons/${leaving.personId}/roles`, { roles: ['production'] })
  assert.equal(taken.status, 200)
  const stopped = await settledImport(boss, one.id)
  assert.equal(stopped.state, 'checked')
  assert.match(stopped.stoppedBecause, /Create and change customers/)
  assert.ok(stopped.created < 4000)
  await boss.post(`/v1/imports/${one.id}/run`)
  const done = await settledImport(boss, one.id)
  assert.deepEqual(
    [done.state, done.created, done.stoppedBecause],
    ['done', 4000, null],
    'somebody with the right goes on',
  )
})

test('an import is stopped by hand and goes on where it was', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => `停-${row},停下 ${row},30`)
  const one = await check(boss, await upload(boss, 'customers', `编号,名称,账期\n${rows.join('\n')}\n`))
  await boss.post(`/v1/imports/${one.id}/run`)
  const stopped = await boss.post(`/v1/imports/${one.id}/stop`)
  assert.equal(stopped.state, 'checked')
  const rest = await settledImport(boss, one.id)
  assert.ok(rest.ready > 0 && rest.created < 3000)
  const done = await bringInRest(boss, one.id)
  assert.deepEqual([done.created, done.existing, done.wrong], [3000, 0, 0])
})

test('twenty thousand rows come in by some dozen transactions, while the page shows how far it is', async (t) => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `大-${row},大文件客户 ${row},30,浙江`)
  const began = performance.now()
  const one = await upload(boss, 'customers', `编号,名称,账期,地区\n${rows.join('\n')}\n`)
  const read = performance.now()
  const checked = await check(boss, one)
  const looked = performance.now()
  assert.deepEqual([checked.ready, checked.wrong], [20_000, 0])
  await boss.post(`/v1/imports/${one.id}/run`)
  const seen = await boss.read(`/v1/imports/${one.id}`)
  const done = await settledImport(boss, one.id)
  const ended = performance.now()
  assert.equal(done.created, 20_000)
  assert.ok(seen.created < 20_000)
  // Seconds depend on the machine; that no step looks at one row after the other does not.
  const steps = await stepsOf(one.id)
  assert.deepEqual(steps, {
    'imports.uploaded': 1,
    'imports.mapped': 1,
    'imports.advanced': 60,
    'imports.checked': 1,
    'imports.started': 1,
    'imports.finished': 1,
  })
  const seconds = [read - began, looked - read, ended - looked].map((time) => (time / 1000).toFixed(1))
  t.diagnostic(`20,000 rows: read in ${seconds[0]} s, checked in ${seconds[1]} s, written in ${seconds[2]} s`)
})

/** How many events of each type an import's journal holds. */
async function stepsOf(id: string): Promise<Record<string, number>> {
  const owner = new pg.Client({ connectionString: company.ownerUrl, options: '-c role=baton_verify' })
  await owner.connect()
  const { rows } = await owner.query<{ type: string; count: number }>(
    'select type, count(*)::int as count from kernel.event where subject_id = $1 group by type',
    [id],
  )
  await owner.end()
  return Object.fromEntries(rows.map(({ type, count }) => [type, count]))
}
