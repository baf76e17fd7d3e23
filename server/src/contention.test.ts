import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { command, perform } from './kernel/command.ts'
import { statement } from './kernel/statement.ts'
import { type Audit, openAudit } from './testing/audit.ts'
import { type Answer, type Client, createTestCompany, type TestCompany } from './testing/company.ts'
import { type Masters, makeMasters, orderOf } from './testing/masters.ts'
import { verify } from './verify.ts'

/** As many callers at once; sixteen database connections serve them. */
const CLIENTS = 64
const ROUNDS = process.env.BATON_TEST_LONG ? 20 : 2

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field.
type Loose = any

let company: TestCompany
let masters: Masters
let audit: Audit
let sales: Client
let trackers: Client[]
let finance: Client
let warehouse: Client

before(async () => {
  company = await createTestCompany()
  masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '100000', handle: '100000' } })
  audit = await openAudit(company)
  sales = await company.as('sales1')
  trackers = await Promise.all(['tracker', 'tracker2', 'tracker3'].map((name) => company.as(name)))
  finance = await company.as('finance')
  warehouse = await company.as('warehouse')
})
after(async () => {
  await audit.close()
  await company.close()
})

const each = <T>(act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: CLIENTS }, (_, index) => act(index)))

/** Nobody sees a deadlock, a serialization failure or "busy": what is not done is refused with a reason. */
function assertClear(answers: Answer<Loose>[]): void {
  for (const { status, body } of answers)
    assert.ok(
      status < 300 || (status >= 400 && status < 500 && body.code && body.detail),
      `${status} ${JSON.stringify(body)}`,
    )
}

/** One of them did it, and every other was told why not. */
function assertOneWins(answers: Answer<Loose>[], codes: RegExp): void {
  assertClear(answers)
  assert.equal(answers.filter(({ status }) => status < 300).length, 1)
  for (const { status, body } of answers) if (status >= 300) assert.match(body.code, codes)
}

const newOrder = async (lines = [{ itemId: masters.items.hinge, quantity: '10' }], customerId = masters.customerId) =>
  (await sales.post('/v1/orders', orderOf(masters, lines, { customerId }))).id as string

