import fastify, { type FastifyInstance } from 'fastify'
import { takeJsonAndBytes } from './json.ts'
import { answerError, notFound } from './problem.ts'

const BODY_LIMIT = 4 * 1024 * 1024

/** The server before it has addresses: what it takes, and how it says that something is wrong. */
export function createHttp({ logger, screens }: { logger: boolean; screens: boolean }): FastifyInstance {
  const http = fastify({
    bodyLimit: BODY_LIMIT,
    logger: logger ? { level: 'warn' } : false,
    forceCloseConnections: 'idle',
    trustProxy: 'loopback',
    frameworkErrors: (_error, request, answer) => void answerError(notFound(), request, answer),
  })
  takeJsonAndBytes(http)
  http.setErrorHandler((error, request, answer) => answerError(error as Error, request, answer))
  http.setNotFoundHandler((request, answer) => {
    // The web's own addresses open the application; whoever serves its files decorates the answer with sendFile.
    const page = request.method === 'GET' && screens && !/^\/(v1|assets)\//.test(request.url)
    return page ? answer.sendFile('index.html') : answerError(notFound(), request, answer)
  })
  return http
}
