import type { Client, TestCompany } from './company.ts'

export interface Masters {
  customerId: string
  items: { hinge: string; handle: string; screw: string; freight: string }
  warehouseId: string
}

/** A customer and a few items with stock, made over the API by those whose work it is. */
export async function makeMasters(
  company: TestCompany,
  options: { creditLimit?: string | null; stock?: Record<string, string> } = {},
): Promise<Masters> {
  const boss = await company.as('boss')
  const customer = await boss.post('/v1/customers', {
    name: '杭州云栖酒店用品有限公司',
    shortName: '云栖酒店',
    creditLimit: options.creditLimit === undefined ? '500000.00' : options.creditLimit,
    termDays: 30,
    invoiceBasis: 'signed',
    addresses: [
      { recipient: '张蕾', phone: '138 0571 2266', street: '良渚街道莫干山路 1418 号 3 号库', preferred: true },
    ],
  })
  const item = (number: string, name: string, kind = 'stock', unit = 'pcs') =>
    boss.post('/v1/items', {
      number,
      name,
      kind,
      unit,
      taxCode: 'VAT13',
      listPrice: '10',
      ...(kind === 'stock' && { standardCost: '6' }),
    })
  const hinge = await item('HC-304-4B', '不锈钢合页', 'stock', 'pair')
  const handle = await item('LS-128-MB', '铝合金拉手')
  const screw = await item('PJ-M4-25', '自攻螺丝', 'stock', 'grain')
  const freight = await item('FREIGHT', '运费', 'freight', 'time')
  const warehouseId = company.founded.warehouses.get('W1')!
  const stock = options.stock ?? { hinge: '1000', handle: '500', screw: '100000' }
  const ids = { hinge: hinge.id, handle: handle.id, screw: screw.id, freight: freight.id }
  const lines = Object.entries(stock).map(([name, quantity]) => ({
    itemId: ids[name as keyof typeof ids],
    quantity,
    value: (Number(quantity) * 6).toFixed(2),
  }))
  if (lines.length > 0)
    await (await company.as('warehouse')).post('/v1/stock/receipts', { warehouseId, reason: '期初', lines })
  return { customerId: customer.id, items: ids, warehouseId }
}

export interface LineWish {
  itemId: string
  quantity: string
  unitPrice?: string
}

/** An order with all facts that confirmation asks for. */
export const orderOf = (masters: Masters, lines: LineWish[], more: Record<string, unknown> = {}) => ({
  customerId: masters.customerId,
  pricesIncludeTax: false,
  paymentMethod: 'transfer',
  requestedOn: '2099-12-01',
  recipient: '张蕾',
  phone: '138 0571 2266',
  street: '良渚街道莫干山路 1418 号 3 号库',
  lines: lines.map((line) => ({ unitPrice: '10', ...line })),
  ...more,
})

/** Creates and confirms an order as `seller`, then hands it to `receiver`, who accepts. Answers the order's id. */
export async function orderInProcess(
  seller: Client,
  receiver: Client,
  masters: Masters,
  lines: LineWish[],
): Promise<string> {
  const { id } = await seller.post('/v1/orders', orderOf(masters, lines))
  await seller.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
  const offered = await seller.post('/v1/handovers', {
    to: { kind: 'person', id: receiver.personId },
    subjects: [{ kind: 'order', id }],
    reason: 'next',
  })
  await receiver.post(`/v1/handovers/${offered.id}/accept`, {}, { 'if-match': '1' })
  return id
}
