import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Audit, openAudit } from './testing/audit.ts'
import { type Client, createTestCompany, type TestCompany } from './testing/company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from './testing/masters.ts'
import type { Operation } from './testing/operation.ts'
import { examplesOf, makeSubjects, type Subjects } from './testing/operations.ts'
import { readRows } from './testing/row-counts.ts'

let company: TestCompany
let audit: Audit
let masters: Masters
let subjects: Subjects
let sales: Client
let tracker: Client
let warehouse: Client
let logistics: Client
let finance: Client
let boss: Client

before(async () => {
  company = await createTestCompany()
  audit = await openAudit(company)
  masters = await makeMasters(company, { creditLimit: null })
  const names = ['sales1', 'tracker', 'warehouse', 'logistics', 'finance', 'boss']
  ;[sales, tracker, warehouse, logistics, finance, boss] = (await Promise.all(names.map(company.as))) as [
    Client,
    Client,
    Client,
    Client,
    Client,
    Client,
  ]
  subjects = await makeSubjects(company, masters)
})
after(async () => {
  await audit.close()
  await company.close()
})

type Try = [name: string, client: Client, method: 'POST' | 'PUT', path: string, body: object, version?: string]

/** Each is refused with a reason that both languages tell, and none of them writes. */
async function allRefused(tries: Try[], statuses: number[]): Promise<void> {
  const before = await readRows(audit)
  const faults: string[] = []
  for (const [name, client, method, path, body, version] of tries) {
    const headers: Record<string, string> = version === undefined ? {} : { 'if-match': version }
    const zh = await client.send(method, path, body, { ...headers, 'accept-language': 'zh' })
    const en = await client.send(method, path, body, headers)
    const told =
      /\p{Script=Han}/u.test(zh.body.detail) && /[a-z]/.test(en.body.detail) && zh.body.detail !== en.body.detail
    if (!statuses.includes(en.status) || zh.body.code !== en.body.code || !told)
      faults.push(`${name}: ${en.status} ${JSON.stringify(en.body)}`)
  }
  assert.deepEqual(faults, [])
  assert.deepEqual(await readRows(audit), before)
}

const line = (quantity: string) => [{ itemId: masters.items.hinge, quantity }]

test('quantities that are negative, none, finer than the unit or more than there is are refused', async () => {
  const draft = await sales.post('/v1/orders', orderOf(masters, line('10')))
  const order = await orderInProcess(sales, tracker, masters, line('10'))
  const shipped = await orderInProcess(sales, tracker, masters, line('10'))
  const delivery = await warehouse.post(`/v1/orders/${shipped}/ship`, { lines: [{ line: 1, quantity: '8' }] })
  const { warehouseId } = masters
  const tries: Try[] = ['-1', '0', '0.5', '-0.000001', '0.0000001', '1e3'].flatMap((quantity): Try[] => {
    const lines = line(quantity)
    const part = { lines: [{ line: 1, quantity }] }
    return [
      [`order ${quantity}`, sales, 'POST', '/v1/orders', orderOf(masters, lines)],
      [`change to ${quantity}`, sales, 'PUT', `/v1/orders/${draft.id}`, orderOf(masters, lines), '1'],
      [`receive ${quantity}`, warehouse, 'POST', '/v1/stock/receipts', { warehouseId, reason: '到货', lines }],
      [`open with ${quantity}`, boss, 'POST', '/v1/stock/openings', { warehouseId, reason: '期初', lines }],
      [`ship ${quantity}`, warehouse, 'POST', `/v1/orders/${order}/ship`, part],
    ]
  })
  const sign = (signed: string, more: object = {}) => ({ name: '张蕾', lines: [{ line: 1, signed, ...more }] })
  const signing = `/v1/deliveries/${delivery.id}/sign`
  tries.push(
    [
      'ship more than is reserved',
      warehouse,
      'POST',
      `/v1/orders/${order}/ship`,
      { lines: [{ line: 1, quantity: '11' }] },
    ],
    [
      'ship more than is left',
      warehouse,
      'POST',
      `/v1/orders/${shipped}/ship`,
      { lines: [{ line: 1, quantity: '3' }] },
    ],
    [
      'ship a line twice',
      warehouse,
      'POST',
      `/v1/orders/${order}/ship`,
      { lines: ['6', '6'].map((quantity) => ({ line: 1, quantity })) },
    ],
    [
      'ship a line that is not there',
      warehouse,
      'POST',
      `/v1/orders/${order}/ship`,
      { lines: [{ line: 7, quantity: '1' }] },
    ],
    ['sign less than none', logistics, 'POST', signing, sign('-1')],
    ['sign more than was shipped', logistics, 'POST', signing, sign('9')],
    ['sign parts of a piece', logistics, 'POST', signing, sign('7.5', { short: '0.5' })],
    ['sign and lose more than was shipped', logistics, 'POST', signing, sign('8', { short: '1' })],
    [
      'adjust by nothing',
      warehouse,
      'POST',
      '/v1/stock/adjustments',
      { warehouseId, reason: '盘点', lines: [{ itemId: masters.items.hinge, difference: '0' }] },
    ],
    [
      'adjust below what is reserved',
      warehouse,
      'POST',
      '/v1/stock/adjustments',
      { warehouseId, reason: '盘点', lines: [{ itemId: masters.items.hinge, difference: '-1000' }] },
    ],
    [
      'an amount no ledger holds',
      sales,
      'POST',
      '/v1/orders',
      orderOf(masters, [{ ...line('1000000000')[0]!, unitPrice: '1000000000' }]),
    ],
    [
      'a line of a number beyond all',
      sales,
      'PUT',
      `/v1/orders/${draft.id}`,
      orderOf(masters, [{ ...line('1')[0]!, line: 2 ** 40 }] as never),
      '1',
    ],
  )
  await allRefused(tries, [400, 409, 422])
})

