import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseSync } from '@swc/core'

interface File {
  /** From the project's folder, with forward slashes. */
  path: string
  text: string
}

interface Rule {
  name: string
  cure: string
  /** Which files it looks at. */
  looksAt: (path: string) => boolean
  /** What is wrong with a file, each fault in a few words. */
  faults: (file: File) => string[]
  /** Files that may break it, each with the reason. */
  except?: Record<string, string>
  /** Faults that it must catch, and text that it must leave alone. */
  planted: File[]
  innocent: File[]
}

const MOST_LINES = 400
const MOST_FUNCTION_LINES = 70
/** A component is mostly markup in the order in which it is seen, so it may be as long as two screens are high. */
const MOST_COMPONENT_LINES = 110

const isCode = (path: string) => /\.(ts|tsx|mjs|cjs)$/.test(path)
const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const isOurs = (path: string) => /^(contract|server|web|scripts|bench|database)\//.test(path)

const code = (text: string, path = 'server/src/one.ts'): File => ({ path, text })
const named = (path: string): File => ({ path, text: '' })

/** Words for which the glossary, or plain English, has another one. */
const SYNONYMS = new Map(
  `transfer handover, vendor supplier, product item, sku item, article item, assignee holder, tenant company,
   organisation company, organization company, canceled cancelled, qty quantity, amt amount, addr address,
   dept department, cust customer, msg message, tmp its-name, idx index, ctx context, cfg configuration, btn button`
    .split(/,\s*/)
    .map((pair) => pair.split(' ') as [string, string]),
)

/** A stock transfer 调拨 is a thing of its own, and never a handover. */
const isStockTransfer = (name: string): boolean => /stockTransfer|transferStock/i.test(name)

/** Whole names that are words of others: how a bank pays, an element of a page, and what a browser calls a drag. */
const NAMES_OF_OTHERS = new Set(['transfer', 'article', 'dataTransfer', 'DataTransfer'])

