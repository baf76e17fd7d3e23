import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createTestDatabase } from '../testing/database.ts'
import { Database } from './database.ts'
import { Read } from './read.ts'
import { type Statement, statement } from './statement.ts'
import { abandon, assertCommitted, begin, commit, queued } from './transaction.ts'

const { ownerUrl } = await createTestDatabase()
const database = new Database(ownerUrl, { most: 1 })
const owner = new Database(ownerUrl, { most: 1, role: null })
after(() => Promise.all([database.close(), owner.close()]))

const echo = statement<Record<string, unknown>>(
  'test.echo',
  `select $1::text as text, $2::bigint as big, $3::int as small, $4::bytea as bytes, $5::timestamptz as at, $6::date as day, $7::jsonb as json,
          $8::text[] as texts, $9::bigint[] as bigs, $10::timestamptz[] as times, $11::bytea[] as blobs, $12::boolean as yes, $13::int[] as smalls`,
)
const divide = statement<{ share: number }>('test.divide', 'select 12 / $1::int as share')
const preparedNames = statement<{ names: string[] }>(
  'test.preparedNames',
  `select array_agg(name) as names from pg_prepared_statements where name like 'test.divide%'`,
)
const count = statement<{ backends: number }>('test.count', 'select 1 as backends where $1::int > 0')

async function ask(all: [Statement<unknown>, unknown[]][], by = database): Promise<unknown[][]> {
  const client = await by.pool.connect()
  const reads = all.map(() => new Read<unknown[]>())
  try {
    const answers = await by.flush(client, [
      queued(begin),
      ...all.map(([one, values], index) => queued(one, values, reads[index])),
      queued(commit),
    ])
    assertCommitted(answers)
    client.release()
  } catch (error) {
    await abandon(by, client, error)
    throw error
  }
  return reads.map((read) => read.value)
}

test('values of every kind arrive as they were sent', async () => {
  const at = new Date('2026-03-01T23:30:00.123Z')
  const odd = ['plain', 'NULL', 'null', '', 'a,b', '{}', '"quoted"', 'back\\slash', ' spaced ', '接力 🚲', "it's", null]
  const bytes = Buffer.from([0, 1, 92, 34, 255])
  const values = ['接力 🚲\\"', 9007199254740993n, -7, bytes, at, '2026-03-01', { 名: ['a', null, { b: '\\"' }] }]
  const arrays = [odd, [1n, null, -9007199254740993n], [at, null], [bytes, Buffer.alloc(0)], true, [1, 2, null]]
  for (const time of ['first', 'prepared']) {
    const [rows] = await ask([[echo, [...values, ...arrays]]])
    const { at: instant, times, ...rest } = (rows as Record<string, unknown>[])[0]!
    assert.deepEqual(
      rest,
      {
        text: values[0],
        big: values[1],
        small: -7,
        bytes,
        day: '2026-03-01',
        json: values[6],
        texts: odd,
        bigs: [1n, null, -9007199254740993n],
        blobs: [bytes, Buffer.alloc(0)],
        yes: true,
        smalls: [1, 2, null],
      },
      time,
    )
    assert.deepEqual([instant, times], [at, [at, null]], time)
  }
  const [nothing] = await ask([[echo, Array(13).fill(null)]])
  assert.deepEqual(new Set(Object.values((nothing as object[])[0]!)), new Set([null]))
  const [empty] = await ask([[echo, [...values, [], [], [], [], false, []]]])
  const { texts, bigs } = (empty as { texts: unknown; bigs: unknown }[])[0]!
  assert.deepEqual([texts, bigs], [[], []])
})

test('a trip of many statements is one packet, however large', async () => {
  const before = database.spent.trips
  const long = 'x'.repeat(300_000)
  const found = await ask([
    [count, [1]],
    [echo, [long, ...Array(12).fill(null)]],
    [count, [0]],
    [count, [2]],
  ])
  assert.deepEqual([found[0], found[2], found[3]], [[{ backends: 1 }], [], [{ backends: 1 }]])
  assert.equal((found[1] as { text: string }[])[0]!.text, long)
  assert.equal(database.spent.trips, before + 1)
})

test('an error names its statement, nothing behind it runs, and the connection stays usable', async () => {
  for (const time of ['first', 'prepared']) {
    await assert.rejects(
      ask([
        [divide, [0]],
        [count, [1]],
      ]),
      { code: '22012', statement: 'test.divide' },
      time,
    )
  }
  assert.deepEqual(await ask([[divide, [4]]]), [[{ share: 3 }]])
  await assert.rejects(ask([[echo, ['one', 'no number', ...Array(11).fill(null)]]]), { code: '22P02' })
  await assert.rejects(ask([[echo, [{ toJSON: () => assert.fail('cannot be written') }, ...Array(12).fill(null)]]]))
  assert.deepEqual(await ask([[divide, [3]]]), [[{ share: 4 }]])
})

test('a connection that breaks fails what is on its way', async () => {
  const end = statement('test.end', 'select pg_terminate_backend(pg_backend_pid())')
  await assert.rejects(ask([[end, []]], owner), { code: '57P01' })
  assert.deepEqual(await ask([[divide, [2]]], owner), [[{ share: 6 }]])
})

test('statements of one text are prepared once, and each tells in an error which it is', async () => {
  const divideAlso = statement<{ share: number }>('test.divideAlso', divide.text)
  assert.deepEqual(await ask([[divide, [3]]]), [[{ share: 4 }]])
  assert.deepEqual(await ask([[divideAlso, [4]]]), [[{ share: 3 }]])
  const [prepared] = await ask([[preparedNames, []]])
  assert.deepEqual(prepared, [{ names: ['test.divide'] }])
  await assert.rejects(ask([[divideAlso, [0]]]), { statement: 'test.divideAlso' })
})
