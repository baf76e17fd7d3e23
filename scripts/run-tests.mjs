import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { buildSources } from './build-sources.mjs'
import { project, say, setUp } from './set-up.mjs'

const testFolders = ['contract', 'server', 'scripts', 'bench', 'web', 'database']
const sourceFolders = ['contract/src', 'server/src', 'web/src']

/** Files that run at once; the machine for which the time is stated has two cores. */
const concurrency = 2

/**
 * Runs every check and every test. The static checks do not stop at the first that fails, so that one run tells all.
 * Arguments that name files run only these tests. Answers the exit code.
 */
export async function runTests(args) {
  const long = args.includes('--long')
  const chosen = args.filter((arg) => !arg.startsWith('--'))
  const unknown = args.filter((arg) => arg.startsWith('--') && arg !== '--long')
  if (unknown.length > 0) {
    console.error(`Unknown option ${unknown.join(' ')}. Usage: npm test -- [--long] [file.test.ts …]`)
    return 2
  }
  await setUp({ tests: true, web: true })
  const checks =
    chosen.length > 0
      ? []
      : [
          ['types', checkTypes],
          ['lint', checkLint],
          ['walls', checkWalls],
        ]
  const phases = [...checks, ['tests', () => checkTests(chosen, long)]]
  const failed = []
  for (const [name, phase] of phases) {
    const began = Date.now()
    say(`${name} …`)
    const passed = await phase()
    say(`${name} ${passed ? 'passed' : 'FAILED'} after ${((Date.now() - began) / 1000).toFixed(1)} s`)
    if (!passed) failed.push(name)
  }
  say(failed.length > 0 ? `FAILED: ${failed.join(', ')}` : 'Everything passed')
  return failed.length > 0 ? 1 : 0
}

async function checkTypes() {
  const server = await run('typescript/bin/tsc', ['-p', 'server'])
  const web = await run('typescript/bin/tsc', ['-p', 'web'])
  return server.code === 0 && web.code === 0
}

/** Style and mistakes, and then what nobody uses: files, exports, dependencies. */
async function checkLint() {
  const style = await run('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  const unused = await run('knip/bin/knip.js', [])
  return style.code === 0 && unused.code === 0
}

/** The cruiser passes when it understands no file at all, so the number of modules that it read is checked too. */
async function checkWalls() {
  const { code, output } = await run('dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    ...sourceFolders,
  ])
  const read = Number(/(\d+) modules/.exec(output)?.[1] ?? 0)
  const sources = (await Promise.all(sourceFolders.map((folder) => findFiles(folder, /\.tsx?$/)))).flat()
  if (read >= sources.length) return code === 0
  console.error(`The walls were checked for ${read} modules, but there are ${sources.length} source files.`)
  return false
}

async function checkTests(chosen, long) {
  const found = (await Promise.all(testFolders.map((folder) => findFiles(folder, /\.test\.tsx?$/)))).flat().sort()
  const files = chosen.length > 0 ? chosen : longestFirst(found)
  if (files.length === 0) {
    console.error('There are no tests.')
    return false
  }
  say(`${files.length} test files, ${concurrency} at once`)
  const into = join(project, 'test-output', String(process.pid))
  try {
    const built = await buildSources(files, into)
    return await withServer(async (url, temporary) => {
      const folders = { TMPDIR: temporary, TEMP: temporary }
      const env = { BATON_TEST_URL: url, ...folders, ...(long ? { BATON_TEST_LONG: '1' } : {}) }
      const args = [
        '--enable-source-maps',
        '--test',
        `--test-concurrency=${concurrency}`,
        '--test-reporter=spec',
        ...built,
      ]
      const { code } = await runNode(args, env)
      return code === 0
    })
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}

/** What takes minutes begins first, so that nothing is left running alone at the end. */
const longestFirst = (files) => [...files.filter(takesLong), ...files.filter((file) => !takesLong(file))]
const takesLong = (file) => /screens\.test\.ts$/.test(file)

/** One PostgreSQL for the whole run, and a folder for what tests write; both go when the run ends, whatever a test has left. */
async function withServer(work) {
  await loadTypeScript()
  const { makeDataDirectory } = await import('../server/src/kernel/postgres/data-directory.ts')
  const { startPostgres } = await import('../server/src/kernel/postgres/embedded.ts')
  const temporary = await mkdtemp(join(tmpdir(), 'baton-tests-'))
  // PostgreSQL may not run as root, so the user that it runs as must be able to enter.
  await chmod(temporary, 0o711)
  const dataDir = await makeDataDirectory(join(temporary, 'run'), say)
  const server = await startPostgres({ dataDir, onProgress: say })
  try {
    return await work(server.url, temporary)
  } finally {
    await server.stop()
    for (const left of [dataDir, temporary, ...(await besides(dataDir, temporary))]) {
      await rm(left, { recursive: true, force: true })
    }
  }
}

/** Where root runs the tests, databases of theirs lie beside that of the run, named after the folder that they were asked for in. */
async function besides(dataDir, temporary) {
  const place = dirname(dataDir)
  const names = await readdir(place).catch(() => [])
  return names.filter((name) => name.startsWith(basename(temporary))).map((name) => join(place, name))
}

async function findFiles(folder, pattern) {
  if (!existsSync(join(project, folder))) return []
  const entries = await readdir(join(project, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(project, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !/(^|[\\/])(node_modules|dist)[\\/]/.test(file))
}

/** Runs a program of a package by its own file, which needs neither a shell nor the path. */
async function run(program, args) {
  const file = join(project, 'node_modules', program)
  if (!existsSync(file)) {
    console.error(`${program} is not installed.`)
    return { code: 1, output: '' }
  }
  return await runNode([file, ...args], {})
}

function runNode(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: project,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // On a wish to stop this process waits for the child's end and then takes the server down.
    const pass = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass)
    let output = ''
    child.stdout.on('data', (piece) => {
      output += piece
      process.stdout.write(piece)
    })
    child.on('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, pass)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Lets this process import TypeScript. The folder it was started from must not lend its own tsconfig.json. */
async function loadTypeScript() {
  process.env.TSX_TSCONFIG_PATH = join(project, 'server', 'tsconfig.json')
  const { register } = await import('tsx/esm/api')
  register()
  process.setSourceMapsEnabled(true)
}
