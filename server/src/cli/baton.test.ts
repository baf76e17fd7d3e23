import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { batonAll } from '../testing/call-baton.ts'

test('the help names every command, and each has its own with what its codes mean', async () => {
  const [first] = await batonAll([['--help']])
  const { code, out } = first!
  assert.equal(code, 0)
  const named = [...out.matchAll(/^ {2}([a-z]+)\b.* {2,}\S/gm)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'help')
  for (const name of ['start', 'migrate', 'seed', 'import', 'verify', 'backup', 'restore', 'user'])
    assert.ok(named.includes(name), name)
  const helps = await batonAll(named.map((name) => [name, '--help']))
  for (const [index, name] of named.entries()) {
    const help = helps[index]!
    assert.equal(help.code, 0, name)
    assert.match(help.out, new RegExp(`Usage: baton ${name}[\\s\\S]*Exit codes:`), name)
  }
})

test('what is not understood is told with its help, and the code is 2', async () => {
  const wrong: [args: string[], said: RegExp][] = [
    [['bogus'], /unknown command 'bogus'/],
    [['--bogus'], /unknown option '--bogus'/],
    [['backup'], /missing required argument 'file-or-folder'[\s\S]*Usage: baton backup/],
    [['backup', 'a', 'b'], /too many arguments/],
    [['restore', 'a', '--bogus'], /unknown option '--bogus'[\s\S]*Usage: baton restore/],
    [['verify', '--bogus'], /unknown option '--bogus'[\s\S]*Usage: baton verify/],
    [['seed', 'extra'], /too many arguments/],
    [['start', '--port', 'x'], /is not a port/],
    [['import', '--kind', 'customers', 'a.csv'], /in whose name it comes in with --account/],
    [['import', 'a.csv'], /with --kind or --preset/],
    [['import', '--kind', 'bogus', 'a.csv'], /Allowed choices are customers, items, stock, employees, orders/],
    [['import', '--kind', 'items', '--preset', 'northwind', 'a'], /cannot be used with/],
    [['import', '--kind', 'items', '--column', 'x', 'a.csv'], /Write it as heading=field/],
    [['user', 'bogus'], /unknown command 'bogus'/],
    [['user', 'reset'], /missing required argument 'account'[\s\S]*Usage: baton user reset/],
  ]
  const answers = await batonAll(wrong.map(([args]) => args))
  for (const [index, [args, said]] of wrong.entries()) {
    const { code, err } = answers[index]!
    assert.equal(code, 2, args.join(' '))
    assert.match(err, said, args.join(' '))
  }
})

test('the version is told, and a file that is not there with its path', async () => {
  const [version, missing, folder] = await batonAll([
    ['--version'],
    ['import', '--kind', 'customers', '--account', 'boss', '/nowhere/customers.csv'],
    ['import', '--kind', 'customers', '--account', 'boss', tmpdir()],
  ])
  assert.deepEqual([version!.code, /^\d+\.\d+\.\d+\n$/.test(version!.out)], [0, true])
  assert.equal(missing!.code, 1)
  assert.match(missing!.err, /^\/nowhere\/customers\.csv cannot be read: there is no such file/)
  assert.match(folder!.err, /it is a folder/)
})

test('a folder without an installation is told, not audited, backed up or filled', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'baton-nowhere-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'customers.csv')
  const calls = [
    ['verify'],
    ['backup', join(folder, 'copy.tar')],
    ['user', 'list'],
    ['user', 'reset', 'admin'],
    ['import', '--kind', 'customers', '--account', 'admin', file],
  ]
  // As root PostgreSQL’s own user has to get there too, else the data would lie elsewhere.
  await chmod(folder, 0o711)
  await writeFile(file, '名称\n远望贸易\n')
  const data = join(folder, 'data')
  const answers = await batonAll(calls, { BATON_DATA_DIR: data, DATABASE_URL: '' })
  for (const [index, { code, out, err }] of answers.entries()) {
    assert.deepEqual([code, out], [1, ''], calls[index]!.join(' '))
    assert.match(err, /There is no Baton in .*data.*BATON_DATA_DIR/, calls[index]!.join(' '))
  }
  assert.deepEqual(
    (await readdir(data)).filter((name) => name.startsWith('postgres')),
    [],
  )
})

test('a port of the environment that is none is told', async () => {
  for (const PORT of ['abc', '70000', ' ']) {
    const [start] = await batonAll([['start']], { PORT })
    assert.deepEqual([start!.code, start!.out], [1, ''], PORT)
    assert.match(start!.err, /^PORT: ".*" is not a port; it must be a number up to 65535/, PORT)
  }
})
