import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { tsImport } from 'tsx/esm/api'
import { defineWords, type Plural, type Words, wordsIn } from './language.ts'

const source = join(import.meta.dirname, '..')
const isWords = (file: string) => /(^|\/)words(\/[\w-]+)?\.ts$/.test(file.replaceAll('\\', '/'))
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
const forms = (entry: string | Plural) => (typeof entry === 'string' ? [entry] : [entry.one, entry.other])

async function everyWords(): Promise<[string, Words][]> {
  const files = readdirSync(source, { recursive: true }).map(String).filter(isWords)
  const found: [string, Words][] = []
  for (const file of files) {
    const module = (await tsImport(pathToFileURL(join(source, file)).href, import.meta.url)) as Record<string, unknown>
    for (const [name, value] of Object.entries(module)) {
      if (value && typeof value === 'object' && 'zh' in value && 'en' in value)
        found.push([`${file} ${name}`, value as Words])
    }
  }
  return found
}

test('both languages have the same keys, fill in the same values, and leave nothing empty', async () => {
  const all = await everyWords()
  assert.ok(all.length >= 3, `only ${all.length} files of words were found`)
  for (const [where, { zh, en }] of all) {
    assert.deepEqual(Object.keys(en).sort(), Object.keys(zh).sort(), where)
    for (const [key, text] of Object.entries(zh)) {
      assert.notEqual(text, '', `${where} ${key}`)
      for (const form of forms(en[key] ?? '')) {
        assert.notEqual(form, '', `${where} ${key}`)
        for (const name of placeholders(form)) assert.ok(placeholders(text).includes(name), `${where} ${key} {${name}}`)
      }
      const last = forms(en[key] ?? '').at(-1) ?? ''
      for (const name of placeholders(text))
        assert.ok(placeholders(last).includes(name), `${where} ${key} lacks {${name}}`)
    }
  }
})

test('values are filled in, and English counts', () => {
  const words = defineWords({
    zh: { offered: '已转交 {count} 张，等{name}接收。' },
    en: { offered: { one: '{count} order offered to {name}.', other: '{count} orders offered to {name}.' } },
  })
  const zh = wordsIn(words, 'zh')
  const en = wordsIn(words, 'en')
  assert.equal(zh('offered', { count: 2, name: '李思远' }), '已转交 2 张，等李思远接收。')
  assert.equal(en('offered', { count: 1, name: 'Li' }), '1 order offered to Li.')
  assert.equal(en('offered', { count: '1,000', name: 'Li' }), '1,000 orders offered to Li.')
})
