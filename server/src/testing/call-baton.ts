import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../cli/baton.ts', import.meta.url))

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

export type Said = { code: number; out: string; err: string }

/** Runs commands one after the other, on the installation that the environment names. */
export async function batonAll(all: string[][], env: Record<string, string> = {}): Promise<Said[]> {
  const script = ['--import', 'tsx', '--input-type=module', '-e', calls, program, JSON.stringify(all)]
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
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
