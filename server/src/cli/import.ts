import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type ImportKind, importEncoding, MOST_IMPORT_BYTES } from '@baton/contract/imports'
import { Command, InvalidArgumentError, Option } from 'commander'
import { findDataDirectory, openDatabase, openDataDirectory } from '../boot.ts'
import { importFile } from '../import-file.ts'
import { importPreset, type PresetImported } from '../import-preset.ts'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { type FileToBring, PRESETS } from '../modules/imports/index.ts'
import { printProgress } from './progress.ts'
import { progressBar } from './progress-bar.ts'

interface Options {
  preset?: string
  kind?: string
  company?: string
  json?: boolean
  admin?: string
  account?: string
  update?: boolean
  dryRun?: boolean
  encoding: FileToBring['encoding']
  sheet?: string
  column: ReadonlyMap<string, string | null>
  result?: string
}

/** What a file may hold, in the words of the screens. */
const KINDS: Record<string, ImportKind> = {
  customers: 'customers',
  items: 'items',
  stock: 'stock',
  employees: 'persons',
  orders: 'orders',
}

const more = `
Of a file every row is checked before anything is written. Rows that are wrong stay out and are written with their
reasons to the result file; the others come in, and the exit code is 1. A second run of the same file creates nothing
and, with --update, changes nothing.

Examples:
  npx baton import --kind customers --account boss customers.xlsx --dry-run
  npx baton import --kind items --account boss prices.csv --update
  npx baton import --kind orders --account sales1 orders.csv --column "Our ref=key" --json
  npx baton import --preset northwind ../shared/data/northwind`

/** Brings a file into a company, or a whole company in from the files of another system, also while Baton runs. */
export function importCommand(): Command {
  return new Command('import')
    .description(
      'bring in a file of customers, items, stock, employees or orders; or a whole company of a known data set',
    )
    .argument('<path>', 'the CSV or XLSX file; or the folder of the data set')
    .addOption(new Option('--kind <kind>', 'what the file holds').choices(Object.keys(KINDS)).conflicts('preset'))
    .option('--account <account>', 'in whose name and with whose rights the file comes in')
    .option('--update', 'change customers, items or employees that are there; only what the file fills')
    .option('--dry-run', 'check every row of the file and create nothing')
    .option(
      '--column <heading=field>',
      'what a column fills, other than suggested; nothing after the = leaves it out',
      columnOf,
      new Map(),
    )
    .addOption(
      new Option('--encoding <name>', 'how the text is written').choices(importEncoding.options).default('auto'),
    )
    .option('--sheet <name>', 'the sheet of a workbook (default: the first)')
    .option('--result <file>', 'where wrong rows are written (default: beside the file, as <name>-result.csv)')
    .addOption(new Option('--preset <name>', 'which data set the folder holds').choices(PRESETS))
    .option('--admin <account>', 'new account of the administrator of a preset (default: like the company)')
    .option('--company <name>', 'which company of the account; or the new name of a preset (default: like the preset)')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', more)
    .action(async (path: string, { kind, preset, ...options }: Options, command: Command) => {
      if (preset) return await bringPreset(resolve(path), preset, options)
      if (!kind) return command.error('error: say what it is with --kind or --preset')
      if (!options.account) return command.error('error: say in whose name it comes in with --account')
      await bringOne(resolve(path), KINDS[kind]!, { ...options, account: options.account })
    })
}

function columnOf(text: string, known: ReadonlyMap<string, string | null>): ReadonlyMap<string, string | null> {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write it as heading=field.')
  return new Map([...known, [text.slice(0, at), text.slice(at + 1) || null]])
}

type FileOptions = Omit<Options, 'kind' | 'preset'> & { account: string }

/** Why a file that somebody named cannot be read. */
const whyNot: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; one file is imported at a time',
  EACCES: 'this user may not read it',
}

