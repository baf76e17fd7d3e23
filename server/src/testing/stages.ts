import type { Client, TestCompany } from './company.ts'
import { bringIn } from './import-files.ts'
import { type LineWish, type Masters, orderInProcess, orderOf } from './masters.ts'
import { attach } from './operations-of-watching.ts'

/** Ids of orders, one for each stage of an order's life and each way a handover can go. */
export type Stages = Awaited<ReturnType<typeof makeStages>>

/** Takes orders to every stage over the API, with a receipt left over, credit notes, a refund and a delivery taken back. */
export async function makeStages(company: TestCompany, masters: Masters) {
  const acts = await actsOf(company, masters)
  const paid = await makePaid(acts, masters)
  const handed = await makeHanded(acts, company)
  const kept = await makeKept(acts, masters)
  const { warehouse } = acts
  const tasks = await warehouse.read('/v1/tasks?box=pool')
  await warehouse.post(`/v1/tasks/${tasks.rows[0].id}/claim`)
  const around = await makeWatched(acts, company)
  const { id: imported } = await bringIn(acts.boss, 'customers', '名称,账期\n导入的客户,30\n写错的客户,三十\n')
  return {
    draft: await acts.draft(),
    pending: await acts.pending(),
    processing: await acts.processing(),
    completed: (await acts.completed()).id,
    claimedTask: tasks.rows[0].id as string,
    imported: imported as string,
    ...{ ...paid, ...handed, ...kept, ...around },
  }
}

type Acts = Awaited<ReturnType<typeof actsOf>>

const SHIPMENT = { carrier: '德邦', trackingNumber: 'DPK1' }
const AGREED = { with: '张蕾', how: 'phone' }

/** What those who work on orders do, one step after the other. */
async function actsOf(company: TestCompany, masters: Masters) {
  const as = async (account: string): Promise<Client> => await company.as(account)
  const [sales, manager, tracker] = [await as('sales1'), await as('manager'), await as('tracker')]
  const [warehouse, logistics] = [await as('warehouse'), await as('logistics')]
  const [finance, boss] = [await as('finance'), await as('boss')]
  const some: LineWish[] = [
    { itemId: masters.items.hinge, quantity: '10' },
    { itemId: masters.items.freight, quantity: '1', unitPrice: '50' },
  ]
  const draft = async (lines = some): Promise<string> => (await sales.post('/v1/orders', orderOf(masters, lines))).id
  const pending = async (lines = some) => {
    const id = await draft(lines)
    await sales.post(`/v1/orders/${id}/confirm`, AGREED)
    return id
  }
  const processing = (lines = some) => orderInProcess(sales, tracker, masters, lines)
  const ship = async (id: string): Promise<string> => (await warehouse.post(`/v1/orders/${id}/ship`, SHIPMENT)).id
  const completed = async () => {
    const id = await processing()
    const signed = { name: '张蕾', lines: [{ line: 1, signed: '10' }] }
    await logistics.post(`/v1/deliveries/${await ship(id)}/sign`, signed)
    return { id }
  }
  const invoiced = async () => {
    const { id } = await completed()
    return { id, invoice: await finance.post(`/v1/orders/${id}/invoice`) }
  }
  const people = { sales, manager, tracker, warehouse, finance, boss }
  return { ...people, some, draft, pending, processing, ship, completed, invoiced }
}

/** Settled, paid in part, credited; a receipt that is left over and one that was given back in part. */
async function makePaid({ invoiced, finance, boss }: Acts, { customerId }: Masters) {
  const pay = (amount: string, reference: string, matches: object[] = []) =>
    finance.post('/v1/payments', { customerId, amount, method: 'transfer', reference, matches })
  const credit = (invoice: { id: string }, quantity: string) =>
    finance.post(`/v1/invoices/${invoice.id}/credit`, { reason: '价格折让', lines: [{ line: 1, quantity }] })

  const settled = await invoiced()
  await pay(settled.invoice.gross, 'BANK-1', [{ invoiceId: settled.invoice.id, amount: settled.invoice.gross }])
  const part = await invoiced()
  await pay('60.00', 'BANK-2', [{ invoiceId: part.invoice.id, amount: '50.00' }])
  const credited = await invoiced()
  await credit(credited.invoice, '1')
  await credit((await invoiced()).invoice, '2')
  const forgiven = await invoiced()
  for (const reason of ['开错', '又开错']) {
    const note = await credit(forgiven.invoice, '1')
    await finance.post(`/v1/invoices/${note.id}/reverse`, { reason })
  }
  const receipt = await pay('30.00', 'BANK-3')
  await boss.post(`/v1/payments/${receipt.id}/refund`, { amount: '10.00', reason: '客户要求' }, { 'if-match': '1' })
  return { settled: settled.id, part: part.id, credited: credited.id }
}

