import { type Client, PASSWORD, type TestCompany } from './company.ts'
import { type Masters, makeMasters, orderInProcess, orderOf } from './masters.ts'
import type { Example, Operation } from './operation.ts'
import { examplesOfImports, type ImportSubject, makeImport } from './operations-of-imports.ts'
import { examplesOfAdministration, makePeople, type PeopleSubjects } from './operations-of-people.ts'
import { examplesOfSetup, makeSetup, type SetupSubjects } from './operations-of-setup.ts'
import { type Beside, examplesOfWatching, makeBeside } from './operations-of-watching.ts'

/** One subject of each kind that the API names, made over the API. */
export interface Subjects {
  masters: Masters
  order: string
  openDelivery: string
  delivery: string
  token: string
  invoice: string
  payment: string
  matching: string
  package: string
  task: string
  note: string
  person: string
  beside: Beside
  people: PeopleSubjects
  imported: ImportSubject
  setup: SetupSubjects
}

const some = (masters: Masters, quantity = '10') => [{ itemId: masters.items.hinge, quantity }]

export async function makeSubjects(company: TestCompany, known?: Masters): Promise<Subjects> {
  const masters = known ?? (await makeMasters(company, { creditLimit: null }))
  const names = ['sales1', 'tracker', 'warehouse', 'logistics', 'finance']
  const [sales, tracker, warehouse, logistics, finance] = (await Promise.all(names.map(company.as))) as [
    Client,
    Client,
    Client,
    Client,
    Client,
  ]
  const { id: order } = await sales.post('/v1/orders', orderOf(masters, some(masters)))
  const { id: note } = await sales.post(`/v1/orders/${order}/notes`, { text: '催回签' })
  const { id: offered } = await sales.post('/v1/orders', orderOf(masters, some(masters)))
  await sales.post(`/v1/orders/${offered}/confirm`, { with: '张蕾', how: 'phone' })
  const handover = await sales.post('/v1/handovers', {
    to: { kind: 'person', id: tracker.personId },
    subjects: [{ kind: 'order', id: offered }],
    reason: 'next',
  })
  const open = await orderInProcess(sales, tracker, masters, some(masters))
  const { id: openDelivery } = await warehouse.post(`/v1/orders/${open}/ship`)
  const link = await logistics.post(`/v1/deliveries/${openDelivery}/link`)
  const done = await orderInProcess(sales, tracker, masters, some(masters))
  const { id: delivery } = await warehouse.post(`/v1/orders/${done}/ship`)
  await logistics.post(`/v1/deliveries/${delivery}/sign`, { name: '张蕾', lines: [{ line: 1, signed: '10' }] })
  const { id: invoice } = await finance.post(`/v1/orders/${done}/invoice`)
  const { id: payment } = await finance.post('/v1/payments', {
    ...{ customerId: masters.customerId, amount: '50.00', method: 'transfer' },
    matches: [{ invoiceId: invoice, amount: '20.00' }],
  })
  const { matchings } = await finance.read(`/v1/invoices/${invoice}`)
  await orderInProcess(sales, tracker, masters, some(masters))
  const task = (await warehouse.read('/v1/tasks?box=pool')).rows[0].id
  return {
    ...{ masters, order, openDelivery, delivery, token: link.path.replace('/sign/', ''), invoice, payment },
    ...{ matching: matchings[0].id, package: handover.id, task, note, person: tracker.personId },
    people: await makePeople(company),
    imported: await makeImport(company),
    setup: await makeSetup(company, masters),
    beside: await makeBeside(sales, order, warehouse.personId, handover.batchId),
  }
}

/** One call for every operation of the API that its schemas take. An operation without one is a type error, and fails the tests. */
export function examplesOf(subjects: Subjects): Record<Operation, Example> {
  return {
    ...examplesOfPeople(subjects),
    ...examplesOfAdministration(subjects.people),
    ...examplesOfImports(subjects.imported),
    ...examplesOfCustomers(subjects),
    ...examplesOfGoods(subjects),
    ...examplesOfOrders(subjects),
    ...examplesOfHandover(subjects),
    ...examplesOfDelivery(subjects),
    ...examplesOfFinance(subjects),
    ...examplesOfSetup(subjects.setup),
    ...examplesOfWatching(subjects.order, subjects.person, subjects.package, subjects.beside),
  }
}

