import { Command } from 'commander'
import { findDataDirectory, openDatabase } from '../boot.ts'
import { type Finding, verify } from '../verify.ts'
import { printProgress } from './progress.ts'

/** Audits the database of this installation, also while Baton serves it. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('check every invariant on the live database; fails when any is broken')
    .option('--full', 'compare also the references that the database enforces by itself')
    .option('--json', 'print the findings as JSON')
    .action(async ({ full, json }: { full?: boolean; json?: boolean }) => {
      const dataDir = await findDataDirectory(printProgress)
      const database = await openDatabase({ dataDir, onProgress: printProgress })
      try {
        const url = process.env.BATON_VERIFY_URL || database.ownerUrl
        const began = performance.now()
        const verdict = await verify(url, { full: full ?? false, onFinding: json ? () => {} : print })
        const broken = verdict.findings.filter((finding) => finding.broken > 0)
        if (json) console.log(JSON.stringify({ ...verdict, holds: broken.length === 0 }))
        else {
          for (const { name, milliseconds, title } of verdict.readings)
            console.log(`${name.padEnd(16)} ${'read once'.padEnd(12)} ${seconds(milliseconds).padStart(8)}  ${title}`)
          console.log(`${verdict.events} events recomputed, ${verdict.eventsPerSecond} a second.`)
          console.log(
            broken.length === 0
              ? `All ${verdict.findings.length} checks hold, after ${seconds(performance.now() - began)}.`
              : `${broken.length} of ${verdict.findings.length} checks are broken: ${broken.map(({ id }) => id).join(', ')}.`,
          )
        }
        if (broken.length > 0) process.exitCode = 1
      } finally {
        await database.stop()
      }
    })
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`

function print({ id, title, broken, examples, milliseconds }: Finding): void {
  const verdict = broken === 0 ? 'holds' : `BROKEN ${broken}×`
  console.log(`${id.padEnd(16)} ${verdict.padEnd(12)} ${seconds(milliseconds).padStart(8)}  ${title}`)
  for (const example of examples) console.log(`${' '.repeat(40)}${JSON.stringify(example)}`)
}