/** Every way in which a handover can go. */
async function makeHanded({ pending, processing, sales, tracker }: Acts, company: TestCompany) {
  const offer = async (id: string, to: object) =>
    (await sales.post('/v1/handovers', { to, subjects: [{ kind: 'order', id }], reason: 'next' })).id as string
  const toTracker = { kind: 'person', id: tracker.personId }
  const toPool = { kind: 'department', id: company.founded.departments.get('D20')! }

  const offered = await pending()
  await offer(offered, toTracker)
  const declined = await pending()
  await tracker.post(`/v1/handovers/${await offer(declined, toTracker)}/decline`, { reason: '资料不全' })
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
  return { offered, declined, recalled, pooled, claimed, returned }
}

/** An order with a file, somebody who is copied and called, and a link for the customer; all of whom have been told. */
async function makeWatched({ draft, sales, tracker, warehouse }: Acts, company: TestCompany) {
  const watched = await draft()
  const { id: attachment } = await attach(sales, watched)
  await sales.post(`/v1/orders/${watched}/watchers`, { personIds: [warehouse.personId], until: '2099-01-01T00:00:00Z' })
  const { id: tracking } = await sales.post(`/v1/orders/${watched}/tracking-links`)
  const { name } = (await tracker.read('/v1/me')).person
  await sales.post(`/v1/orders/${watched}/notes`, { text: `@${name} 看一下` })
  await company.app.reactions.wake()
  return { watched, attachment: attachment as string, tracking: tracking as string }
}

/** What becomes of an order beside the straight way. */
async function makeKept({ draft, pending, processing, ship, some, sales, manager, warehouse }: Acts, masters: Masters) {
  const cheap = (quantity: string) => draft([{ itemId: masters.items.hinge, quantity, unitPrice: '1' }])
  const referred = await cheap('10')
  await sales.post(`/v1/orders/${referred}/confirm`, AGREED)
  const approved = await cheap('12')
  await sales.post(`/v1/orders/${approved}/confirm`, AGREED)
  await manager.post(`/v1/orders/${approved}/review`, { decision: 'approve', reason: '老客户' })
  const changed = await draft()
  const change = orderOf(masters, [some[0]!], { reason: '改数量' })
  await sales.send('PUT', `/v1/orders/${changed}`, change, { 'if-match': '1' })
  const cancelled = await pending()
  await sales.post(`/v1/orders/${cancelled}/cancel`, { reason: '客户取消' })
  const held = await pending()
  await sales.post(`/v1/orders/${held}/hold`, { kind: 'customer', reason: '等客户通知' })
  const short = await processing([{ itemId: masters.items.handle, quantity: '700' }])
  await ship(short)
  await sales.post(`/v1/orders/${short}/short-close`, { lines: [1], reason: '余数不要' })
  const shipped = await processing()
  await ship(shipped)
  const reversed = await processing()
  await warehouse.post(`/v1/deliveries/${await ship(reversed)}/reverse`, { reason: '装错车' })
  const amended = await processing([...some, { itemId: masters.items.handle, quantity: '3' }])
  const amend = (lines: LineWish[], version: number) =>
    sales.send(
      'PUT',
      `/v1/orders/${amended}`,
      orderOf(
        masters,
        lines.map((line, index) => ({ ...line, line: index + 1 })),
        { reason: '客户少要' },
      ),
      { 'if-match': String(version) },
    )
  const { version } = (await amend(some, (await sales.read(`/v1/orders/${amended}`)).version)).body
  await amend([{ ...some[0]!, unitPrice: '1' }, some[1]!], version)
  const performed = await processing([some[1]!])
  await sales.post(`/v1/orders/${performed}/perform`, { with: '张蕾' })
  return { amended, performed, referred, approved, changed, cancelled, held, short, shipped, reversed }
}