const rules: Rule[] = [
  {
    name: 'files and folders are kebab-case',
    cure: 'Rename it like offer-handover.ts; a migration like 0007_orders.sql.',
    looksAt: isOurs,
    faults: ({ path }) =>
      path
        .split('/')
        .filter((part) => !/^(README\.md|\d{4}_[a-z0-9_]+\.sql|\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*)$/.test(part)),
    planted: [named('server/src/offerHandover.ts'), named('server/src/Orders/list.ts'), named('web/src/a_b.css')],
    innocent: [
      named('server/src/offer-handover.ts'),
      named('database/migrations/0001_kernel.sql'),
      named('server/README.md'),
    ],
  },
  {
    name: 'names say what a thing is',
    cure: 'Name it after what it does or knows; utils, helpers, common, manager, service, base and impl say nothing.',
    looksAt: (path) => isOurs(path) && isCode(path),
    faults: ({ path, text }) => [
      ...path.split(/[/.-]/).filter((word) => /^(utils?|helpers?|common|managers?|services?|base|impl)$/.test(word)),
      ...[
        ...text.matchAll(
          /^export (?:class|function|const|interface|type) (\w*(?:Utils?|Helpers?|Manager|Service|Base|Impl))\b/gm,
        ),
      ].map(([, name]) => name!),
    ],
    planted: [
      named('server/src/kernel/date-utils.ts'),
      named('web/src/common/list.tsx'),
      code('export class OrderManager {}'),
    ],
    innocent: [named('server/src/kernel/time.ts'), code('export const carryServices = 1')],
  },
  {
    name: `a file has at most ${MOST_LINES} lines`,
    cure: 'Split it where its parts have names of their own.',
    looksAt: (path) => isOurs(path) && /\.(ts|tsx|mjs|cjs|css)$/.test(path),
    faults: ({ text }) => {
      const lines = text.trimEnd().split('\n').length
      return lines > MOST_LINES ? [`${lines} lines`] : []
    },
    planted: [code('a()\n'.repeat(MOST_LINES + 1))],
    innocent: [code('a()\n'.repeat(MOST_LINES))],
  },
  {
    name: `a function has at most ${MOST_FUNCTION_LINES} lines, a component ${MOST_COMPONENT_LINES}`,
    cure: 'Take out a part that has a name of its own.',
    looksAt: (path) => isOurs(path) && isCode(path) && !isTest(path),
    faults: (file) =>
      functionsOf(file)
        .filter(({ lines }) => lines > (file.path.endsWith('.tsx') ? MOST_COMPONENT_LINES : MOST_FUNCTION_LINES))
        .map(({ from, lines }) => `line ${from}: ${lines} lines`),
    planted: [
      code(`function long() {\n${'a()\n'.repeat(MOST_FUNCTION_LINES)}}`),
      code(`const long = () => {\n${'a()\n'.repeat(MOST_FUNCTION_LINES)}}`),
      code(`const long = { run(work) {\n${'a()\n'.repeat(MOST_FUNCTION_LINES)}} }`),
      code(`const Long = () => {\n${'a()\n'.repeat(MOST_COMPONENT_LINES)}return <b>合</b> }`, 'web/src/long.tsx'),
    ],
    innocent: [
      code(`// 合页合页合页\nfunction short() {\n${'a()\n'.repeat(MOST_FUNCTION_LINES - 2)}}\n${'b()\n'.repeat(90)}`),
    ],
  },
  {
    name: 'exports have names',
    cure: 'Export it by its name, so that it is called the same everywhere.',
    looksAt: (path) => isOurs(path) && isCode(path),
    faults: ({ text }) =>
      [...text.matchAll(/^export default|^export \{.*\bas default\b|^module\.exports/gm)].map(([all]) => all),
    except: {
      'web/vite.config.ts': 'the builder looks for a default export',
      'server/vite.config.ts': 'the builder looks for a default export',
    },
    planted: [code('export default function one() {}'), code('const one = 1\nexport { one as default }')],
    innocent: [code('export const one = 1')],
  },
  {
    name: 'nothing is left to do',
    cure: 'Do it now, or leave it out.',
    looksAt: (path) => isOurs(path),
    faults: ({ text }) => [...text.matchAll(/\b(TO-?DO|FIX-?ME|X{3}|HAC[K])\b.*/g)].map(([all]) => all.slice(0, 60)),
    planted: [code(`// TO${'DO'}: later`), code(`/* FIX${'ME'} */`)],
    innocent: [code(`const todo = 'todo'`)],
  },
  {
    name: 'no code is commented out',
    cure: 'Delete it; the history keeps it.',
    looksAt: (path) => isOurs(path) && /\.(ts|tsx|mjs|cjs|css|sql)$/.test(path),
    faults: ({ text }) => text.split('\n').filter((line) => isCommentedOut(line)),
    planted: [
      code('// const one = 1'),
      code('  // work.write(writeOffer, [id])'),
      code(' * return decide(order)'),
      code('{/* <Strip order={order} /> */}', 'web/src/one.tsx'),
      code('-- create index order_state on orders.sales_order (state);', 'database/migrations/0001_one.sql'),
      code('// if (held) {'),
    ],
    innocent: [
      code('// Of two that pass over the same holder one renames; the other waits.'),
      code('/** Series and how many of each (a prefix such as SO). */'),
      code(' * if nobody answers (or the port went to a stranger)'),
      code('-- The company of the running transaction; without it no row is seen.', 'database/migrations/0001_one.sql'),
    ],
  },
  {
    name: 'one word per thing',
    cure: 'Use the word of docs/glossary.md, unabbreviated.',
    looksAt: (path) => isOurs(path) && isCode(path),
    faults: (file) => [
      ...new Set(
        identifiersOf(file)
          .filter((name) => !NAMES_OF_OTHERS.has(name) && !isStockTransfer(name))
          .flatMap((name) =>
            name
              .split(/(?<=[a-z0-9])(?=[A-Z])|_/)
              .flatMap((word) => SYNONYMS.get(word.toLowerCase()) ?? [])
              .map((better) => `${name}: say ${better}`),
          ),
      ),
    ],
    planted: [
      code('const transferOrder = 1'),
      code('function one(qty: number) { return qty }'),
      code('interface One { vendorId: string }'),
      code('const One = () => <b>{sku}</b>', 'web/src/one.tsx'),
    ],
    innocent: [
      code(`const method = 'transfer'`),
      code('const words = { transfer: 1 }'),
      code('const words = { stockTransferTitle: 1 }'),
      code('const customer = order.custody'),
    ],
  },
  {
    name: 'no machine and no registry is named',
    cure: 'Use a path from the project’s folder, or a setting.',
    looksAt: () => true,
    faults: ({ text }) =>
      [
        ...text.matchAll(/(?<![\w.:/-])\/(?:root|work|home|Users)\/[\w.-]+|registry\.np[m]|npmmirror\.|verdacci[o]/g),
      ].map(([all]) => all),
    planted: [
      code(`const at = '/ro${'ot/'}baton'`),
      code(`const at = 'https://registry.np${'m'}js.org/pg'`, 'package-lock.json'),
    ],
    innocent: [code(`const at = '../shared/data'`), code(`const route = '/v1/work/x'`)],
  },
  {
    name: 'the lock file names no address',
    cure: 'Install with the .npmrc of this folder, which leaves addresses out.',
    looksAt: (path) => path === 'package-lock.json',
    faults: ({ text }) => [...text.matchAll(/"resolved": "(?!contract|server|web)[^"]*"/g)].map(([all]) => all),
    planted: [code('"resolved": "https://example.org/pg.tgz"', 'package-lock.json')],
    innocent: [code('"resolved": "contract"', 'package-lock.json')],
  },
]

const LOOKS_LIKE_CODE = [
  /^(const|let|var|function|class|interface|type) \w+.*[={(]/,
  /^(import|export) .*('|")|^export (const|function|class|type|interface) /,
  /^(return|await|throw) .*[)\]};]$/,
  /^(if|for|while|switch) \(.*\) ?(\{|return|throw|continue)/,
  /^[\w$.]+\(.*\)[;,]?$/,
  /^[\w$.]+ = .*[)\]};\w]$/,
  /^<\/?[A-Za-z][^>]*>/,
  /^(select|insert|create|alter|update|delete|call|grant|drop)\b.*(;|\()$/i,
]

function isCommentedOut(line: string): boolean {
  const said = /^\s*(?:\/\/|\*(?!\/)|--|\{?\/\*+)\s?(.*?)\s*(?:\*\/\}?)?$/.exec(line)?.[1]
  return said !== undefined && LOOKS_LIKE_CODE.some((pattern) => pattern.test(said))
}

type Tree = { type?: string; span?: { start: number; end: number } } & Record<string, unknown>

const treeOf = ({ path, text }: File) =>
  parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), decorators: true }) as unknown as Tree

