import { createApp } from '../app.ts'

/** A process that tests stop and kill: serves Baton on the database and the port given, says so, and stays. */
const [databaseUrl = '', port = ''] = process.argv.slice(2)
const app = createApp({ databaseUrl })
await app.http.listen({ port: Number(port), host: '127.0.0.1' })
console.log('serving')
// Whoever started it may be killed too.
process.on('disconnect', () => process.exit())
process.once('SIGTERM', async () => {
  await app.close()
  process.exit()
})
