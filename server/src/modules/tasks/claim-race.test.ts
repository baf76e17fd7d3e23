import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Client, createTestCompany, type TestCompany } from '../../testing/company.ts'
import { openTransaction, untilWaiting } from '../../testing/locks.ts'
import { makeMasters, orderOf } from '../../testing/masters.ts'

let company: TestCompany
let warehouse: Client
let order: string
let task: string

before(async () => {
  company = await createTestCompany()
  const masters = await makeMasters(company, { creditLimit: null, stock: { hinge: '100' } })
  const [sales, tracker] = [await company.as('sales1'), await company.as('tracker')]
  warehouse = await company.as('warehouse')
  order = (await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }]))).id
  await sales.post(`/v1/orders/${order}/confirm`, { with: '张蕾', how: 'phone' })
  const to = { kind: 'person', id: tracker.personId }
  const offer = await sales.post('/v1/handovers', { to, subjects: [{ kind: 'order', id: order }], reason: 'next' })
  await tracker.post(`/v1/handovers/${offer.id}/accept`, {}, { 'if-match': '1' })
  const { rows } = await warehouse.read(`/v1/tasks?orderId=${order}`)
  task = rows.find((one: { kind: string }) => one.kind === 'pick').id
})
after(() => company.close())

/** A claim that has written and not yet committed, as a connection of its own. */
async function claiming(): Promise<pg.Client> {
  const claim = await openTransaction(company)
  await claim.query('update tasks.task set version = version + 1 where task_id = $1', [task])
  await claim.query(
    `with ended as (
       update custody.custody set until = greatest(now(), since) where subject_kind = 'task' and subject_id = $1 and until is null returning *)
     insert into custody.custody (subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered, actor_id)
     select 'task', $1, sequence + 1, until, 'held', $2, department_id, 'claimed', $2 from ended`,
    [task, warehouse.personId],
  )
  return claim
}

// A shipment ends the task to pick. It reads the task's custody with its lock: behind a claim that is that of before.
test('goods ship while their task is being claimed: the shipment goes on from the claim, and nobody is told', async () => {
  const claim = await claiming()
  const watch = new pg.Client({ connectionString: company.ownerUrl })
  await watch.connect()
  try {
    const shipping = warehouse.send('POST', `/v1/orders/${order}/ship`, {})
    await untilWaiting(watch)
    await claim.query('commit')
    const { status, body } = await shipping
    assert.equal(status, 201, JSON.stringify(body))
    await watch.query(`select set_config('baton.company', $1, false)`, [company.founded.company.id])
    const { rows } = await watch.query(
      `select kind, entered, until is null as open from custody.custody where subject_kind = 'task' and subject_id = $1 order by sequence`,
      [task],
    )
    assert.deepEqual(
      rows.map(({ kind, entered, open }) => [kind, entered, open]),
      [
        ['pool', 'pooled', false],
        ['held', 'claimed', false],
      ],
    )
  } finally {
    await claim.end()
    await watch.end()
  }
})
