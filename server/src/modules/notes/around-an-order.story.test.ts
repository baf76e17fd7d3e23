import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { type Masters, makeMasters, orderOf } from '../../testing/masters.ts'
import { attach, picture } from '../../testing/operations-of-watching.ts'
import { readRows } from '../../testing/row-counts.ts'
import { checks } from './checks.ts'

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let colleague: Client
let logistics: Client
let boss: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company, { creditLimit: null })
  audit = await openAudit(company)
  sales = await company.as('sales1')
  colleague = await company.as('sales2')
  logistics = await company.as('logistics')
  boss = await company.as('boss')
})
after(async () => {
  await audit.close()
  await company.close()
})

const draft = async (): Promise<string> =>
  (await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '2' }]))).id
const filesOf = async (order: string, client = sales) => (await client.read(`/v1/orders/${order}/attachments`)).rows
const download = (client: Client, id: string, headers: Record<string, string> = {}) =>
  client.send('GET' as 'POST', `/v1/attachments/${id}`, undefined, headers)

describe('attachments', () => {
  test('a file comes back byte for byte, under its name, and the journal tells it', async () => {
    const order = await draft()
    const bytes = picture()
    const added = await attach(sales, order, '图纸 v2.png', bytes)
    assert.deepEqual(
      [added.name, added.mediaType, added.size, added.shown],
      ['图纸 v2.png', 'image/png', bytes.length, true],
    )
    const { status, headers } = await download(sales, added.id)
    assert.equal(status, 200)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(
      headers['content-disposition'],
      `inline; filename="__ v2.png"; filename*=UTF-8''${encodeURIComponent('图纸 v2.png')}`,
    )
    const raw = await company.app.http.inject({
      url: `/v1/attachments/${added.id}`,
      headers: { cookie: await cookieOf('sales1') },
    })
    assert.ok(raw.rawPayload.equals(bytes))
    assert.deepEqual(
      (await filesOf(order)).map((one: { name: string }) => one.name),
      ['图纸 v2.png'],
    )
    const [event] = (await sales.read(`/v1/orders/${order}/timeline?kind=document`)).rows
    assert.deepEqual([event.type, event.data.name], ['notes.attachmentAdded', '图纸 v2.png'])
  })

  test('what the browser has already is not sent again, and rights are looked at anew each time', async () => {
    const order = await draft()
    const { id } = await attach(sales, order)
    const first = await download(sales, id)
    assert.equal((await download(sales, id, { 'if-none-match': String(first.headers.etag) })).status, 304)
    assert.equal((await download(colleague, id, { 'if-none-match': String(first.headers.etag) })).status, 404)
  })

  test('pages and drawings that could run a script are only downloaded, whatever they are called', async () => {
    const order = await draft()
    for (const [name, text] of [
      ['a.png', '<html><script>alert(1)</script></html>'],
      ['b.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['c.pdf', '<!doctype html><body onload=alert(1)>'],
    ] as const) {
      const { id, shown } = await attach(sales, order, name, Buffer.from(text))
      const { headers } = await download(sales, id)
      assert.equal(shown, false, name)
      assert.match(String(headers['content-disposition']), /^attachment;/, name)
      assert.equal(headers['content-type'], 'text/plain; charset=utf-8', name)
      assert.match(String(headers['content-security-policy']), /sandbox/, name)
    }
  })

  test('a name that would lead out of its folder, or hide what it is, is made plain', async () => {
    const order = await draft()
    for (const [given, kept] of [
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\x\\合同.docx', '合同.docx'],
      ['..', 'attachment'],
      ['.htaccess', 'htaccess'],
      ['photo\u202egnp.exe', 'photognp.exe'],
      ['a"b<c>.txt', 'abc.txt'],
      [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(156)}.pdf`],
    ] as const)
      assert.equal((await attach(sales, order, given, Buffer.from(given))).name, kept)
  })

  test('an empty file, the same twice, one that is too large and one that is no file are refused, and nothing is written', async () => {
    const order = await draft()
    const bytes = picture()
    await attach(sales, order, 'a.png', bytes)
    const rows = await readRows(audit)
    const send = (payload: unknown, headers = {}) =>
      sales.send('POST', `/v1/orders/${order}/attachments?name=x.bin`, payload, headers)
    const table: [unknown, Record<string, string>, number, string][] = [
      [Buffer.alloc(0), {}, 422, 'notes.attachmentEmpty'],
      [bytes, {}, 409, 'notes.attachmentTwice'],
      [Buffer.alloc(20 * 1024 * 1024 + 1), {}, 413, 'kernel.tooLarge'],
      [{ file: 'x' }, {}, 415, 'kernel.bytesWanted'],
      [bytes, { 'content-type': 'image/png' }, 415, 'kernel.bytesWanted'],
      [bytes, { 'idempotency-key': 'x' }, 400, 'kernel.keyMissing'],
    ]
    for (const [payload, headers, status, code] of table) {
      const answer = await send(payload, headers)
      assert.deepEqual([answer.status, answer.body.code], [status, code])
    }
    assert.equal((await sales.send('POST', `/v1/orders/${order}/cancel`, bytes)).status, 415)
    assert.deepEqual(await readRows(audit), rows)
  })

  test('20 MB are taken', async () => {
    const order = await draft()
    assert.equal((await attach(sales, order, 'big.bin', Buffer.alloc(20 * 1024 * 1024, 1))).size, 20 * 1024 * 1024)
  })

  test('a lost reply does not attach twice, and a key does not stand for another file', async () => {
    const order = await draft()
    const [one, other] = [picture(), picture()]
    const path = `/v1/orders/${order}/attachments?name=a.png`
    const key = { 'idempotency-key': 'upload-once-1' }
    const first = await sales.send('POST', path, one, key)
    const again = await sales.send('POST', path, one, key)
    assert.deepEqual([again.status, again.body, again.headers['idempotent-replayed']], [201, first.body, 'true'])
    assert.equal((await sales.send('POST', path, other, key)).body.code, 'kernel.keyReused')
    assert.equal((await filesOf(order)).length, 1)
  })

  test('who added a file removes it: the bytes go, the journal keeps name and hash', async () => {
    const order = await draft()
    await sales.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId] })
    const { id } = await attach(sales, order, '身份证.png')
    const refused = await logistics.send('DELETE', `/v1/attachments/${id}`)
    assert.deepEqual([refused.status, refused.body.code], [403, 'notes.notYourAttachment'])
    const [shown] = await filesOf(order, logistics)
    assert.equal(shown.may[0].allowed, false)
    assert.equal((await sales.send('DELETE', `/v1/attachments/${id}`)).status, 200)
    assert.equal((await download(sales, id)).status, 404)
    assert.equal((await sales.send('DELETE', `/v1/attachments/${id}`)).status, 404)
    assert.deepEqual(await filesOf(order), [])
    const [kept] = await audit.sql(
      'select name, content, length(sha256) as hash from notes.attachment where attachment_id = $1',
      [id],
    )
    assert.deepEqual(kept, { name: '身份证.png', content: null, hash: 32 })
  })

  test('who may not read the order is told that there is none', async () => {
    const order = await draft()
    const { id } = await attach(sales, order)
    const rows = await readRows(audit)
    assert.equal((await colleague.get(`/v1/orders/${order}/attachments`)).status, 404)
    assert.equal((await colleague.send('POST', `/v1/orders/${order}/attachments?name=a`, picture())).status, 404)
    assert.equal((await download(colleague, id)).status, 404)
    assert.equal((await colleague.send('DELETE', `/v1/attachments/${id}`)).status, 404)
    assert.deepEqual(await readRows(audit), rows)
  })
})

const cookieOf = async (account: string): Promise<string> => {
  const { cookies } = await company.app.http.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { account, password: 'correct-horse-42' },
  })
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

describe('watchers', () => {
  const watchersOf = async (order: string) =>
    (await sales.read(`/v1/orders/${order}/watchers`)).rows.map(
      (row: { person: { name: string }; until: string | null }) => [row.person.name, row.until],
    )

  test('who is copied reads the order until the end named, and no longer', async () => {
    const order = await draft()
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 404)
    // The database's own clock tells whether a sight has ended.
    const until = new Date(Date.now() + 1500).toISOString()
    await sales.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId], until })
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 200)
    assert.equal((await watchersOf(order)).length, 1)
    await new Promise((resolve) => setTimeout(resolve, 1600))
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 404)
  })

  test('taking a copy back ends the sight at once', async () => {
    const order = await draft()
    await sales.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId, colleague.personId] })
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 200)
    await sales.send('DELETE', `/v1/orders/${order}/watchers/${logistics.personId}`)
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 404)
    assert.equal((await colleague.get(`/v1/orders/${order}`)).status, 200)
    const gone = await sales.send('DELETE', `/v1/orders/${order}/watchers/${logistics.personId}`)
    assert.deepEqual([gone.status, gone.body.code], [404, 'notes.notWatching'])
  })

  test('who was only copied must not copy others, but stops watching by oneself', async () => {
    const order = await draft()
    await sales.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId] })
    const rows = await readRows(audit)
    const refused = await logistics.refused(403, `/v1/orders/${order}/watchers`, { personIds: [colleague.personId] })
    assert.equal(refused.code, 'notes.notAnswering')
    assert.deepEqual(await readRows(audit), rows)
    assert.equal((await logistics.send('DELETE', `/v1/orders/${order}/watchers/${logistics.personId}`)).status, 200)
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 404)
  })

  test('watching by oneself keeps no sight that was lent', async () => {
    const order = await draft()
    const offered = await sales.post('/v1/handovers', {
      to: { kind: 'person', id: logistics.personId },
      subjects: [{ kind: 'order', id: order }],
      reason: 'next',
    })
    await logistics.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId] })
    await logistics.post(`/v1/handovers/${offered.id}/decline`, { reason: '不归我' })
    assert.equal((await logistics.get(`/v1/orders/${order}`)).status, 404)
  })

  test('an end that has passed, and somebody who does not work here, are refused', async () => {
    const order = await draft()
    const rows = await readRows(audit)
    const past = { personIds: [logistics.personId], until: '2020-01-01T09:00:00Z' }
    assert.equal((await sales.refused(422, `/v1/orders/${order}/watchers`, past)).code, 'notes.endPassed')
    const nobody = { personIds: [order] }
    assert.equal((await sales.refused(422, `/v1/orders/${order}/watchers`, nobody)).code, 'notes.watcherUnknown')
    assert.deepEqual(await readRows(audit), rows)
  })

  test('a handover copies its watchers on every order', async () => {
    const [one, other] = [await draft(), await draft()]
    const tracker = await company.as('tracker')
    await sales.post('/v1/handovers', {
      to: { kind: 'person', id: tracker.personId },
      subjects: [one, other].map((id) => ({ kind: 'order', id })),
      reason: 'next',
      copyTo: [logistics.personId],
      copyUntil: '2099-01-01T00:00:00Z',
    })
    const { name } = (await logistics.read('/v1/me')).person
    for (const id of [one, other]) assert.deepEqual(await watchersOf(id), [[name, '2099-01-01T00:00:00.000Z']])
    assert.equal((await logistics.get(`/v1/orders/${other}`)).status, 200)
  })
})

test('the promises about files and watchers hold, and planted damage is found', async () => {
  const order = await draft()
  const { id } = await attach(sales, order)
  await sales.post(`/v1/orders/${order}/watchers`, { personIds: [logistics.personId] })
  assert.deepEqual(await audit.broken(checks), [])
  const planted: [string, string][] = [
    ['F1', `update notes.attachment set content = set_byte(content, 3, 7) where attachment_id = '${id}'`],
    [
      'F2',
      `update notes.attachment set content = null, removed_by = added_by, removed_at = now() where attachment_id = '${id}'`,
    ],
    ['C4-watcher', `delete from custody.visible where because = 'watcher' and subject_id = '${order}'`],
    ['C4-watcher', `delete from notes.watcher where subject_id = '${order}'`],
  ]
  for (const [check, sql] of planted) assert.deepEqual(await audit.broken(checks, sql), [check], sql)
})

test('nobody but the boss and whom it concerns reads an order', async () => {
  const order = await draft()
  assert.equal((await boss.get(`/v1/orders/${order}/watchers`)).status, 200)
  assert.equal((await colleague.get(`/v1/orders/${order}/watchers`)).status, 404)
})
