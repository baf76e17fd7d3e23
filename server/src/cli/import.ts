import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { openDatabase, openDataDirectory } from '../boot.ts'
import { importPreset, type PresetImported } from '../import-preset.ts'
import { PRESETS } from '../modules/imports/index.ts'
import { printProgress } from './progress.ts'
import { progressBar } from './progress-bar.ts'

interface Options {
  preset: string
  company?: string
  admin?: string
  json?: boolean
}

/** Brings a whole company in from the files of another system, also while Baton runs. */
export function importCommand(): Command {
  return new Command('import')
    .description('bring a whole company in from the files of a known data set; a second run changes nothing')
    .argument('<folder>', 'where its files are')
    .addOption(new Option('--preset <name>', 'which data set it is').choices(PRESETS).makeOptionMandatory())
    .option('--company <name>', 'what the new company is called (default: like the preset)')
    .option('--admin <account>', 'new account of its administrator (default: like the company)')
    .option('--json', 'print the report as JSON')
    .action(async (folder: string, { json, ...options }: Options) => {
      const dataDir = await openDataDirectory(printProgress)
      const database = await openDatabase({ dataDir, onProgress: printProgress })
      const bar = progressBar(process.stderr)
      try {
        const imported = await importPreset({
          ownerUrl: database.ownerUrl,
          folder: resolve(folder),
          ...options,
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
    })
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
          `The source's own sum is ${amount(source.exactTotal)}; rounding makes a difference of ${source.roundedAway}.`,
        ]),
    ...source.remarks.map((remark) => (remark.startsWith(' ') ? `  ${remark}` : `- ${remark}`)),
  ]
}

const figure = (count: number): string => count.toLocaleString('en')

/** "1234567.89" with commas between thousands. */
const amount = (decimal: string): string => decimal.replace(/\B(?=(\d{3})+(?=\.))/g, ',')