const confirm = (id: string) => sales.send('POST', `/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })

async function newCustomer(creditLimit: string): Promise<string> {
  const boss = await company.as('boss')
  return (await boss.post('/v1/customers', { name: `信用客户 ${randomUUID()}`, creditLimit })).id
}

async function newItem(stock: string): Promise<string> {
  const boss = await company.as('boss')
  const number = `I-${randomUUID().slice(0, 13)}`
  const item = await boss.post('/v1/items', {
    ...{ number, name: number, kind: 'stock', unit: 'pcs', taxCode: 'VAT13', listPrice: '10', standardCost: '6' },
  })
  await receive(item.id, stock)
  return item.id
}

const receive = (itemId: string, quantity: string) =>
  warehouse.post('/v1/stock/receipts', {
    warehouseId: masters.warehouseId,
    reason: '到货',
    lines: [{ itemId, quantity }],
  })

const exposureOf = async (customerId: string): Promise<string> =>
  (await audit.sql('select exposure::text from partners.credit where customer_id = $1', [customerId]))[0].exposure

async function offerTo(to: object, ids: string[]): Promise<string> {
  const subjects = ids.map((id) => ({ kind: 'order', id }))
  return (await sales.post('/v1/handovers', { to, subjects, reason: 'next' })).id
}
const toTracker = () => ({ kind: 'person', id: trackers[0]!.personId })
const accept = (offerId: string) =>
  trackers[0]!.send('POST', `/v1/handovers/${offerId}/accept`, {}, { 'if-match': '1' })

/** Sets a customer's limit, in minor units, as whoever may. */
async function raiseLimit(customerId: string, minor: string): Promise<void> {
  await audit.plant('update partners.credit set credit_limit = $2 where customer_id = $1', [customerId, minor])
}

async function lowerLimit(customerId: string, creditLimit: string): Promise<Answer<Loose>> {
  const { version } = await finance.read(`/v1/customers/${customerId}`)
  const headers = { 'if-match': String(version) }
  return finance.send('PUT', `/v1/customers/${customerId}/credit`, { creditLimit, reason: '风险' }, headers)
}

/** Changes an order to twice as many pieces. */
async function double(id: string, customerId: string): Promise<Answer<Loose>> {
  const { version } = await sales.read(`/v1/orders/${id}`)
  const lines = [{ itemId: masters.items.hinge, quantity: '20', line: 1 }]
  const body = orderOf(masters, lines, { customerId, reason: '加倍' })
  return sales.send('PUT', `/v1/orders/${id}`, body, { 'if-match': String(version) })
}

/** What a race for a credit line must end in: as many as fit, and not a cent less or more. */
const FIT = 20
const GROSS = 11_300n
const LIMIT = { text: '2260.00', minor: GROSS * BigInt(FIT) }

/** Runs a race of raises by GROSS each, with room for FIT of them, and says what is wrong with its end. */
async function raceForCredit(customerId: string, raise: (index: number) => Promise<boolean>): Promise<string[]> {
  const passed = (await each(raise)).filter(Boolean).length
  const exposure = BigInt(await exposureOf(customerId))
  return [
    ...(passed === FIT ? [] : [`${passed} passed, ${FIT} fit`]),
    ...(exposure === LIMIT.minor ? [] : [`the exposure is ${exposure}, the limit ${LIMIT.minor}`]),
  ]
}

test('one credit line: as many orders pass as fit, the others are referred, and the exposure is the limit', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const customerId = await newCustomer(LIMIT.text)
    const orders = await each(() => newOrder(undefined, customerId))
    const answers: Answer<Loose>[] = []
    const wrong = await raceForCredit(customerId, async (index) => {
      const answer = await confirm(orders[index]!)
      answers.push(answer)
      return answer.body.review?.outcome === 'passed'
    })
    assertClear(answers)
    assert.deepEqual(wrong, [])
    assert.equal(answers.filter(({ body }) => body.review?.outcome === 'referred').length, CLIENTS - FIT)
    const cancelled = await each((index) =>
      sales.send('POST', `/v1/orders/${orders[index]}/cancel`, { reason: '竞争后取消' }),
    )
    assertClear(cancelled)
    assert.equal(await exposureOf(customerId), '0')
  }
})

test('one credit line: as many changes after review pass as fit, the others wait as proposals and book nothing', async () => {
  const customerId = await newCustomer('7232.00')
  const orders = await each(() => newOrder(undefined, customerId))
  for (const id of orders) assert.equal((await confirm(id)).body.state, 'pending')
  await raiseLimit(customerId, (GROSS * BigInt(CLIENTS + FIT)).toString())
  const answers = await each((index) => double(orders[index]!, customerId))
  assertClear(answers)
  assert.equal(answers.filter(({ body }) => body.outcome === 'changed').length, FIT)
  assert.equal(answers.filter(({ body }) => body.outcome === 'proposed').length, CLIENTS - FIT)
  assert.equal(BigInt(await exposureOf(customerId)), GROSS * BigInt(CLIENTS + FIT))
})

test('a limit that is lowered while orders are confirmed, changed and cancelled leaves none of them open and free above it', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const customerId = await newCustomer('7232.00')
    const orders = await each(() => newOrder(undefined, customerId))
    for (const id of orders.slice(0, CLIENTS / 2)) await confirm(id)
    const acts: ((id: string, index: number) => Promise<Answer<Loose>>)[] = [
      (id) => double(id, customerId),
      (id) => sales.send('POST', `/v1/orders/${id}/cancel`, { reason: '不要了' }),
      (_, index) => confirm(orders[CLIENTS / 2 + (index % (CLIENTS / 2))]!),
      (_, index) => (index === 3 ? lowerLimit(customerId, '100.00') : confirm(orders[CLIENTS - 1 - (index % 32)]!)),
    ]
    assertClear(await each((index) => acts[index % acts.length]!(orders[index]!, index)))
    await audit.quiet()
    const [{ free, exposure, advance }] = await audit.sql(
      `select coalesce(sum(exposure) filter (where hold_kind is null), 0)::text as free, sum(exposure)::text as exposure,
              (select exposure::text from partners.credit c where c.customer_id = $1) as advance
         from orders.sales_order where customer_id = $1 and state in ('pending', 'processing')`,
      [customerId],
    )
    assert.equal(exposure ?? '0', advance)
    assert.ok(BigInt(free) <= 10_000n, `${free} may be delivered on a limit of 10000`)
  }
})

const readCredit = statement<{ limit: bigint; exposure: bigint }>(
  'contention.readCredit',
  'select credit_limit as "limit", exposure from partners.credit where customer_id = $1',
)
const writeCredit = statement(
  'contention.writeCredit',
  'update partners.credit set exposure = exposure + $2 where customer_id = $1',
)

test('control: "sum, then update" without a lock breaks the limit, and the race sees it', async () => {
  const naive = command({
    load: (work, { customerId }: { customerId: string }) => ({ credit: work.read(readCredit, [customerId]) }),
    run: (work, { customerId }, { credit: [credit] }) => {
      const fits = credit!.exposure + GROSS <= credit!.limit
      if (fits) work.write(writeCredit, [customerId, GROSS])
      return fits
    },
  })
  const { kernel } = company.app
  const person = { companyId: company.founded.company.id, personId: sales.personId, userId: sales.personId }
  const context = await company.app.contextOf(person)
  const customerId = await newCustomer(LIMIT.text)
  const wrong = await raceForCredit(
    customerId,
    async () => (await perform(kernel, context!, naive, { customerId }, randomUUID())).reply,
  )
  assert.match(wrong.join('; '), /(\d+) passed, 20 fit; the exposure is/)
  await audit.plant('update partners.credit set exposure = 0 where customer_id = $1', [customerId])
})

/** What a race for stock must end in: everything is reserved, and nothing twice. */
async function wrongWithStock(itemId: string, onHand: bigint): Promise<string[]> {
  const [{ reserved, open }] = await audit.sql(
    `select (select sum(reserved) from inventory.balance where item_id = $1)::text as reserved,
            (select coalesce(sum(quantity), 0) from inventory.reservation where item_id = $1)::text as open`,
    [itemId],
  )
  return [
    ...(BigInt(reserved) === onHand ? [] : [`${reserved} reserved of ${onHand}`]),
    ...(reserved === open ? [] : [`${reserved} reserved, ${open} in reservations`]),
  ]
}

test('the last pieces: acceptances at once reserve all that there is, and no piece twice', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [near, far] = [await newItem('100'), await newItem('90')]
    const wishes = [
      { itemId: near, quantity: '3' },
      { itemId: far, quantity: '2' },
    ]
    // Half of them name the items the other way round, which deadlocks where locks follow the lines.
    const orders = await each((index) => newOrder(index % 2 === 0 ? wishes : [...wishes].reverse()))
    for (const id of orders) assert.equal((await confirm(id)).status, 200)
    const offers = await each((index) => offerTo(toTracker(), [orders[index]!]))
    const answers = await each((index) => accept(offers[index]!))
    assertClear(answers)
    assert.deepEqual(
      answers.map(({ status }) => status),
      orders.map(() => 200),
    )
    assert.deepEqual(await wrongWithStock(near, 100_000_000n), [])
    assert.deepEqual(await wrongWithStock(far, 90_000_000n), [])
  }
})

test('stock that comes while it is wanted, shipped and given up is never spent twice nor left lying', async () => {
  const itemId = await newItem('100')
  const orders = await each(() => newOrder([{ itemId, quantity: '3' }]))
  for (const id of orders) assert.equal((await confirm(id)).status, 200)
  for (const id of await each((index) => offerTo(toTracker(), [orders[index]!])))
    assert.equal((await accept(id)).status, 200)
  const acts: ((id: string) => Promise<Answer<Loose>>)[] = [
    (id) => warehouse.send('POST', `/v1/orders/${id}/ship`, {}),
    (id) => trackers[0]!.send('POST', `/v1/orders/${id}/process`, {}),
    (id) => sales.send('POST', `/v1/orders/${id}/short-close`, { lines: [1], reason: '余数不要' }),
    () =>
      warehouse.send('POST', '/v1/stock/receipts', {
        ...{ warehouseId: masters.warehouseId, reason: '到货', lines: [{ itemId, quantity: '1' }] },
      }),
  ]
  assertClear(await each((index) => acts[index % acts.length]!(orders[index]!)))
  await company.app.reactions.wake()
  assertClear(await each((index) => trackers[0]!.send('POST', `/v1/orders/${orders[index]}/process`, {})))
  const [{ free, wanted }] = await audit.sql(
    `select (select sum(on_hand - reserved) from inventory.balance where item_id = $1)::text as free,
            (select sum(quantity - short_closed - shipped - reserved) from orders.line l join orders.sales_order o using (company_id, order_id)
              where l.item_id = $1 and o.state = 'processing')::text as wanted`,
    [itemId],
  )
  assert.ok(
    BigInt(free) >= 0n && (BigInt(free) === 0n || BigInt(wanted ?? 0) === 0n),
    `${free} free while ${wanted} wanted`,
  )
})

test('one package: one acceptance counts, the others are refused, and the order moves once', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await newOrder()
    await confirm(id)
    const offer = await offerTo(toTracker(), [id])
    assertOneWins(await each(() => accept(offer)), /^(handover|custody)\./)
    const rows = await audit.sql('select sequence from custody.custody where subject_id = $1', [id])
    assert.equal(rows.length, 2)
  }
})

test('one order in a pool: one claim counts, the others are refused', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await newOrder()
    await confirm(id)
    await offerTo({ kind: 'department', id: company.founded.departments.get('D20')! }, [id])
    const claims = await each((index) => trackers[index % 3]!.send('POST', `/v1/orders/${id}/claim`, {}))
    assertOneWins(claims, /^(handover|custody)\./)
    const [{ held }] = await audit.sql(
      `select count(*)::int as held from custody.custody where subject_id = $1 and entered = 'claimed'`,
      [id],
    )
    assert.equal(held, 1)
  }
})

test('one offer: acceptance, recall, decline and cancellation at once leave one answer', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await newOrder()
    await confirm(id)
    const offer = await offerTo(toTracker(), [id])
    const acts = [
      () => accept(offer),
      () => trackers[0]!.send('POST', `/v1/handovers/${offer}/decline`, { reason: '资料不全' }),
      () => sales.send('POST', `/v1/handovers/${offer}/recall`, {}),
      () => sales.send('POST', `/v1/orders/${id}/notes`, { text: '催一下' }),
    ]
    const answers = await each((index) => acts[index % 4]!())
    assertClear(answers)
    assert.equal(answers.filter(({ status }, index) => index % 4 !== 3 && status < 300).length, 1)
    assert.equal(answers.filter(({ status }, index) => index % 4 === 3 && status < 300).length, CLIENTS / 4)
  }
})

/** Takes orders to where they can be invoiced. */
async function signedOrders(): Promise<string[]> {
  const logistics = await company.as('logistics')
  const orders = await each(() => newOrder())
  for (const id of orders) assert.equal((await confirm(id)).status, 200)
  assert.equal((await accept(await offerTo(toTracker(), orders))).status, 200)
  const shipped = await each(async (index) => (await warehouse.post(`/v1/orders/${orders[index]}/ship`)).id as string)
  await each((index) =>
    logistics.post(`/v1/deliveries/${shipped[index]}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '10' }] }),
  )
  return orders
}

