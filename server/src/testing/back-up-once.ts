import { backUp } from '../backup/backup.ts'

/** A process that tests limit and kill: backs the folder given up into the file given, and says each step. */
const [file = '', dataDir = ''] = process.argv.slice(2)
await backUp(file, { dataDir, onProgress: (step) => console.log(step) })
