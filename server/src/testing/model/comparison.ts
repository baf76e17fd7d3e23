import assert from 'node:assert/strict'
import type { Audit } from '../audit.ts'
import type { Client } from '../company.ts'
import { type Actor, type Chance, type Plan, type Reply, yuan } from './act.ts'
import { due, type Model, type Order, openOffer, sum } from './model.ts'

/** What a company's database and its lists tell, held against the model. */
export interface Watched {
  model: Model
  audit: Audit
  reserved: Map<Order, number[]>
  clients: Record<Actor, Client>
}

const PIECE = 1_000_000
const accountOf = ({ clients }: Watched, id: string | null): string | null =>
  Object.entries(clients).find(([, { personId }]) => personId === id)?.[0] ?? null

/** Every row of the orders, their lines, credit and stock; then what the model leaves open is taken over from them. */
export async function compareRows(watched: Watched, promised: Pick<Plan, 'fills' | 'serves'>): Promise<void> {
  const { model, audit, reserved } = watched
  const rows = await audit.sql(
    `select o.order_id as id, o.state, o.hold_kind as hold, o.holder_id as holder, o.holder_department_id is not null as held, o.offered,
            o.exposure::int, o.invoiced::int, o.credited::int, o.paid::int, o.gross::int,
            (select json_agg(json_build_array(l.quantity, l.short_closed, l.shipped, l.signed, l.invoiced, l.reserved) order by l.line)
               from orders.line l where l.company_id = o.company_id and l.order_id = o.order_id and not l.removed) as lines
       from orders.sales_order o where o.customer_id = any($1::uuid[])`,
    [model.customers.map(({ id }) => id)],
  )
  assert.equal(rows.length, model.orders.length)
  for (const order of model.orders) {
    const row = rows.find(({ id }) => id === order.id)
    learn(model, order, row)
    reserved.set(
      order,
      row.lines.map((line: number[]) => line[5]! / PIECE),
    )
    assert.deepEqual(told(watched, row), expected(model, order), `${order.number} as it is, against the model`)
  }
  await compareCredit(watched)
  await compareStock(watched, promised)
}

/** Of a customer with a limit it is the house that says which orders stop and which go on, within what is owed. */
function learn(model: Model, order: Order, row: Reply): void {
  if (model.customers[order.customer]!.limit === null) return
  order.hold = row.hold
  if (order.state === 'confirmed' && order.referred && ['pending', 'processing'].includes(row.state))
    Object.assign(order, { state: row.state, referred: false })
}

const told = (watched: Watched, { holder, held, lines, id: _, ...row }: Reply) => ({
  ...row,
  holder: holder === null && held ? 'pool' : accountOf(watched, holder),
  lines: lines.map((line: number[]) => line.slice(0, 5).map((one) => one / PIECE)),
})

const expected = (model: Model, order: Order) => ({
  state: order.state,
  hold: order.hold,
  holder: order.holder,
  offered: openOffer(order) !== undefined,
  exposure: model.exposureOf(order),
  invoiced: order.invoiced,
  credited: order.credited,
  paid: model.paidOf(order),
  gross: sum(order.lines.map(({ quantity, price }) => quantity * price * 113)),
  lines: order.lines.map((line) => [line.quantity, line.shortClosed, line.shipped, line.signed, line.invoiced]),
})

async function compareCredit({ model, audit }: Watched): Promise<void> {
  const rows = await audit.sql(
    'select customer_id as id, exposure::int from partners.credit where customer_id = any($1::uuid[])',
    [model.customers.map(({ id }) => id)],
  )
  for (const [index, { id }] of model.customers.entries())
    assert.equal(rows.find((row) => row.id === id).exposure, model.owedBy(index), 'what a customer owes')
}

