import { Command } from 'commander'
import { backUp } from '../backup/backup.ts'
import { findDataDirectory } from '../boot.ts'
import { brokenLines } from './broken-lines.ts'
import { printProgress } from './progress.ts'

/** Backs the installation up into one file, also while it is served. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('back everything up into one file, also while Baton runs; it is restored and checked before it counts')
    .argument('<file-or-folder>', 'the file to write, or a folder in which it gets a name with the time')
    .option('--json', 'print the result as JSON')
    .action(async (target: string, { json }: { json?: boolean }) => {
      const dataDir = await findDataDirectory(printProgress)
      const backup = await backUp(target, { dataDir, onProgress: printProgress })
      const ok = backup.broken.length === 0
      if (json) console.log(JSON.stringify({ ok, ...backup }))
      else {
        console.log(
          `${backup.file} (${(backup.bytes / 1_000_000).toFixed(1)} MB) holds everything up to ${backup.through}.`,
        )
        if (ok) console.log(`It was restored beside the database, and all ${backup.checks} checks hold on it: ok.`)
        else for (const line of brokenLines(backup)) console.log(line)
      }
      if (!ok) process.exitCode = 1
    })
}
