import { Command } from 'commander'
import { type Restored, restore } from '../backup/restore.ts'
import { openDataDirectory } from '../boot.ts'
import { brokenLines } from './broken-lines.ts'
import { printProgress } from './progress.ts'

type Options = { replace?: boolean; check?: boolean; acceptBroken?: boolean; json?: boolean }

/** Puts a backup in the place of this installation's database, after it has been tried out. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('put a backup in place, after it was unpacked beside the database, compared, started and checked')
    .argument('<file>', 'what "baton backup" wrote')
    .option('--replace', 'replace a database that has data; it is kept aside, and the result says where')
    .option('--check', 'only try the backup out; nothing is changed, and Baton may run')
    .option('--accept-broken', 'restore although checks are broken on it')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: Options) => {
      const { replace = false, check = false, acceptBroken = false } = options
      const dataDir = await openDataDirectory(printProgress)
      const done = await restore(file, { dataDir, replace, check, acceptBroken, onProgress: printProgress })
      for (const line of options.json ? [JSON.stringify(done)] : linesOf(done)) console.log(line)
    })
}

function linesOf(done: Restored): string[] {
  const { made, baton, through, checks, broken, restored, aside } = done
  return [
    `Backup of ${made} by Baton ${baton}, complete up to ${through}.`,
    ...(broken.length > 0 ? brokenLines(done) : [`All ${checks} checks hold on it.`]),
    ...(aside ? [`What was there before is kept: ${aside}`] : []),
    restored ? 'Restored. Start Baton with "npm start".' : 'It can be restored. Nothing was changed.',
  ]
}
