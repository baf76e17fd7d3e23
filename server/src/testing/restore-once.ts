import { restore } from '../backup/restore.ts'

/** A process that tests kill: puts the backup given in the place of the database in the folder given, and says each step. */
const [file = '', dataDir = ''] = process.argv.slice(2)
await restore(file, {
  dataDir,
  replace: true,
  check: false,
  acceptBroken: false,
  onProgress: (step) => console.log(step),
})
console.log('restored')
