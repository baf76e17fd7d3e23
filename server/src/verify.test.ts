import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { findReferences } from './references.ts'
import { createTestCompany, type TestCompany } from './testing/company.ts'
import { corruptions } from './testing/corruptions.ts'
import { type Masters, makeMasters } from './testing/masters.ts'
import { makeStages, type Stages } from './testing/stages.ts'
import { verify, verifyWith } from './verify.ts'

let company: TestCompany
let masters: Masters
let stages: Stages
let owner: pg.Client

before(async () => {
  company = await createTestCompany({ at: '2026-11-23T09:00:00+08:00' })
  masters = await makeMasters(company)
  stages = await makeStages(company, masters)
  owner = new pg.Client({ connectionString: company.ownerUrl })
  await owner.connect()
})
after(async () => {
  await owner.end()
  await company.close()
})

const brokenIn = ({ findings }: { findings: { id: string; broken: number }[] }) =>
  findings.filter((finding) => finding.broken > 0).map((finding) => finding.id)

test('a company with orders in every stage holds every invariant', async () => {
  const seen: string[] = []
  const verdict = await verify(company.ownerUrl, { full: true, onFinding: ({ id }) => seen.push(id) })
  assert.deepEqual(
    verdict.findings.filter((finding) => finding.broken > 0),
    [],
  )
  assert.deepEqual(
    seen,
    verdict.findings.map(({ id }) => id),
  )
  assert.equal(new Set(seen).size, seen.length, 'two checks have one name')
  assert.ok(verdict.events > 100)
})

test('it is known of every column where it points', async () => {
  const { references, unknown } = await findReferences(owner)
  assert.deepEqual(unknown, [], 'Say in references.ts where these columns point.')
  assert.ok(references.length > 100)
})

test('verify can write nothing', async () => {
  const client = new pg.Client({
    connectionString: company.ownerUrl,
    options: '-c role=baton_verify -c default_transaction_read_only=on',
  })
  await client.connect()
  await assert.rejects(client.query('delete from orders.review'), { code: /25006|42501/ })
  await client.end()
})

describe('each corruption is caught by its own check, and by no other', () => {
  test('every check has its corruption', async () => {
    const { findings } = await verify(company.ownerUrl)
    const planted = new Set(corruptions.map(([id]) => id))
    assert.deepEqual(
      findings.map(({ id }) => id).filter((id) => !planted.has(id)),
      [],
    )
  })
  for (const [id, what, sql] of corruptions) {
    test(`${id}: ${what}`, async () => {
      await owner.query('begin')
      try {
        await owner.query(`select set_config('baton.company', $1, true)`, [company.founded.company.id])
        await owner.query(
          sql({ ...stages, customer: masters.customerId, tracker: (await company.as('tracker')).personId }),
        )
        await owner.query('set local role baton_verify')
        assert.deepEqual(brokenIn(await verifyWith(owner)), [id])
      } finally {
        await owner.query('rollback')
      }
    })
  }
  test('and all of it is undone', async () => assert.deepEqual(brokenIn(await verify(company.ownerUrl)), []))
})
