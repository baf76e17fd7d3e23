import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./baton.ts', import.meta.url))

/** Every call in one process, which takes a second to load; a mark on both streams ends each. */
const calls = `
  const { baton } = await import(process.argv[1])
  for (const args of JSON.parse(process.argv[2])) {
    process.exitCode = undefined
    const code = await baton(args)
    process.stdout.write(code + '\\0')
    process.stderr.write('\\0')
  }
  process.exit(0)`

type Said = { code: number; out: string; err: string }

async function batonAll(all: string[][]): Promise<Said[]> {
  const script = ['--import', 'tsx', '--input-type=module', '-e', calls, program, JSON.stringify(all)]
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (piece) => (out += piece))
  child.stderr.on('data', (piece) => (err += piece))
  await once(child, 'close')
  const [outs, errs] = [out.split('\0'), err.split('\0')]
  return all.map((_, index) => ({
    code: Number(outs[index]!.slice(-1)),
    out: outs[index]!.slice(0, -1),
    err: errs[index]!,
  }))
}

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
