import type { Client, TestCompany } from './company.ts'
import { type LineWish, type Masters, orderInProcess, orderOf } from './masters.ts'

/** Ids of orders, one for each stage of an order's life and each way a handover can go. */
export type Stages = Awaited<ReturnType<typeof makeStages>>

/** Takes orders to every stage over the API, with a receipt left over, a credit note, a refund and deliveries taken back. */
export async function makeStages(company: TestCompany, masters: Masters) {
  const clients = await Promise.all(
    ['sales1', 'sales2', 'manager', 'tracker', 'warehouse', 'logistics', 'finance', 'boss'].map((name) =>
      company.as(name),
    ),
  )
  const [sales, other, manager, tracker, warehouse, logistics, finance, boss] = clients as [
    Client,
    Client,
    Client,
    Client,
    Client,
    Client,
    Client,
    Client,
  ]
  const { items, customerId } = masters
  const some: LineWish[] = [
    { itemId: items.hinge, quantity: '10' },
    { itemId: items.freight, quantity: '1', unitPrice: '50' },
  ]
  const draft = async (lines = some): Promise<string> => (await sales.post('/v1/orders', orderOf(masters, lines))).id
  const pending = async (lines = some) => {
    const id = await draft(lines)
    await sales.post(`/v1/orders/${id}/confirm`, { with: '张蕾', how: 'phone' })
    return id
  }
  const offer = async (id: string, to: object) =>
    (await sales.post('/v1/handovers', { to, subjects: [{ kind: 'order', id }], reason: 'next' })).id as string
  const toTracker = { kind: 'person', id: tracker.personId }
  const toPool = { kind: 'department', id: company.founded.departments.get('D20')! }
  const processing = (lines = some) => orderInProcess(sales, tracker, masters, lines)
  const ship = async (id: string, lines = some) => {
    const delivery = await warehouse.post(`/v1/orders/${id}/ship`, { carrier: '德邦', trackingNumber: 'DPK1' })
    return { id: delivery.id as string, lines: lines.filter((line) => line.itemId !== items.freight) }
  }
  const completed = async (lines = some) => {
    const id = await processing(lines)
    const shipped = await ship(id, lines)
    await logistics.post(`/v1/deliveries/${shipped.id}/sign`, {
      name: '张蕾',
      lines: shipped.lines.map((line, index) => ({ line: index + 1, signed: line.quantity })),
    })
    return { id, delivery: shipped.id }
  }
  const invoiced = async () => {
    const { id } = await completed()
    return { id, invoice: await finance.post(`/v1/orders/${id}/invoice`) }
  }
  const pay = (amount: string, reference: string, matches: object[] = []) =>
    finance.post('/v1/payments', { customerId, amount, method: 'transfer', reference, matches })

  const settled = await invoiced()
  await pay(settled.invoice.gross, 'BANK-1', [{ invoiceId: settled.invoice.id, amount: settled.invoice.gross }])
  const part = await invoiced()
  await pay('60.00', 'BANK-2', [{ invoiceId: part.invoice.id, amount: '50.00' }])
  const credited = await invoiced()
  await finance.post(`/v1/invoices/${credited.invoice.id}/credit`, {
    reason: '价格折让',
    lines: [{ line: 1, quantity: '1' }],
  })
  const forgiven = await invoiced()
  await finance.post(`/v1/invoices/${forgiven.invoice.id}/credit`, {
    reason: '质量索赔',
    lines: [{ line: 1, quantity: '2' }],
  })
  const refunded = await pay('30.00', 'BANK-3')
  await boss.post(`/v1/payments/${refunded.id}/refund`, { amount: '10.00', reason: '客户要求' }, { 'if-match': '1' })

  const offered = await pending()
  await offer(offered, toTracker)
  const declined = await pending()
  const declining = await offer(declined, toTracker)
  await tracker.post(`/v1/handovers/${declining}/decline`, { reason: '资料不全' })
  const recalled = await pending()
  await sales.post(`/v1/handovers/${await offer(recalled, toTracker)}/recall`, { reason: '发错人' })
  const pooled = await pending()
  await offer(pooled, toPool)
  const claimed = await pending()
  await offer(claimed, toPool)
  await tracker.post(`/v1/orders/${claimed}/claim`)
  const returned = await processing()
  const returning = await tracker.post(`/v1/orders/${returned}/return`, { reason: '客户改要求' })
  await sales.post(`/v1/handovers/${returning.id}/accept`, {}, { 'if-match': '1' })

  const referred = await draft([{ itemId: items.hinge, quantity: '10', unitPrice: '1' }])
  await sales.post(`/v1/orders/${referred}/confirm`, { with: '张蕾', how: 'phone' })
  const approved = await draft([{ itemId: items.hinge, quantity: '12', unitPrice: '1' }])
  await sales.post(`/v1/orders/${approved}/confirm`, { with: '张蕾', how: 'phone' })
  await manager.post(`/v1/orders/${approved}/review`, { decision: 'approve', reason: '老客户' })
  const changed = await draft()
  await sales.send('PUT', `/v1/orders/${changed}`, orderOf(masters, [some[0]!], { reason: '改数量' }), {
    'if-match': '1',
  })
  const cancelled = await pending()
  await sales.post(`/v1/orders/${cancelled}/cancel`, { reason: '客户取消' })
  const held = await pending()
  await sales.post(`/v1/orders/${held}/hold`, { kind: 'customer', reason: '等客户通知' })
  const short = await processing([{ itemId: items.handle, quantity: '700' }])
  await ship(short, [])
  await sales.post(`/v1/orders/${short}/short-close`, { lines: [1], reason: '余数不要' })
  const shipped = await processing()
  await ship(shipped)
  const reversed = await processing()
  await warehouse.post(`/v1/deliveries/${(await ship(reversed)).id}/reverse`, { reason: '装错车' })
  const tasks = await warehouse.read('/v1/tasks?box=pool')
  await warehouse.post(`/v1/tasks/${tasks.rows[0].id}/claim`)
  await other.post('/v1/orders', orderOf(masters, some))
  return {
    draft: await draft(),
    pending: await pending(),
    processing: await processing(),
    completed: (await completed()).id,
    settled: settled.id,
    part: part.id,
    credited: credited.id,
    claimedTask: tasks.rows[0].id as string,
    ...{
      offered,
      declined,
      recalled,
      pooled,
      claimed,
      returned,
      referred,
      approved,
      changed,
      cancelled,
      held,
      short,
      shipped,
      reversed,
    },
  }
}
