import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../', import.meta.url))
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string; comment: string }[]
}
const walls = config.forbidden.map((wall) => wall.name)

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-walls-'))
})
after(() => rm(folder, { recursive: true }))

type Tree = Record<string, string>

const M = 'server/src/modules'

/** A small Baton that keeps every rule, with each kind of import that is allowed. */
const sound: Tree = {
  'server/src/cli/baton.ts': `import '../app.ts'\nimport '../verify.ts'`,
  'server/src/app.ts': `import './modules/people/routes.ts'\nimport './modules/people/index.ts'`,
  'server/src/verify.ts': `import { checks } from './modules/people/index.ts'\nexport const all = checks`,
  'server/src/kernel/route.ts': `import '@baton/contract/endpoint'\nexport const bind = 1`,
  'server/src/kernel/refusal.ts': `export const refusals = 1`,
  'server/src/kernel/work.ts': `import './route.ts'\nexport type Work = 1\nexport const work = 1`,
  [`${M}/access/index.ts`]: `export { who } from './who.ts'\nexport { may } from './access.rules.ts'`,
  [`${M}/access/who.ts`]: `import { may } from './access.rules.ts'\nexport const who = may`,
  [`${M}/access/access.rules.ts`]: `import { refusals } from '../../kernel/refusal.ts'\nexport const may = refusals`,
  [`${M}/people/index.ts`]: `export { checks } from './list-people.ts'`,
  [`${M}/people/list-people.ts`]: `import { who } from '../access/index.ts'\nimport { rule } from './people.rules.ts'\nexport type Person = 1\nexport const checks = [who, rule]`,
  [`${M}/people/people.rules.ts`]: `import { may } from '../access/access.rules.ts'\nimport type { Work } from '../../kernel/work.ts'\nimport type { Person } from './list-people.ts'\nexport const rule = may as Person & Work`,
  [`${M}/people/routes.ts`]: `import { bind } from '../../kernel/route.ts'\nimport { checks } from './list-people.ts'\nexport const routes = [bind, checks]`,
  'contract/src/endpoint.ts': `export const endpoint = 1`,
  'contract/package.json': `{ "name": "@baton/contract", "type": "module", "exports": { "./*": "./src/*.ts" } }`,
  'web/src/main.tsx': `import { Page } from './pages/orders.tsx'\nexport const Main = () => <Page kind="a" />`,
  'web/src/pages/orders.tsx': `import { List } from '../features/orders/list.tsx'\nexport const Page = (_: { kind: string }) => <List />`,
  'web/src/features/orders/list.tsx': `import { Row } from '../../ui/row.tsx'\nexport const List = () => <Row />`,
  'web/src/ui/row.tsx': `export const Row = () => <b />`,
}

/** For each wall: files that break it, and nothing else. */
const breaches: Record<string, Tree> = {
  'modules-have-a-rank': { [`${M}/misc/one.ts`]: `import '../../kernel/refusal.ts'` },
  'enter-by-the-front-door': {
    [`${M}/people/two.ts`]: `import { who } from '../access/who.ts'\nexport const two = who`,
  },
  'rules-enter-by-the-front-door-or-by-rules': {
    [`${M}/people/two.rules.ts`]: `import type { who } from '../access/who.ts'\nexport type Two = typeof who`,
  },
  'enter-by-the-front-door-from-outside': { 'server/src/boot.ts': `import './modules/access/who.ts'` },
  'app-and-testing-open-front-doors-and-routes': {
    'server/src/testing/company.ts': `import '../modules/access/who.ts'`,
  },
  'rules-are-pure': {
    [`${M}/people/two.rules.ts`]: `import { work } from '../../kernel/work.ts'\nexport const two = work`,
  },
  'routes-only-bind': {
    [`${M}/access/routes.ts`]: `import { work } from '../../kernel/work.ts'\nexport const routes = work`,
  },
  'routes-bind-no-rows': {
    [`${M}/access/routes.ts`]: `import { may } from './access.rules.ts'\nexport const routes = may`,
  },
  'kernel-knows-no-business': { 'server/src/kernel/two.ts': `import '../modules/access/index.ts'` },
  'contract-stands-alone': { 'contract/src/two.ts': `import 'node:fs'` },
  'no-circles': { 'server/src/one.ts': `import './two.ts'`, 'server/src/two.ts': `import './one.ts'` },
  'no-orphans': { 'server/src/lonely.ts': `import './kernel/refusal.ts'` },
  'features-stand-apart': { 'web/src/features/stock/two.tsx': `import '../orders/list.tsx'` },
  'pages-compose-features': { 'web/src/features/stock/two.tsx': `import '../../pages/orders.tsx'` },
  'ui-knows-no-feature': { 'web/src/ui/two.tsx': `import '../features/orders/list.tsx'` },
  'web-and-server-meet-in-the-contract': {
    'web/src/two.ts': `import type { Work } from '../../server/src/kernel/work.ts'`,
  },
  'server-knows-no-screen': { 'server/src/two.ts': `import '../../web/src/ui/row.tsx'` },
  'product-knows-no-test': {
    'server/src/two.ts': `import './testing/company.ts'`,
    'server/src/testing/company.ts': `export const company = 1`,
  },
  'imports-exist': { 'server/src/two.ts': `import './nowhere.ts'` },
}
for (const [index, name] of walls.filter((wall) => wall.startsWith('calls-go-down-from-')).entries()) {
  const rank = walls.filter((wall) => wall.startsWith('calls-go-down-from-')).map((wall) => wall.split('-').at(-1)!)
  const above = rank[index + 1] ?? 'notices'
  breaches[name] = {
    [`${M}/${rank[index]}/two.ts`]: `import '../${above}/index.ts'`,
    [`${M}/${above}/index.ts`]: `export const door = 1`,
  }
}

