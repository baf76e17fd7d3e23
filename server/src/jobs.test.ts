import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { runJobs } from './jobs.ts'
import { createTestCompany } from './testing/company.ts'
import { makeMasters, orderOf } from './testing/masters.ts'
import { foundNeighbour } from './testing/neighbour.ts'

test('a job that fails in one company stops neither its other jobs nor those of other companies', async (t) => {
  const first = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  t.after(() => first.close())
  const companies = [first, await foundNeighbour(first)]
  const offers = await Promise.all(
    companies.map(async (company) => {
      const sales = await company.as('sales1')
      const masters = await makeMasters(company)
      const order = await sales.post('/v1/orders', orderOf(masters, [{ itemId: masters.items.hinge, quantity: '1' }]))
      await sales.post(`/v1/orders/${order.id}/confirm`, { with: '王', how: 'phone' })
      const to = { kind: 'person', id: (await company.as('tracker')).personId }
      const offer = await sales.post('/v1/handovers', {
        to,
        subjects: [{ kind: 'order', id: order.id }],
        reason: 'next',
      })
      return { sales, id: offer.id as string }
    }),
  )
  const owner = new pg.Client({ connectionString: first.ownerUrl })
  await owner.connect()
  t.after(() => owner.end())
  await owner.query(`select set_config('baton.company', $1, false)`, [first.founded.company.id])
  const setTimeZone = (name: string) => owner.query('update access.company set time_zone = $1', [name])
  await setTimeZone('Nowhere')

  first.setNow('2026-11-23T18:00:00+08:00')
  await assert.rejects(runJobs(first.app), (error: AggregateError) => {
    assert.equal(error.errors.length, 1)
    assert.match(error.message, /time zone/)
    return true
  })
  await setTimeZone('Asia/Shanghai')
  for (const { sales, id } of offers) assert.equal((await sales.read(`/v1/handovers/${id}`)).state, 'lapsed')
})