const examplesOfPeople = ({ order, task, note }: Subjects) =>
  ({
    'POST /v1/session': { path: '/v1/session', body: { account: 'sales1', password: PASSWORD } },
    'DELETE /v1/session': { path: '/v1/session' },
    'DELETE /v1/sessions': { path: '/v1/sessions' },
    'POST /v1/me/password': { path: '/v1/me/password', body: { current: PASSWORD, next: 'another-horse-43' } },
    'GET /v1/me': { path: '/v1/me' },
    'GET /v1/preferences': { path: '/v1/preferences' },
    'PUT /v1/preferences/:name': { path: '/v1/preferences/columns', body: { value: { shown: ['number', 'gross'] } } },
    'GET /v1/departments': { path: '/v1/departments' },
    'GET /v1/persons': { path: '/v1/persons?q=chen' },
    'GET /v1/tasks': { path: `/v1/tasks?box=mine&orderId=${order}&limit=10` },
    'POST /v1/tasks/:id/claim': { path: `/v1/tasks/${task}/claim`, body: {} },
    'GET /v1/orders/:id/timeline': { path: `/v1/orders/${order}/timeline?kind=all&limit=10` },
    'POST /v1/orders/:id/notes': {
      path: `/v1/orders/${order}/notes`,
      body: { text: '已联系', remindOn: '2099-01-02' },
    },
    'POST /v1/notes/:id/done': { path: `/v1/notes/${note}/done`, body: {} },
    'GET /v1/notes/due': { path: '/v1/notes/due' },
    'GET /v1/approvals': { path: '/v1/approvals?limit=10' },
  }) satisfies Partial<Record<Operation, Example>>

