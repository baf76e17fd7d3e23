import assert from 'node:assert/strict'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { batonAll } from '../testing/call-baton.ts'
import { type Client, createTestCompany, type TestCompany } from '../testing/company.ts'
import { makeMasters } from '../testing/masters.ts'
import { verify } from '../verify.ts'

let company: TestCompany
let boss: Client
let folder: string

before(async () => {
  company = await createTestCompany()
  await makeMasters(company)
  boss = await company.as('boss')
  folder = await mkdtemp(join(tmpdir(), 'baton-import-file-'))
})
after(async () => {
  const { findings } = await verify(company.ownerUrl)
  await company.close()
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  )
})

/** Runs `baton import` once for each, in one process. */
const bringAll = (all: string[][]) =>
  batonAll(
    all.map((args) => ['import', ...args]),
    { DATABASE_URL: company.ownerUrl, BATON_DATA_DIR: folder },
  )
const bring = async (...args: string[]) => (await bringAll([args]))[0]!

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const customers = async (): Promise<string[]> =>
  (await boss.read('/v1/customers?limit=200')).rows.map(({ number }: { number: string }) => number)

test('a dry run says what would come in and creates nothing; then the right rows come in, and the wrong ones are handed back', async () => {
  const path = await file('customers.csv', '编号,名称,账期\nC-1,南浔建材,30\nC-2,柯桥门业,三十\nC-3,海曙家居,60\n')
  const dry = await bring('--kind', 'customers', '--account', 'boss', '--dry-run', '--json', path)
  assert.equal(dry.code, 1, 'since a row is wrong')
  const { import: id, result, ...report } = JSON.parse(dry.out)
  assert.deepEqual(report, {
    ...{ company: '测试五金有限公司', kind: 'customers', dryRun: true, state: 'checked', stoppedBecause: null },
    ...{ rows: 3, ready: 2, created: 0, updated: 0, existing: 0, wrong: 1 },
  })
  assert.ok(!(await customers()).includes('C-1'))
  assert.equal((await boss.read(`/v1/imports/${id}`)).state, 'checked', 'it is found on the page')

  const real = await bring('--kind', 'customers', '--account', 'boss', path)
  assert.equal(real.code, 1)
  assert.match(
    real.out,
    /of 3 rows 2 were imported, 0 were there already, 1 are wrong\.\nThe wrong rows .*-result\.csv/,
  )
  assert.match(real.err, /Reading customers\.csv\n.*Checking 3 rows\n[\s\S]*Importing 2 rows\n[\s\S]*100 % {2}2 of 2/)
  assert.deepEqual((await customers()).filter((number) => /^C-[123]$/.test(number)).sort(), ['C-1', 'C-3'])
  assert.equal(result, path.replace('.csv', '-result.csv'))
  const wrong = await readFile(result, 'utf8')
  assert.match(wrong, /^\u{FEFF}编号,名称,账期,结果,原因\r\nC-2,柯桥门业,三十,有错,「账期/u)

  await writeFile(result, wrong.replace('三十', '30'))
  const mended = await bring('--kind', 'customers', '--account', 'BOSS', result)
  assert.equal(mended.code, 0, mended.out + mended.err)
  assert.match(mended.out, /of 1 rows 1 were imported/)
  const again = await bring('--kind', 'customers', '--account', 'boss', '--json', result)
  assert.deepEqual([again.code, JSON.parse(again.out).existing], [0, 1])

  const longer = await file('terms.csv', '编号,名称,账期\nC-1,南浔建材,45\nC-3,海曙家居,60\n')
  const update = ['--kind', 'customers', '--account', 'boss', '--update', longer]
  const [changed, still] = await bringAll([update, update])
  assert.match(changed!.out, /of 2 rows 0 were imported, 1 were updated, 1 were there already, 0 are wrong\./)
  assert.match(still!.out, /of 2 rows 0 were imported, 2 were there already, 0 are wrong\./)
  const stock = await bring(
    '--kind',
    'stock',
    '--account',
    'boss',
    '--update',
    await file('s.csv', '货品,仓库,数量\nA,B,1\n'),
  )
  assert.deepEqual([stock.code, /Stock and orders are not updated|库存和订单不能靠导入更新/.test(stock.err)], [1, true])
})

test('every kind comes in, by columns that are named where they are not understood', async () => {
  const kinds: [string, string, string[]][] = [
    ['items', '编号,名称,单位,税率\nI-1,螺栓,个,13%\n', []],
    ['stock', 'Ref,仓库,数量,单位成本,金额\nI-1,W1,5,2,9\n', ['--column', 'Ref=item', '--column', '金额=']],
    ['employees', '工号,姓名,部门\nE-901,王明,仓库\n', []],
    ['orders', '订单号,客户,货品,数量,单价,要求交期\nX-1,云栖酒店,I-1,2,10,2099-12-01\n', []],
  ]
  const calls: string[][] = []
  for (const [kind, text, more] of kinds)
    calls.push(['--kind', kind, '--account', 'boss', ...more, await file(`${kind}.csv`, text)])
  for (const { code, out, err } of await bringAll(calls)) {
    assert.equal(code, 0, out + err)
    assert.match(out, /of 1 rows 1 were imported/)
  }
  assert.equal((await boss.read('/v1/orders')).rows.length, 1)
})

test('what cannot be done says why and what to do and has code 1; nothing is created', async () => {
  const before = await customers()
  const path = await file('more.csv', '编号,名称,账期\nC-9,一家,30\n')
  const named = (...args: string[]) => ['--kind', 'customers', '--account', ...args]
  const wrong: [string[], RegExp][] = [
    [named('nobody', path), /No account called nobody can sign in\. "npx baton user list"/],
    [named('boss', '--company', 'Other', path), /boss does not belong to Other, but to: 测试/],
    [named('warehouse', path), /You do not hold the right "Create and change customers"/],
    [named('boss', '--column', 'Nope=name', path), /has no column "Nope"\. It has: 编号, 名称, 账期/],
    [named('boss', '--column', '名称=nope', path), /There is no field "nope"/],
    [named('boss', '--column', '名称=', path), /No column fills: 客户名称 Customer name/],
    [named('boss', await file('empty.csv', '编号,名称\n')), /holds no rows/],
    [named('boss', join(folder, 'away.csv')), /no such file/],
  ]
  const answers = await bringAll(wrong.map(([args]) => args))
  for (const [index, { code, out, err }] of answers.entries()) {
    assert.equal(code, 1, out + err)
    assert.match(err, wrong[index]![1])
    assert.doesNotMatch(err, / {4}at /)
  }
  assert.deepEqual(await customers(), before)
})
