import { startPostgres } from '../kernel/postgres/embedded.ts'

/** A process that tests kill: starts the PostgreSQL in the folder given, prints what it got, and stays. */
const [dataDir = ''] = process.argv.slice(2)
const server = await startPostgres({ dataDir, onProgress: (step) => console.error(step) })
console.log(JSON.stringify(server))
setInterval(() => undefined, 60_000)