function examplesOfCustomers({ masters, person }: Subjects) {
  const { customerId } = masters
  const contact = { name: '张蕾', position: '采购', phone: '138 0571 2266', email: 'zl@example.com', preferred: true }
  const address = {
    recipient: '张蕾',
    phone: '138 0571 2266',
    region: '浙江',
    street: '莫干山路 1418 号',
    preferred: true,
  }
  const named = {
    name: '湖州南浔建材',
    shortName: '南浔',
    taxId: '91330000MA27',
    region: '浙江',
    paymentMethod: 'cash',
  }
  const terms = { invoiceBasis: 'shipped', termDays: 30, ownerId: person, note: '月结' }
  return {
    'GET /v1/customers': { path: '/v1/customers?q=yq&limit=10' },
    'GET /v1/customers/:id': { path: `/v1/customers/${customerId}` },
    'POST /v1/customers': {
      path: '/v1/customers',
      body: { ...named, ...terms, number: 'C-9', creditLimit: '100.00', contacts: [contact], addresses: [address] },
    },
    'PATCH /v1/customers/:id': {
      path: `/v1/customers/${customerId}`,
      body: { ...named, ...terms, active: true, contacts: [contact], addresses: [address] },
      version: 1,
    },
    'PUT /v1/customers/:id/credit': {
      path: `/v1/customers/${customerId}/credit`,
      body: { creditLimit: '900.00', reason: '年度调整' },
      version: 1,
    },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfGoods({ masters }: Subjects) {
  const { customerId, warehouseId } = masters
  const price = { customerId, fromQuantity: '10', unitPrice: '9.5', validFrom: '2026-01-01', validUntil: '2099-12-31' }
  const item = {
    name: '锁体',
    specification: '50×72',
    taxCode: 'VAT13',
    category: '锁',
    listPrice: '12',
    floorPrice: '11',
  }
  const receipt = {
    warehouseId,
    reason: '期初',
    lines: [{ itemId: masters.items.hinge, quantity: '5', value: '30.00' }],
  }
  const counted = { warehouseId, reason: '盘点', lines: [{ itemId: masters.items.hinge, difference: '2' }] }
  return {
    'GET /v1/items': { path: '/v1/items?q=hj&kind=stock&limit=10' },
    'GET /v1/items/:id/price': {
      path: `/v1/items/${masters.items.hinge}/price?customerId=${customerId}&quantity=10&on=2026-11-22`,
    },
    'GET /v1/items/:id': { path: `/v1/items/${masters.items.hinge}` },
    'PATCH /v1/items/:id': {
      path: `/v1/items/${masters.items.hinge}`,
      body: { ...item, standardCost: '6', active: true, prices: [price] },
      version: 1,
    },
    'POST /v1/items': {
      path: '/v1/items',
      body: { ...item, number: 'LK-5072', kind: 'stock', unit: 'pcs', standardCost: '6', prices: [price] },
    },
    'GET /v1/units': { path: '/v1/units' },
    'GET /v1/tax-rates': { path: '/v1/tax-rates' },
    'GET /v1/warehouses': { path: '/v1/warehouses' },
    'GET /v1/stock': { path: `/v1/stock?q=hj&itemId=${masters.items.hinge}&limit=10` },
    'GET /v1/stock/moves': { path: `/v1/stock/moves?itemId=${masters.items.hinge}&limit=10` },
    'POST /v1/stock/receipts': { path: '/v1/stock/receipts', body: receipt },
    'POST /v1/stock/openings': { path: '/v1/stock/openings', body: receipt },
    'POST /v1/stock/adjustments': { path: '/v1/stock/adjustments', body: counted },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfOrders({ masters, order, person }: Subjects) {
  const line = { description: '合页', taxCode: 'VAT13', requestedOn: '2099-12-01', promisedOn: '2099-12-02' }
  const lines = [{ ...some(masters)[0], unitPrice: '10', ...line }]
  const head = {
    customerNumber: 'PO-1',
    termDays: 30,
    promisedOn: '2099-12-02',
    note: '加急',
    contactName: '张蕾',
    region: '浙江',
  }
  const body = { ...orderOf(masters, []), ...head, lines }
  const at = (step: string) => `/v1/orders/${order}/${step}`
  return {
    'GET /v1/orders': {
      path: `/v1/orders?view=all&state=draft&customerId=${masters.customerId}&ownerId=${person}&holderId=${person}&q=SO&limit=10`,
    },
    'GET /v1/orders/counts': { path: '/v1/orders/counts' },
    'GET /v1/orders/names': { path: `/v1/orders/names?ids=${order}` },
    'GET /v1/orders/:id': { path: `/v1/orders/${order}` },
    'GET /v1/orders/:id/versions': { path: at('versions') },
    'POST /v1/orders': { path: '/v1/orders', body },
    'PUT /v1/orders/:id': {
      path: `/v1/orders/${order}`,
      body: { ...body, reason: '改数量', lines: [{ ...lines[0], line: 1 }] },
      version: 1,
    },
    'POST /v1/orders/:id/confirm': {
      path: at('confirm'),
      body: { with: '张蕾', how: 'phone', at: '2026-11-22T09:00:00Z' },
    },
    'POST /v1/orders/:id/review': {
      path: at('review'),
      body: { decision: 'approve', reason: '老客户', validUntil: '2099-01-01T00:00:00Z' },
    },
    'POST /v1/orders/:id/change/decide': {
      path: at('change/decide'),
      body: { decision: 'approve', reason: '老客户', validUntil: '2099-01-01T00:00:00Z' },
    },
    'POST /v1/orders/:id/change/withdraw': { path: at('change/withdraw'), body: { reason: '不改了' } },
    'POST /v1/orders/:id/perform': {
      path: at('perform'),
      body: { with: '张蕾', on: '2026-11-22', note: '现场验收' },
    },
    'POST /v1/orders/:id/unperform': { path: at('unperform'), body: { reason: '点错' } },
    'POST /v1/orders/:id/hold': {
      path: at('hold'),
      body: { kind: 'customer', reason: '等通知', until: '2099-01-01T00:00:00Z' },
    },
    'POST /v1/orders/:id/release': {
      path: at('release'),
      body: { reason: '已通知', decision: 'approve', validUntil: '2099-01-01T00:00:00Z' },
    },
    'POST /v1/orders/:id/cancel': { path: at('cancel'), body: { reason: '客户取消' } },
    'POST /v1/orders/:id/short-close': { path: at('short-close'), body: { lines: [1], reason: '余数不要' } },
    'POST /v1/orders/:id/process': { path: at('process'), body: {} },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfHandover({ order, package: offer, person }: Subjects) {
  const body = { to: { kind: 'person', id: person }, subjects: [{ kind: 'order', id: order }] }
  const words = { reason: 'next', note: '先传照片', nextAction: '催图', afterwards: 'read' }
  const times = {
    nextActionDue: '2099-01-01T00:00:00Z',
    answerBy: '2099-01-01T00:00:00Z',
    afterwardsUntil: '2099-01-01T00:00:00Z',
  }
  return {
    'GET /v1/orders/:id/strip': { path: `/v1/orders/${order}/strip` },
    'GET /v1/handovers/receivers': { path: `/v1/handovers/receivers?orderIds=${order}&q=chen` },
    'POST /v1/handovers/check': { path: '/v1/handovers/check', body },
    'POST /v1/handovers': { path: '/v1/handovers', body: { ...body, ...words, ...times } },
    'GET /v1/handovers': { path: `/v1/handovers?box=sent&orderId=${order}&limit=10` },
    'GET /v1/handovers/:id': { path: `/v1/handovers/${offer}` },
    'POST /v1/handovers/:id/accept': { path: `/v1/handovers/${offer}/accept`, body: {}, version: 1 },
    'POST /v1/handovers/:id/decline': { path: `/v1/handovers/${offer}/decline`, body: { reason: '资料不全' } },
    'POST /v1/handovers/:id/recall': { path: `/v1/handovers/${offer}/recall`, body: { reason: '发错人' } },
    'POST /v1/handovers/:id/reverse': { path: `/v1/handovers/${offer}/reverse`, body: { reason: '发错人' } },
    'POST /v1/orders/:id/return': { path: `/v1/orders/${order}/return`, body: { reason: '客户改要求' } },
    'POST /v1/orders/:id/claim': { path: `/v1/orders/${order}/claim`, body: {} },
    'POST /v1/orders/:id/assign': { path: `/v1/orders/${order}/assign`, body: { personId: person } },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfDelivery({ order, openDelivery, delivery, token }: Subjects) {
  const line = { line: 1, signed: '9', short: '1', damaged: '0', remark: '少一副' }
  const signature = { name: '张蕾', lines: [line], remark: '已收', rating: 5 }
  return {
    'GET /v1/deliveries': { path: `/v1/deliveries?state=shipped&orderId=${order}&q=DN&limit=10` },
    'GET /v1/deliveries/shippable': { path: '/v1/deliveries/shippable?q=SO&limit=10' },
    'GET /v1/orders/:id/shippable': { path: `/v1/orders/${order}/shippable` },
    'GET /v1/deliveries/:id': { path: `/v1/deliveries/${openDelivery}` },
    'POST /v1/orders/:id/ship': {
      path: `/v1/orders/${order}/ship`,
      body: { lines: [{ line: 1, quantity: '1' }], carrier: '德邦', trackingNumber: 'DPK1', note: '易碎' },
    },
    'POST /v1/deliveries/:id/sign': {
      path: `/v1/deliveries/${openDelivery}/sign`,
      body: { ...signature, signedOn: '2026-11-22' },
    },
    'POST /v1/deliveries/:id/link': { path: `/v1/deliveries/${openDelivery}/link`, body: {} },
    'POST /v1/deliveries/:id/reverse': { path: `/v1/deliveries/${openDelivery}/reverse`, body: { reason: '装错车' } },
    'POST /v1/deliveries/:id/unsign': { path: `/v1/deliveries/${delivery}/unsign`, body: { reason: '签错' } },
    'GET /v1/sign/:token': { path: `/v1/sign/${token}` },
    'POST /v1/sign/:token': { path: `/v1/sign/${token}`, body: signature },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfFinance({ masters, order, invoice, payment, matching }: Subjects) {
  const { customerId } = masters
  const matches = [{ invoiceId: invoice, amount: '1.00' }]
  const paid = { amount: '5.00', method: 'transfer', receivedOn: '2026-11-22', reference: 'BANK-1' }
  return {
    'GET /v1/invoices': { path: `/v1/invoices?open=true&orderId=${order}&customerId=${customerId}&q=INV&limit=10` },
    'GET /v1/invoices/due': { path: '/v1/invoices/due?q=SO&limit=10' },
    'GET /v1/orders/:id/invoiceable': { path: `/v1/orders/${order}/invoiceable` },
    'GET /v1/invoices/:id': { path: `/v1/invoices/${invoice}` },
    'POST /v1/orders/:id/invoice': { path: `/v1/orders/${order}/invoice`, body: { issuedOn: '2026-11-22' } },
    'POST /v1/invoices/:id/credit': {
      path: `/v1/invoices/${invoice}/credit`,
      body: { reason: '价格折让', billAgain: false, lines: [{ line: 1, quantity: '1' }] },
    },
    'POST /v1/invoices/:id/reverse': { path: `/v1/invoices/${invoice}/reverse`, body: { reason: '开错' } },
    'GET /v1/payments': { path: `/v1/payments?open=true&customerId=${customerId}&orderId=${order}&limit=10` },
    'POST /v1/payments': { path: '/v1/payments', body: { ...paid, customerId, orderId: order, matches } },
    'POST /v1/payments/:id/match': { path: `/v1/payments/${payment}/match`, body: { matches } },
    'POST /v1/matchings/:id/reverse': { path: `/v1/matchings/${matching}/reverse`, body: { reason: '配错' } },
    'POST /v1/payments/:id/reverse': { path: `/v1/payments/${payment}/reverse`, body: { reason: '退票' } },
    'POST /v1/payments/:id/refund': {
      path: `/v1/payments/${payment}/refund`,
      body: { amount: '5.00', paidOn: '2026-11-22', reference: 'BANK-2', reason: '多付' },
    },
    'GET /v1/payments/suggestions': {
      path: `/v1/payments/suggestions?customerId=${customerId}&amount=5.00&orderId=${order}&reference=INV`,
    },
    'GET /v1/receivables': { path: '/v1/receivables?on=2026-11-22&limit=10' },
    'GET /v1/trial-balance': { path: '/v1/trial-balance?on=2026-11-22' },
  } satisfies Partial<Record<Operation, Example>>
}
