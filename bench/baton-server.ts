import { createApp } from '../server/src/app.ts'

/** Baton itself, as it is served, on the benchmark's database. */
const app = createApp({ databaseUrl: process.argv[2]! })
await app.http.listen({ port: 0, host: '127.0.0.1' })
process.send!({ port: Number(new URL(app.http.listeningOrigin).port) })
process.on('message', (message) => {
  if (message === 'spent') process.send!({ ...app.kernel.database.spent, rss: process.memoryUsage.rss() })
})
process.on('disconnect', () => process.exit())
