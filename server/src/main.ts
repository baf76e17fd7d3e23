import fastify from 'fastify'
import type { Progress } from './kernel/postgres/cannot-start.ts'

export type ServeOptions = {
  ownerUrl: string
  dataDir: string
  port: number
  /** Begin an empty database with one administrator instead of the demonstration company. */
  empty: boolean
  onProgress: Progress
}

/** Listens for requests on a migrated database. `close` ends the open ones first. */
export async function serve(options: ServeOptions): Promise<{ address: string; close: () => Promise<void> }> {
  const app = fastify({ forceCloseConnections: true })
  app.get('/healthz', async () => ({ status: 'ok' }))
  await app.listen({ port: options.port, host: 'localhost' })
  const address = `http://localhost:${new URL(app.listeningOrigin).port}`
  options.onProgress(`Baton is ready: ${address}`)
  return { address, close: () => app.close() }
}
