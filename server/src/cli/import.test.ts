import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '../testing/database.ts'
import { SMALL_ADVENTUREWORKS, writeFolder } from '../testing/small-adventureworks.ts'

const RUN = fileURLToPath(new URL('../testing/run-baton.ts', import.meta.url))
const { ownerUrl } = await createTestDatabase()
const dataDir = await mkdtemp(join(tmpdir(), 'baton-import-data-'))

function baton(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: ownerUrl, BATON_DATA_DIR: dataDir }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', RUN, ...args], {
    env,
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
  })
  return { status, stdout, stderr }
}

const bring = (folder: string, ...more: string[]) => baton('import', '--preset', 'adventureworks', folder, ...more)

test('it says what it does, shows the password once, and changes nothing a second time', async () => {
  const folder = await writeFolder(SMALL_ADVENTUREWORKS)
  const first = bring(folder, '--company', 'Bikes', '--admin', 'bikes')
  assert.equal(first.status, 0, first.stderr)
  assert.match(first.stdout, /^Account: bikes\nPassword: \S{10,} {3}\(shown once/)
  assert.match(first.stdout, /Bikes got 4 customers, 7 items and persons, and 6 orders\./)
  assert.match(first.stdout, /each rounded half-up to cents, sum to 12,210\.38\./)
  assert.match(first.stdout, /own sum is 12,210\.3777; rounding makes a difference of 0\.00\./)
  assert.match(first.stdout, /- 3 orders without a sales person: "Online \(import\)"/)
  assert.match(first.stderr, /Reading .*\n.*Founding Bikes\n.*Bringing 6 orders in\n.* {2}0 %[\s\S]*100 % {2}10 of 10/)

  const second = bring(folder, '--company', 'Bikes', '--json')
  assert.equal(second.status, 0, second.stderr)
  const report = JSON.parse(second.stdout)
  assert.deepEqual([report.admin, report.written], [null, { masters: 0, customers: 0, orders: 0 }])
  assert.equal(report.source.total, '12210.38')
})

test('what cannot be done is one sentence and exit code 1; what was not understood is 2', async () => {
  const missing = bring(await writeFolder({ ...SMALL_ADVENTUREWORKS, 'product.csv': null }))
  assert.equal(missing.status, 1)
  assert.match(
    missing.stderr,
    /The folder .* has no file product\.csv, which this preset needs\. Nothing was imported\.\n$/,
  )
  assert.doesNotMatch(missing.stderr, / {4}at /)
  const unknown = baton('import', '--preset', 'fabrikam', '.')
  assert.equal(unknown.status, 2)
  assert.match(unknown.stderr, /Allowed choices are adventureworks, northwind/)
})
