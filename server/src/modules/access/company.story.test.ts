import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { type Audit, openAudit } from '../../testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { readRows } from '../../testing/row-counts.ts'

let company: TestCompany
let audit: Audit
let admin: Client
before(async () => {
  company = await createTestCompany({ at: '2026-11-22T02:00:00Z' })
  audit = await openAudit(company)
  admin = await company.as('admin')
})
after(async () => {
  await audit.close()
  await company.close()
})

const patch = (body: object, version: number) => admin.send('PATCH', '/v1/company', body, { 'if-match': `${version}` })

test('the company’s facts and policies are changed, and everybody works by them at once', async () => {
  const before = await admin.read('/v1/company')
  assert.deepEqual([before.version, before.currencyFixed, before.logo], [1, false, null])
  const bankAccounts = [{ bank: '工商银行余姚支行', account: '3901 0000 1234', holder: '' }]
  const facts = { name: '余姚新程五金有限公司', nameEn: 'New Way Hardware', taxId: '91330281MA2', bankAccounts }
  const policies = { priceAllowance: '0.05', answerHours: 8, signAfterDays: 0, termDays: 45, invoiceBasis: 'shipped' }
  assert.deepEqual((await patch({ ...facts, currency: 'USD', policies }, 1)).body, { version: 2 })
  const after = await (await company.as('sales1')).read('/v1/company')
  assert.deepEqual(
    [after.name, after.nameEn, after.taxId, after.bankAccounts, after.currency, after.policies],
    [facts.name, facts.nameEn, facts.taxId, bankAccounts, 'USD', policies],
  )
  assert.equal((await admin.read('/v1/me')).company.name, facts.name)
  assert.equal((await patch({ policies: { termDays: 60 } }, 2)).status, 200)
  assert.deepEqual((await admin.read('/v1/company')).policies, { ...policies, termDays: 60 })
  const { id } = await admin.post('/v1/customers', { name: '第一家' })
  const customer = await admin.read(`/v1/customers/${id}`)
  assert.deepEqual([customer.termDays, customer.invoiceBasis], [60, 'shipped'])

  const table: [status: number, code: string, body: object, version: number][] = [
    [412, 'access.companyStale', { name: 'X' }, 1],
    [409, 'access.currencyFixed', { currency: 'CNY' }, 3],
    [422, 'access.timeZoneUnknown', { timeZone: 'Mars/Base' }, 3],
    [400, 'kernel.invalid', { policies: { priceAllowance: '1.01' } }, 3],
    [400, 'kernel.invalid', { policies: { signAfterDays: -1 } }, 3],
    [400, 'kernel.invalid', { demonstration: true }, 3],
  ]
  for (const [status, code, body, version] of table) {
    const held = await readRows(audit)
    const answer = await patch(body, version)
    assert.deepEqual([answer.status, answer.body.code], [status, code])
    assert.deepEqual(await readRows(audit), held, code)
  }
})

/** A chunk of a PNG; its checksum is left empty, since nobody here decodes the picture. */
const chunk = (type: string, data: Buffer) =>
  Buffer.concat([Buffer.from([0, 0, 0, data.length]), Buffer.from(type), data, Buffer.alloc(4)])

const END = Buffer.from('0000000049454e44ae426082', 'hex')
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(8))),
    END,
  ])
}
const jpeg = Buffer.from('ffd8ffe000044a46ffc0000b080010002001011100ffda0002ffd9', 'hex')

const upload = (content: Buffer, type = 'application/octet-stream') =>
  company.app.http.inject({
    method: 'PUT',
    url: '/v1/company/logo',
    headers: { authorization: token, 'content-type': type, 'idempotency-key': randomUUID(), 'accept-language': 'en' },
    payload: content,
  })
let token = ''

test('the logo is a picture by its bytes, served as nothing else, and taken off again', async () => {
  const session = await company.app.http.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { account: 'admin', password: 'correct-horse-42' },
  })
  token = `Bearer ${session.json().token}`
  const bad: [code: string, content: Buffer][] = [
    ['access.logoWrongKind', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['access.logoWrongKind', Buffer.from('GIF89a')],
    ['access.logoWrongKind', Buffer.alloc(0)],
    ['access.logoBroken', png(10, 10).subarray(0, -3)],
    ['access.logoBroken', png(0, 10)],
    ['access.logoBroken', jpeg.subarray(0, -2)],
    ['access.logoTooLarge', png(5000, 10)],
  ]
  for (const [code, content] of bad) {
    const held = await readRows(audit)
    const answer = await upload(content)
    assert.deepEqual([answer.statusCode, answer.json().code], [422, code])
    assert.deepEqual(await readRows(audit), held, code)
  }
  assert.equal((await upload(Buffer.alloc(512 * 1024 + 1))).statusCode, 413)
  assert.equal((await upload(png(10, 10), 'image/png')).statusCode, 415)
  const none = await company.app.http.inject({ url: '/v1/company/logo', headers: { authorization: token } })
  assert.equal(none.statusCode, 404)

  for (const [content, type] of [
    [png(64, 32), 'image/png'],
    [jpeg, 'image/jpeg'],
  ] as const) {
    const kept = await upload(content)
    assert.equal(kept.statusCode, 200)
    assert.equal((await admin.read('/v1/company')).logo, kept.json().logo)
    const shown = await company.app.http.inject({ url: '/v1/company/logo', headers: { authorization: token } })
    assert.deepEqual([shown.statusCode, shown.headers['content-type'], shown.rawPayload], [200, type, content])
    assert.equal(shown.headers['x-content-type-options'], 'nosniff')
    const again = await company.app.http.inject({
      url: '/v1/company/logo',
      headers: { authorization: token, 'if-none-match': shown.headers.etag as string },
    })
    assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0])
  }
  assert.equal((await admin.send('DELETE', '/v1/company/logo')).status, 200)
  assert.equal((await admin.send('DELETE', '/v1/company/logo')).status, 404)
  assert.equal((await admin.read('/v1/company')).logo, null)
})
