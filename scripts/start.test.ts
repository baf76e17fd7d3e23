import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { makeDataDirectory } from '../server/src/kernel/postgres/data-directory.ts'

const program = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'baton-start-'))
// Where root starts PostgreSQL the data lie elsewhere, so that its user can reach them.
const dataDir = await makeDataDirectory(join(folder, 'data'), () => {})
let baton: ChildProcess | undefined
after(() => {
  baton?.kill('SIGKILL')
  for (const left of [dataDir, folder]) rmSync(left, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** What has been printed, once it says so. */
async function printed(process: ChildProcess, what: RegExp): Promise<string[]> {
  let text = ''
  for (const stream of [process.stdout!, process.stderr!]) stream.on('data', (piece) => (text += piece))
  while (!what.test(text)) {
    assert.equal(process.exitCode, null, text)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return [...what.exec(text)!]
}

test('what is built starts from another folder, serves API and web, tells a second start, is verified, and stops', async () => {
  const port = await freePort()
  const env = { ...process.env, BATON_DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: '' }
  const starting = { cwd: tmpdir(), env }
  baton = spawn(process.execPath, [program('start.mjs'), '--empty'], starting)
  const [, password] = await printed(baton, /Password: (\S+)\n/)
  const address = `http://localhost:${port}`
  const page = await fetch(`${address}/`)
  assert.match(await page.text(), /<div id="root">/)
  const body = JSON.stringify({ account: 'admin', password })
  const headers = { 'content-type': 'application/json' }
  const session = await fetch(`${address}/v1/session`, { method: 'POST', headers, body })
  assert.ok(session.ok, await session.clone().text())

  const second = spawnSync(process.execPath, [program('start.mjs')], { ...starting, encoding: 'utf8' })
  assert.match(second.stdout + second.stderr, new RegExp(`Baton already runs: ${address}`))
  const verified = spawnSync(process.execPath, [program('baton.mjs'), 'verify', '--json'], {
    ...starting,
    encoding: 'utf8',
  })
  assert.equal(verified.status, 0, verified.stderr)
  assert.ok(JSON.parse(verified.stdout).findings.length > 90)

  baton.kill('SIGINT')
  const [code] = await once(baton, 'exit')
  assert.equal(code, 0)
  await assert.rejects(fetch(`${address}/healthz`))
})
