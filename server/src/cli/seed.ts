import { Command } from 'commander'
import { openDatabase, openDataDirectory } from '../boot.ts'
import { type Accounts, makeFirstData } from '../first-data.ts'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { claimDataDirectory } from '../running.ts'
import { printProgress } from './progress.ts'

/** Fills an empty database without serving it, as the first start would. */
export function seedCommand(): Command {
  return new Command('seed')
    .description('fill an empty database with the demonstration; one that has data is left as it is')
    .option('--empty', 'make a new company with one administrator instead')
    .option('--json', 'print the accounts as JSON')
    .action(async ({ empty = false, json }: { empty?: boolean; json?: boolean }) => {
      const dataDir = await openDataDirectory(printProgress)
      const claimed = await claimDataDirectory(dataDir)
      if (!('claim' in claimed)) {
        throw new CannotStart(`Baton runs on ${dataDir} and has its first data. Set BATON_DATA_DIR for another one.`)
      }
      const closing = [claimed.claim.release]
      try {
        const database = await openDatabase({ dataDir, onProgress: printProgress })
        closing.push(database.stop)
        const { ownerUrl: databaseUrl } = database
        const data = await makeFirstData({ databaseUrl, dataDir, empty, onProgress: printProgress })
        console.log(json ? JSON.stringify(data ?? { made: false }) : linesOf(data).join('\n'))
      } finally {
        for (const close of closing.reverse()) await close()
      }
    })
}

function linesOf(data: Accounts | null): string[] {
  if (!data?.made) return ['The database has data already. Nothing was changed.']
  const { accounts, password, passwordFile } = data
  return [
    `Accounts: ${accounts.join(' ')}`,
    `Password: ${password}${passwordFile ? `   (kept in ${passwordFile})` : ''}`,
  ]
}