/** Nothing is reserved twice or beyond what is there, and nobody waits for what lies free where the act promises it. */
async function compareStock(
  { model, audit, reserved }: Watched,
  { fills = [], serves }: Pick<Plan, 'fills' | 'serves'>,
) {
  for (const item of ['hinge', 'handle'] as const) {
    const [row] = await audit.sql(
      'select sum(on_hand)::bigint as "onHand", sum(reserved)::bigint as reserved from inventory.balance where item_id = $1',
      [model.items[item]],
    )
    const wishes = model.orders.flatMap((order) =>
      order.lines.map((line, index) => ({ order, line, has: reserved.get(order)![index]! })),
    )
    const of = wishes.filter(({ line }) => line.item === item)
    const held = sum(of.map(({ has }) => has))
    assert.deepEqual([Number(row.onHand) / PIECE, Number(row.reserved) / PIECE], [model.onHand[item], held], item)
    assert.ok(held <= model.onHand[item], `${held} of ${model.onHand[item]} reserved`)
    for (const { order, line, has } of of) {
      const wanted = order.state === 'processing' ? due(line) - line.shipped : 0
      assert.ok(has <= wanted, `${order.number} has ${has} and wants ${wanted}`)
      const waits = has < wanted && order.hold === null && (serves === order || fills.includes(item))
      assert.ok(!waits || held === model.onHand[item], `${order.number} waits for ${item} of which some is free`)
    }
  }
}

/** One list after the other: who holds, owns and finds what, and which invoices and payments are open. */
export async function compareLists({ model, clients }: Watched, { which }: Chance): Promise<void> {
  const { boss, sales1, tracker, tracker2, finance } = clients
  const ids = (orders: Order[]) => orders.map(({ id }) => id).sort()
  const own = new Set(ids(model.orders))
  const list = async (client: Client, query: string): Promise<string[]> => {
    const { rows } = await client.read(`/v1/orders?limit=200&${query}`)
    return rows
      .map((row: Reply) => row.id as string)
      .filter((id: string) => own.has(id))
      .sort()
  }
  const [one] = model.orders.slice(which % Math.max(1, model.orders.length))
  const customer = which % 2
  const customerId = model.customers[customer]!.id
  const of = (fits: (order: Order) => boolean) => ids(model.orders.filter(fits))
  const lists: (() => Promise<[string[], string[]]>)[] = [
    async () => [await list(boss, `customerId=${customerId}`), of((order) => order.customer === customer)],
    async () => [await list(sales1, 'view=holding'), of(({ holder }) => holder === 'sales1')],
    async () => [await list(tracker, 'view=holding'), of(({ holder }) => holder === 'tracker')],
    async () => [await list(tracker2, 'view=holding'), of(({ holder }) => holder === 'tracker2')],
    async () => [await list(tracker, 'view=pool'), of(({ holder }) => holder === 'pool')],
    async () => [await list(boss, 'state=processing'), of(({ state }) => state === 'processing')],
    async () => [await list(sales1, `q=${one?.number ?? 'SO'}`), of((order) => !one || order === one)],
    async () => {
      const { rows } = await tracker.read('/v1/handovers?box=inbox&limit=200')
      const shown = rows.flatMap((row: Reply) => row.subjects.map((subject: Reply) => subject.id as string))
      return [shown.filter((id: string) => own.has(id)).sort(), of((order) => openOffer(order)?.to === 'tracker')]
    },
    async () => {
      const { rows } = await finance.read(`/v1/invoices?open=true&limit=200&customerId=${customerId}`)
      const wanted = model.invoices.filter((each) => each.order.customer === customer && model.openOf(each) > 0)
      const shown = rows.filter((row: Reply) => row.kind === 'invoice').map((row: Reply) => `${row.id} ${row.open}`)
      return [shown.sort(), wanted.map((each) => `${each.id} ${yuan(model.openOf(each))}`).sort()]
    },
    async () => {
      const { rows } = await finance.read(`/v1/payments?open=true&limit=200&customerId=${customerId}`)
      const wanted = model.payments.filter((each) => each.customer === customer && model.leftOf(each) > 0)
      const shown = rows.map((row: Reply) => `${row.id} ${row.open}`)
      return [shown.sort(), wanted.map((each) => `${each.id} ${yuan(model.leftOf(each))}`).sort()]
    },
  ]
  const index = which % lists.length
  const [shown, wanted] = await lists[index]!()
  assert.deepEqual(shown, wanted, `list ${index} against the model`)
}