test('money that is none, negative, too fine, or more than is owed or left is refused', async () => {
  const pay = (amount: string, more: object = {}) => ({
    customerId: subjects.masters.customerId,
    amount,
    method: 'transfer',
    ...more,
  })
  const matching = `/v1/payments/${subjects.payment}/match`
  const match = (amount: string) => ({ matches: [{ invoiceId: subjects.invoice, amount }] })
  const credit = `/v1/invoices/${subjects.invoice}/credit`
  const some = (quantity: string, line = 1) => ({ reason: '折让', lines: [{ line, quantity }] })
  await allRefused(
    [
      ...['0', '-1', '0.001', '', '1e2', '99999999999999'].map(
        (amount): Try => [`pay ${amount}`, finance, 'POST', '/v1/payments', pay(amount)],
      ),
      ['match more than was paid at once', finance, 'POST', '/v1/payments', pay('10.00', match('10.01'))],
      ...['0', '-1', '30.01', '0.001'].map(
        (amount): Try => [`match ${amount} of 30 left`, finance, 'POST', matching, match(amount)],
      ),
      [
        'match twice what is left',
        finance,
        'POST',
        matching,
        { matches: [...match('20.00').matches, ...match('20.00').matches] },
      ],
      [
        'refund more than is left',
        finance,
        'POST',
        `/v1/payments/${subjects.payment}/refund`,
        { amount: '30.01', reason: '多付' },
      ],
      ['refund nothing', finance, 'POST', `/v1/payments/${subjects.payment}/refund`, { amount: '0', reason: '多付' }],
      ...['0', '-1', '10.000001', '11'].map(
        (quantity): Try => [`credit ${quantity} of 10`, finance, 'POST', credit, some(quantity)],
      ),
      ['credit a line that is not there', finance, 'POST', credit, some('1', 9)],
      [
        'credit a line twice',
        finance,
        'POST',
        credit,
        { reason: '折让', lines: ['6', '6'].map((quantity) => ({ line: 1, quantity })) },
      ],
    ],
    [400, 409, 422],
  )
})

/** What changes an order, its deliveries or its bill; notes, files, watchers and links stand beside it at any time. */
const OF_AN_ORDER = /^(POST|PUT) \/v1\/orders\/:id(?!\/(notes|attachments|watchers|tracking-links))/

