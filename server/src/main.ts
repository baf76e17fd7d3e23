import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyCompress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import { type App, createApp } from './app.ts'
import { makeFirstData } from './first-data.ts'
import { startJobs } from './jobs.ts'
import type { Progress } from './kernel/postgres/cannot-start.ts'
import { projectDirectory } from './kernel/project-directory.ts'

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
  const databaseUrl = process.env.BATON_APP_URL || options.ownerUrl
  const accounts = await makeFirstData({
    databaseUrl: options.ownerUrl,
    dataDir: options.dataDir,
    empty: options.empty,
    onProgress: options.onProgress,
  })
  const app = createApp({ databaseUrl, logger: true, screens: existsSync(join(webFiles, 'index.html')) })
  await serveScreens(app)
  await app.http.listen({ port: options.port, host: process.env.HOST || 'localhost' })
  const address = `http://localhost:${new URL(app.http.listeningOrigin).port}`
  options.onProgress(`Baton is ready: ${address}`)
  if (accounts) {
    options.onProgress(`Accounts: ${accounts.accounts.join(' ')}`)
    options.onProgress(
      `Password: ${accounts.password}${accounts.passwordFile ? `   (kept in ${accounts.passwordFile})` : ''}`,
    )
  }
  const stopJobs = startJobs(app, (error) => app.http.log.error({ err: error }, 'a job failed'))
  return {
    address,
    close: async () => {
      await stopJobs()
      await app.close()
    },
  }
}

const webFiles = join(projectDirectory, 'web/dist')
const ONE_YEAR_SECONDS = 31_536_000

/** The web's built files, compressed; those with a hash in their name never change. */
export async function serveScreens(app: App): Promise<void> {
  if (!existsSync(join(webFiles, 'index.html'))) return
  await app.http.register(fastifyCompress, { global: true, threshold: 2048 })
  await app.http.register(fastifyStatic, {
    root: webFiles,
    wildcard: false,
    setHeaders: (answer, path) => {
      answer.header(
        'cache-control',
        path.includes('/assets/') ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache',
      )
    },
  })
}
