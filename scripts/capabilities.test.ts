import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

interface Capability {
  id: string
  zh: string
  en: string
  /** Stories that show it. */
  landed: string[]
  /** What of it does not exist yet; absent when it is whole or not begun. */
  missing?: string
}

const project = fileURLToPath(new URL('../', import.meta.url))
const capabilities = JSON.parse(readFileSync(join(project, 'docs/capabilities.json'), 'utf8')) as Capability[]

/** What is wrong with a list of capabilities, given the stories that exist. */
function faultsOf(all: Capability[], stories: string[]): string[] {
  const ids = [...numbered('S', 26), ...numbered('B', 20)]
  const named = new Set(all.flatMap(({ landed }) => landed))
  return [
    ...ids
      .filter((id) => all.filter((one) => one.id === id).length !== 1)
      .map((id) => `${id} does not stand there once`),
    ...all
      .filter(({ id, zh, en }) => !ids.includes(id) || !zh || !en)
      .map(({ id }) => `${id} is no capability with a name`),
    ...[...named].filter((story) => !stories.includes(story)).map((story) => `${story} does not exist`),
    ...all
      .filter((one) => one.missing && one.landed.length === 0)
      .map(({ id }) => `${id} has not begun, so all of it is missing`),
  ]
}

const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)

test('each capability is named once, and what has landed is shown by a story', () => {
  const stories = readdirSync(join(project, 'server/src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `server/src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.story.test.ts') && existsSync(join(project, file)))
  assert.deepEqual(faultsOf(capabilities, stories), [])
  assert.equal(faultsOf(capabilities.slice(1), stories).length, 1)
  assert.equal(faultsOf([...capabilities, capabilities[0]!], stories).length, 1)
  assert.ok(faultsOf(capabilities, []).length > 0)
})
