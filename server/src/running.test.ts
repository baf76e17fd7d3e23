import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { claimDataDirectory } from './running.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'baton-running-'))
after(() => rm(dataDir, { recursive: true }))

test('the second start learns where the first answers, and may begin when that one is gone', {
  timeout: 30_000,
}, async () => {
  const first = await claimDataDirectory(dataDir)
  assert.ok('claim' in first)
  assert.deepEqual(await claimDataDirectory(dataDir), { runningAt: null }, 'it does not answer yet')
  first.claim.announce('http://localhost:3000')
  assert.deepEqual(await claimDataDirectory(dataDir), { runningAt: 'http://localhost:3000' })
  await first.claim.release()
  const second = await claimDataDirectory(dataDir)
  assert.ok('claim' in second)
  await second.claim.release()
  assert.deepEqual(await readdir(dataDir), [])
})

test('a holder that was killed is forgotten at once, and of eight who follow exactly one begins', {
  timeout: 30_000,
}, async () => {
  const source = new URL('./running.ts', import.meta.url).href
  const script = `const { claimDataDirectory } = await import(${JSON.stringify(source)})
    await claimDataDirectory(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 60000)`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  assert.ok(holder.stdout)
  await once(holder.stdout, 'data')
  assert.deepEqual(await claimDataDirectory(dataDir), { runningAt: null })
  const ended = once(holder, 'exit')
  holder.kill('SIGKILL')
  await ended

  await claimByExactlyOne()
})

async function claimByExactlyOne(): Promise<void> {
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimDataDirectory(dataDir)))
  const held = claims.flatMap((one) => ('claim' in one ? [one.claim] : []))
  for (const claim of held) await claim.release()
  assert.equal(held.length, 1)
  assert.deepEqual(await readdir(dataDir), [])
}

test('of eight starts over the lock of a dead holder exactly one begins, in each of 50 rounds', {
  timeout: 30_000,
}, async () => {
  for (let round = 0; round < 50; round += 1) {
    // Port 1 refuses: nobody answers there, as after a restart of the machine.
    await writeFile(join(dataDir, `baton.lock-${round}`), '1')
    await claimByExactlyOne()
  }
})

test('a stranger on the dead holder’s port is not mistaken for Baton', { timeout: 30_000 }, async () => {
  const stranger = createServer((socket) =>
    socket.end(JSON.stringify({ token: 'its own', address: 'http://elsewhere' })),
  )
  stranger.listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const { port } = stranger.address() as { port: number }
  await writeFile(join(dataDir, 'baton.lock-0'), String(port))
  const claimed = await claimDataDirectory(dataDir)
  stranger.close()
  assert.ok('claim' in claimed)
  await claimed.claim.release()
})