async function settledOrder(): Promise<string> {
  const id = await orderInProcess(sales, tracker, masters, line('2'))
  const delivery = await warehouse.post(`/v1/orders/${id}/ship`)
  await logistics.post(`/v1/deliveries/${delivery.id}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '2' }] })
  const invoice = await finance.post(`/v1/orders/${id}/invoice`)
  const { gross: amount, id: invoiceId } = invoice
  await finance.post('/v1/payments', {
    customerId: masters.customerId,
    amount,
    method: 'cash',
    matches: [{ invoiceId, amount }],
  })
  assert.equal((await boss.read(`/v1/orders/${id}`)).state, 'settled')
  return id
}

async function cancelledOrder(): Promise<string> {
  const { id } = await sales.post('/v1/orders', orderOf(masters, line('2')))
  await sales.post(`/v1/orders/${id}/cancel`, { reason: '客户取消' })
  return id
}

test('an order that is settled or cancelled takes no change, whoever asks', async () => {
  for (const id of [await settledOrder(), await cancelledOrder()]) {
    const examples = examplesOf({ ...subjects, masters, order: id })
    const { version } = await boss.read(`/v1/orders/${id}`)
    const tries = (Object.keys(examples) as Operation[])
      .filter((operation) => OF_AN_ORDER.test(operation))
      .map((operation): Try => {
        const [method] = operation.split(' ') as ['POST' | 'PUT']
        const { path, body } = examples[operation]
        return [operation, boss, method, path, body!, operation.startsWith('PUT') ? String(version) : undefined]
      })
    assert.ok(tries.length >= 13, String(tries.length))
    const subject = [{ kind: 'order', id }]
    tries.push([
      'hand over',
      sales,
      'POST',
      '/v1/handovers',
      { to: { kind: 'person', id: tracker.personId }, subjects: subject, reason: 'next' },
    ])
    await allRefused(tries, [403, 404, 409, 422])
  }
})

test('what was answered, signed, credited, matched or reversed is not done again', async () => {
  const own = examplesOf(subjects)
  const offer = { path: own['POST /v1/handovers/:id/accept'].path }
  await tracker.post(offer.path, {}, { 'if-match': '1' })
  const { signedOn: _, ...signature } = own['POST /v1/deliveries/:id/sign'].body as { signedOn: string }
  await logistics.post(own['POST /v1/deliveries/:id/sign'].path, signature)
  await finance.post(own['POST /v1/matchings/:id/reverse'].path, { reason: '配错' })
  await finance.post(own['POST /v1/invoices/:id/credit'].path, { reason: '全部冲红' })
  await finance.post(own['POST /v1/payments/:id/reverse'].path, { reason: '退票' })
  const again = (client: Client, operation: Operation, body?: object, version?: string): Try => [
    ...([operation, client, 'POST', own[operation].path, body ?? own[operation].body!] as const),
    version,
  ]
  await allRefused(
    [
      again(tracker, 'POST /v1/handovers/:id/accept', {}, '2'),
      again(tracker, 'POST /v1/handovers/:id/decline'),
      again(sales, 'POST /v1/handovers/:id/recall'),
      again(logistics, 'POST /v1/deliveries/:id/sign'),
      again(logistics, 'POST /v1/sign/:token'),
      again(logistics, 'POST /v1/deliveries/:id/link'),
      again(logistics, 'POST /v1/deliveries/:id/reverse'),
      again(finance, 'POST /v1/invoices/:id/credit', { reason: '再冲一次' }),
      again(finance, 'POST /v1/payments/:id/reverse'),
      again(finance, 'POST /v1/payments/:id/refund'),
      again(finance, 'POST /v1/payments/:id/match'),
      again(finance, 'POST /v1/matchings/:id/reverse'),
    ],
    [404, 409, 422],
  )
})

test('what would bring a sum above all that can be kept is refused, and no fault of the server', async () => {
  const { warehouseId, items } = masters
  const most = 2n ** 63n - 1n
  const plant = (quantity: bigint) =>
    audit.plant('update inventory.balance set on_hand = on_hand + $1 where item_id = $2', [quantity, items.screw])
  const [{ on_hand: before }] = await audit.sql('select on_hand from inventory.balance where item_id = $1', [
    items.screw,
  ])
  await plant(most - BigInt(before))
  const lines = [{ itemId: items.screw, quantity: '1', value: '1.00' }]
  const body = { warehouseId, reason: '补货', lines }
  await allRefused([['receive', warehouse, 'POST', '/v1/stock/receipts', body]], [422])
  assert.equal((await warehouse.send('POST', '/v1/stock/receipts', body)).body.code, 'kernel.sumTooLarge')
  await plant(BigInt(before) - most)
})