function* walk(value: unknown): Generator<Tree> {
  if (value === null || typeof value !== 'object') return
  if (Array.isArray(value)) for (const one of value) yield* walk(one)
  else {
    yield value as Tree
    for (const one of Object.values(value)) yield* walk(one)
  }
}

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'MethodProperty',
  'Constructor',
])

/** Functions with their first line and their length. The parser counts bytes, from 1. */
function functionsOf(file: File): { from: number; lines: number }[] {
  const bytes = Buffer.from(file.text)
  const lineAt = (position: number) =>
    bytes
      .subarray(0, position - 1)
      .toString()
      .split('\n').length
  return [...walk(treeOf(file))].flatMap(({ type, span }) => {
    if (!FUNCTIONS.has(type ?? '') || !span) return []
    const from = lineAt(span.start)
    return [{ from, lines: lineAt(span.end) - from + 1 }]
  })
}

const identifiersOf = (file: File): string[] =>
  [...walk(treeOf(file))].flatMap(({ type, value }) =>
    type === 'Identifier' && typeof value === 'string' ? [value] : [],
  )

const project = fileURLToPath(new URL('../', import.meta.url))
const LEFT_OUT = /(^|\/)(node_modules|dist|\.git|\.data|\.set-up|test-output)(\/|$)/
const TEXT = /(\.(ts|tsx|mjs|cjs|css|html|svg|sql|md|json|yml)|(^|\/)\.(npmrc|gitignore|editorconfig)|\.ci\/run)$/

async function readAll(folder = ''): Promise<File[]> {
  const entries = await readdir(join(project, folder), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async (entry): Promise<File[]> => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (LEFT_OUT.test(path)) return []
      if (entry.isDirectory()) return readAll(path)
      return [{ path, text: TEXT.test(path) ? await readFile(join(project, path), 'utf8') : '' }]
    }),
  )
  return found.flat()
}

const files = await readAll()

test('the files of the project are found', () => {
  assert.ok(files.filter(({ path }) => isOurs(path) && isCode(path)).length > 100)
})

test('every module tells on half a page what it is', () => {
  const modules = new Set(files.flatMap(({ path }) => /^server\/src\/modules\/[^/]+/.exec(path)?.[0] ?? []))
  const silent = [...modules].filter((one) => !files.some(({ path }) => path === `${one}/README.md`))
  assert.deepEqual(silent, [], 'Write a README.md: words, states, who may, events out, events in.')
})

describe('style', () => {
  for (const { name, cure, looksAt, faults, except = {}, planted, innocent } of rules) {
    test(name, () => {
      for (const file of planted) {
        assert.ok(looksAt(file.path) && faults(file).length > 0, `not caught: ${file.path} ${file.text.slice(0, 80)}`)
      }
      for (const file of innocent) assert.deepEqual(faults(file), [], `caught by mistake: ${file.path} ${file.text}`)
      const broken = files.filter(({ path }) => looksAt(path)).map((file) => ({ path: file.path, found: faults(file) }))
      const bad = broken.filter(({ path, found }) => found.length > 0 && !except[path])
      assert.ok(
        bad.length === 0,
        `${cure}\n${bad.map(({ path, found }) => `${path}: ${found.join(' | ')}`).join('\n')}`,
      )
      const needless = Object.keys(except).filter(
        (path) => !broken.some((one) => one.path === path && one.found.length > 0),
      )
      assert.deepEqual(needless, [], 'These exceptions are no longer needed; strike them.')
    })
  }
})