test('one number series: invoices at once are numbered without a gap and without a twin', async () => {
  const orders = await signedOrders()
  const answers = await each((index) => finance.send('POST', `/v1/orders/${orders[index]}/invoice`, {}))
  assertClear(answers)
  const numbers = answers.map(({ body }) => body.number as string).sort()
  const wanted = orders.map((_, index) => `INV-${String(index + 1).padStart(6, '0')}`)
  assert.deepEqual(numbers, wanted)
  const stored = await audit.sql(`select number from finance.invoice where kind = 'invoice' order by number`)
  assert.deepEqual(
    stored.map((row: Loose) => Number(row.number)),
    wanted.map((_, index) => index + 1),
  )

  // The same invoice paid by all at once: matched up to its amount and not beyond.
  const { id, gross } = answers[0]!.body
  const payments = await each(
    async () =>
      (await finance.post('/v1/payments', { customerId: masters.customerId, amount: gross, method: 'transfer' })).id,
  )
  const matched = await each((index) =>
    finance.send('POST', `/v1/payments/${payments[index]}/match`, { matches: [{ invoiceId: id, amount: gross }] }),
  )
  assertOneWins(matched, /^finance\./)
})

test('one order is invoiced by one of many', async () => {
  const [id] = await signedOrders()
  assertOneWins(await each(() => finance.send('POST', `/v1/orders/${id}/invoice`, {})), /^finance\./)
})

test('one idempotency key: one order, and everybody gets its number', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const headers = { 'idempotency-key': randomUUID() }
    const body = orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }])
    const count = async () => (await audit.sql('select count(*)::int as orders from orders.sales_order'))[0].orders
    const before = await count()
    const answers = await each(() => sales.send('POST', '/v1/orders', body, headers))
    assertClear(answers)
    assert.deepEqual([...new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body])))].length, 1)
    assert.equal(answers[0]!.status, 201)
    assert.equal(await count(), before + 1)
  }
})

test('afterwards every invariant holds, and no transaction ever met a deadlock', async () => {
  const { findings } = await verify(company.ownerUrl)
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  )
  await audit.sql('select pg_stat_force_next_flush()')
  const [{ deadlocks }] = await audit.sql(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  assert.equal(deadlocks, 0)
})
