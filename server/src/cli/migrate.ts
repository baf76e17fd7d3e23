import { Command } from 'commander'
import { openDatabase, openDataDirectory } from '../boot.ts'
import { migrationsDirectory, readMigrations } from '../kernel/migrate.ts'
import { printProgress } from './progress.ts'

/** Brings the database up to this program without serving it, for example before a planned start. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database up to this program, then stop')
    .option('--json', 'print what was applied as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const dataDir = await openDataDirectory(printProgress)
      const database = await openDatabase({ dataDir, onProgress: printProgress })
      await database.stop()
      const known = (await readMigrations(migrationsDirectory)).length
      console.log(json ? JSON.stringify({ applied: database.applied, known }) : summary(database.applied, known))
    })
}

function summary(applied: string[], known: number): string {
  if (applied.length === 0) return `The database is up to date (${known} migrations).`
  return `Applied ${applied.length} of ${known} migrations: ${applied.join(', ')}`
}