async function bringOne(path: string, kind: ImportKind, options: FileOptions): Promise<void> {
  const { account, company, encoding, sheet, column: columns, update = false, dryRun = false, json } = options
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CannotStart(`${path} cannot be read: ${whyNot[error.code ?? ''] ?? error.message}. Check the path.`)
  })
  if (bytes.length > MOST_IMPORT_BYTES)
    throw new CannotStart(`${path} is larger than ${MOST_IMPORT_BYTES / 1024 / 1024} MB. Split it into several files.`)
  const file = { kind, name: basename(path), bytes, encoding, sheet, columns, update, dryRun }
  const dataDir = await findDataDirectory(printProgress)
  const database = await openDatabase({ dataDir, onProgress: printProgress })
  const bar = progressBar(process.stderr)
  try {
    const onStep = (step: string) => {
      bar.end()
      printProgress(step)
    }
    const watch = { onStep, onRows: bar.show }
    const brought = await importFile({ ownerUrl: database.ownerUrl, account, company, file, watch })
    const result =
      brought.wrong === '' ? null : resolve(options.result ?? path.replace(/(\.[^./\\]*)?$/, '-result.csv'))
    if (result) await writeFile(result, brought.wrong)
    const { id, state, rows, ready, created, updated, existing, wrong, stoppedBecause } = brought.outcome
    const counts = { rows, ready, created, updated, existing, wrong }
    const report = { company: brought.company, import: id, kind, dryRun, state, ...counts, stoppedBecause, result }
    bar.end()
    console.log(json ? JSON.stringify(report) : toldOf(file.name, report).join('\n'))
    if (wrong > 0 || stoppedBecause) process.exitCode = 1
  } finally {
    bar.end()
    await database.stop()
  }
}

interface Report {
  company: string
  dryRun: boolean
  rows: number
  ready: number
  created: number
  updated: number
  existing: number
  wrong: number
  stoppedBecause: string | null
  result: string | null
}

function toldOf(name: string, report: Report): string[] {
  const { company, dryRun, rows, ready, created, updated, existing, wrong, stoppedBecause, result } = report
  const done = dryRun ? `${figure(ready)} can be imported` : `${figure(created)} were imported`
  const changed = updated > 0 ? `, ${figure(updated)} were updated` : ''
  return [
    `${name} into ${company}: of ${figure(rows)} rows ${done}${changed}, ${figure(existing)} were there already, ${figure(wrong)} are wrong.`,
    ...(dryRun ? ['This was a dry run: nothing was created.'] : []),
    ...(stoppedBecause ? [`It stopped before its end: ${stoppedBecause}`] : []),
    ...(result ? [`The wrong rows with their reasons: ${result}`, 'Mend them there and import that file.'] : []),
  ]
}

async function bringPreset(
  folder: string,
  preset: string,
  { json, company, admin }: Omit<Options, 'preset'>,
): Promise<void> {
  const dataDir = await openDataDirectory(printProgress)
  const database = await openDatabase({ dataDir, onProgress: printProgress })
  const bar = progressBar(process.stderr)
  try {
    const imported = await importPreset({
      ownerUrl: database.ownerUrl,
      folder,
      preset,
      ...(company !== undefined && { company }),
      ...(admin !== undefined && { admin }),
      onStep: printProgress,
      onWritten: bar.show,
      onFounded: (account, password) => {
        if (!json)
          console.log(
            `Account: ${account}\nPassword: ${password}   (shown once; it must be changed at the first sign-in)`,
          )
      },
    })
    bar.end()
    console.log(json ? JSON.stringify(imported) : linesOf(imported).join('\n'))
  } finally {
    bar.end()
    await database.stop()
  }
}

function linesOf({ company, written, source }: PresetImported): string[] {
  const { masters, customers, orders } = written
  const nothing = masters + customers + orders === 0
  return [
    nothing
      ? `${company} has all of it already. Nothing was changed.`
      : `${company} got ${figure(customers)} customers, ${figure(masters)} items and persons, and ${figure(orders)} orders.`,
    `The source has ${figure(source.customers)} customers, ${figure(source.items)} items, ${figure(source.persons)} persons, ${figure(source.orders)} orders with ${figure(source.lines)} lines.`,
    `Its orders, each rounded half-up to cents, sum to ${amount(source.total)}.`,
    ...(source.exactTotal === null
      ? []
      : [
          `The source’s own sum is ${amount(source.exactTotal)}; rounding makes a difference of ${source.roundedAway}.`,
        ]),
    ...source.remarks.map((remark) => (remark.startsWith(' ') ? `  ${remark}` : `- ${remark}`)),
  ]
}

const figure = (count: number): string => count.toLocaleString('en')

/** "1234567.89" with commas between thousands. */
const amount = (decimal: string): string => decimal.replace(/\B(?=(\d{3})+(?=\.))/g, ',')