test('the whole of Baton keeps its walls, and every source file was read', async () => {
  const folders = ['contract/src', 'server/src', 'web/src']
  const cruiser = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
    { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  assert.ok(stdout.startsWith('{'), stderr)
  const { modules, summary } = JSON.parse(stdout) as {
    modules: { source: string; dependencies: unknown[] }[]
    summary: { violations: { rule: { name: string }; from: string; to: string }[] }
  }
  const cured = summary.violations.map(({ rule, from, to }) => {
    const cure = config.forbidden.find((wall) => wall.name === rule.name)!.comment
    return `${from === to ? from : `${from} → ${to}`}: ${rule.name}. ${cure}`
  })
  assert.ok(cured.length === 0, `\n${cured.join('\n')}`)
  const read = new Set(modules.filter((one) => one.dependencies).map((one) => one.source))
  const sources = (await Promise.all(folders.map(findSources))).flat()
  assert.ok(sources.length > 100, `only ${sources.length} source files were found`)
  assert.deepEqual(
    sources.filter((source) => !read.has(source)),
    [],
    'these files were not read',
  )
})

async function findSources(root: string): Promise<string[]> {
  const entries = await readdir(join(project, root), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(project.length)
        .replaceAll('\\', '/'),
    )
}

describe('each wall stops what it forbids', () => {
  let broken: Record<string, string[]>
  before(async () => {
    for (const [name, files] of Object.entries({ sound: {}, ...breaches })) await plant(name, { ...sound, ...files })
    broken = cruiseAll(['sound', ...Object.keys(breaches)])
  })

  test('a small Baton with every allowed import breaks none', () => {
    assert.deepEqual(broken.sound, [])
  })
  test('every wall has its breach', () => {
    assert.deepEqual(Object.keys(breaches).sort(), [...walls].sort())
  })
  for (const wall of Object.keys(breaches)) {
    test(wall, () => {
      // What is planted is seldom reachable from a way in; only its own breach is about that.
      assert.deepEqual(
        broken[wall]!.filter((name) => wall === 'no-orphans' || name !== 'no-orphans'),
        [wall],
      )
    })
  }
})

async function plant(name: string, tree: Tree): Promise<void> {
  for (const [path, source] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true })
    await writeFile(join(folder, name, path), source)
  }
  await mkdir(join(folder, name, 'node_modules/@baton'), { recursive: true })
  await symlink(join(folder, name, 'contract'), join(folder, name, 'node_modules/@baton/contract'), 'junction')
}

/** Which walls each tree breaks. In a process of its own, since the cruiser does not run under the loader of TypeScript. */
function cruiseAll(names: string[]): Record<string, string[]> {
  const script = `
    import { createRequire } from 'node:module'
    import { cruise } from 'dependency-cruiser'
    const { forbidden, options } = createRequire(process.cwd() + '/')('./.dependency-cruiser.cjs')
    const broken = {}
    for (const name of ${JSON.stringify(names)}) {
      const { output } = await cruise(
        ['contract/src', 'server/src', 'web/src'],
        { ...options, baseDir: ${JSON.stringify(folder)} + '/' + name, ruleSet: { forbidden }, validate: true },
        options.enhancedResolveOptions,
      )
      broken[name] = [...new Set(output.summary.violations.map(({ rule }) => rule.name))]
    }
    console.log(JSON.stringify(broken))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: project,
    encoding: 'utf8',
  })
  assert.ok(stdout.startsWith('{'), stderr)
  return JSON.parse(stdout) as Record<string, string[]>
}
