import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../kernel/identifiers.ts'
import { type BareCompany, openBareCompany } from '../../testing/bare-company.ts'
import { checks, entriesOf, loadEntriesOf, post, postMany, reverse } from './index.ts'
import { trialBalance } from './trial-balance.ts'

let company: BareCompany
before(async () => {
  company = await openBareCompany([])
})
after(() => company.close())

const invoiceEntries = entriesOf('story.invoiceEntries', `select 'invoice'::text, unnest($1::uuid[])`)
const nothing = () => ({})
const invoice = (documentId: string) => ({ kind: 'invoice', documentKind: 'invoice', documentId, on: '2026-03-01' })
const postingsOf = (documentId: string) =>
  company.sql(
    `select e.reverses_id is not null as reversal, p.debit, p.credit, p.amount, p.customer_id
       from ledger.entry e join ledger.posting p on p.company_id = e.company_id and p.entry_id = e.entry_id
      where e.document_id = $1 order by e.entry_id, p.line`,
    [documentId],
  )

/** What receivables have received and given up to a day. */
async function receivablesOn(on: string): Promise<string[]> {
  const { reply } = await company.run({
    load: (work) => trialBalance.load(work, { on }),
    run: (work, _, facts) => trialBalance.run(work, { on }, facts),
  })
  return reply.rows.flatMap(({ code, debit, credit }) => (code === '1122' ? [debit, credit] : []))
}

test('an entry is posted to the accounts of its roles, and reversed once with the sides swapped', async () => {
  const { run } = company
  const [document, customerId] = [newId(new Date()), newId(new Date())]
  await run({
    load: nothing,
    run: (work) => ({
      id: post(work, {
        ...invoice(document),
        postings: [
          { debit: 'receivable', credit: 'revenue', amount: 10_000n, customerId },
          { debit: 'receivable', credit: 'outputTax', amount: 1_300n, customerId },
          { debit: 'receivable', credit: 'rounding', amount: -1n, customerId },
          { debit: 'receivable', credit: 'freight', amount: 0n, customerId },
        ],
      }),
    }),
  })
  const posted = [
    { reversal: false, debit: '1122', credit: '6001', amount: 10_000n, customer_id: customerId },
    { reversal: false, debit: '1122', credit: '2221', amount: 1_300n, customer_id: customerId },
    { reversal: false, debit: '660309', credit: '1122', amount: 1n, customer_id: customerId },
  ]
  assert.deepEqual(await postingsOf(document), posted)

  const undo = {
    load: (work: Parameters<typeof post>[0]) => ({ entries: loadEntriesOf(work, invoiceEntries, [[document]]) }),
    run: (work: Parameters<typeof post>[0], _: object, { entries }: { entries: Parameters<typeof reverse>[1] }) => ({
      reversed: reverse(work, entries, { on: '2026-03-02', text: '开错了' }).length,
    }),
  }
  assert.equal((await run(undo)).reply.reversed, 1)
  assert.equal((await run(undo)).reply.reversed, 0)
  const swapped = posted.map((one) => ({ ...one, reversal: true, debit: one.credit, credit: one.debit }))
  assert.deepEqual(await postingsOf(document), [...posted, ...swapped])
  assert.deepEqual(await company.broken(checks), [])
  // Invoiced on 1 March, reversed on the 2nd: each day is added up with its own entries and none after it.
  assert.deepEqual(await receivablesOn('2026-02-28'), [])
  assert.deepEqual(await receivablesOn('2026-03-01'), ['113.00', '0.01'])
  assert.deepEqual(await receivablesOn('2026-03-02'), ['113.01', '113.01'])
})

test('many entries are one statement; those without an amount are not posted', async () => {
  const documents = [newId(new Date()), newId(new Date()), newId(new Date())]
  const { reply } = await company.run({
    load: nothing,
    run: (work) => {
      const ids = postMany(
        work,
        documents.map((id, index) => ({
          ...invoice(id),
          postings: [{ debit: 'bank', credit: 'receivable', amount: BigInt(index) * 100n }],
        })),
      )
      return { ids, writes: work.queue.length }
    },
  })
  assert.equal(reply.ids[0], null)
  assert.equal(reply.writes, 1)
  assert.deepEqual(await postingsOf(documents[0]!), [])
  assert.equal((await postingsOf(documents[2]!))[0]!.amount, 200n)
})

test('a role without an account fails, and nothing is posted', async () => {
  const { run, owner, context } = company
  const setRole = async (role: string | null) => {
    await owner.query('begin')
    await owner.query(`select set_config('baton.company', $1, true)`, [context.company.id])
    await owner.query(`update ledger.account set role = $1 where code = '1001'`, [role])
    await owner.query('commit')
  }
  const document = newId(new Date())
  await setRole(null)
  try {
    const paid = run({
      load: nothing,
      run: (work) => {
        post(work, { ...invoice(document), postings: [{ debit: 'cash', credit: 'receivable', amount: 5n }] })
        return {}
      },
    })
    await assert.rejects(paid, { code: '23502' })
  } finally {
    await setRole('cash')
  }
  assert.deepEqual(await postingsOf(document), [])
  assert.deepEqual(await company.sql('select from ledger.entry where document_id = $1', [document]), [])
})

test('each check catches what breaks it', async () => {
  const document = newId(new Date())
  const both = [
    { debit: 'bank' as const, credit: 'receivable' as const, amount: 70n },
    { debit: 'cash' as const, credit: 'receivable' as const, amount: 30n },
  ]
  await company.run({ load: nothing, run: (work) => ({ id: post(work, { ...invoice(document), postings: both }) }) })
  await company.run({
    load: (work) => ({ entries: loadEntriesOf(work, invoiceEntries, [[document]]) }),
    run: (work, _: object, { entries }) => ({ ids: reverse(work, entries, { on: '2026-03-02' }) }),
  })
  const of = (reversal: boolean) =>
    `entry_id = (select entry_id from ledger.entry where document_id = '${document}' and reverses_id is ${reversal ? 'not null' : 'null'})`
  const table: [string, string][] = [
    ['M1', `delete from ledger.posting where ${of(false)}`],
    [
      'M1',
      `alter table ledger.posting drop constraint posting_amount_check; update ledger.posting set amount = 0 where ${of(false)}`,
    ],
    [
      'M1',
      `alter table ledger.posting drop constraint posting_check; update ledger.posting set debit = credit where ${of(false)}`,
    ],
    [
      'M2',
      `alter table ledger.posting drop constraint posting_company_id_debit_fkey; update ledger.posting set debit = '9' where ${of(false)}`,
    ],
    ['M6-ledger', `update ledger.posting set amount = amount + 1 where ${of(true)}`],
    ['M6-ledger', `update ledger.posting set customer_id = entry_id where ${of(false)}`],
    ['M6-ledger', `delete from ledger.posting where line = 2 and ${of(true)}`],
    ['M6-ledger', `delete from ledger.posting where line = 2 and ${of(false)}`],
  ]
  assert.deepEqual(await company.broken(checks), [])
  for (const [id, corruption] of table) {
    const found = await company.broken(checks, corruption)
    assert.ok(found.includes(id), `${corruption} breaks ${id}, found ${found}`)
  }
})
