import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { takeJsonAndBytes } from './json.ts'
import { answerError, notFound, problemOf, refusalOfConnection, wrongMethod } from './problem.ts'

const BODY_LIMIT = 4 * 1024 * 1024

/** Nothing is taken for another kind than it says, shown inside of somebody else’s page, or told to other sites by its address. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
}

const OF_THE_API = /^\/(v1|assets)(?=[/?]|$)/

/** The server before it has addresses: what it takes, and how it says that something is wrong. */
export function createHttp({ logger, screens }: { logger: boolean; screens: boolean }): FastifyInstance {
  const http = fastify({
    bodyLimit: BODY_LIMIT,
    logger: logger ? { level: 'warn' } : false,
    forceCloseConnections: 'idle',
    trustProxy: 'loopback',
    frameworkErrors: (_error, request, answer) => void answerError(notFound(), request, answer),
    clientErrorHandler: answerConnection,
  })
  takeJsonAndBytes(http)
  http.addHook('onRequest', async (request, answer) => {
    answer.headers(HEADERS)
    // What business there is stays on no disk, unless its handler says otherwise.
    if (request.url.startsWith('/v1/')) answer.header('cache-control', 'no-store')
  })
  const allowedAt = gatherMethods(http)
  http.setErrorHandler((error, request, answer) => answerError(error as Error, request, answer))
  http.setNotFoundHandler((request, answer) => answerUnknown(request, answer, { allowedAt, screens }))
  return http
}

function answerUnknown(
  request: FastifyRequest,
  answer: FastifyReply,
  { allowedAt, screens }: { allowedAt: (path: string) => string[]; screens: boolean },
): FastifyReply {
  // The web's own addresses open the application; whoever serves its files decorates the answer with sendFile.
  const page = ['GET', 'HEAD'].includes(request.method) && screens && !OF_THE_API.test(request.url)
  if (page) return answer.sendFile('index.html')
  const allowed = allowedAt(request.url.replace(/\?.*$/, '')).join(', ')
  if (allowed === '') return answerError(notFound(), request, answer)
  return answerError(wrongMethod(allowed), request, answer.header('allow', allowed))
}

/** Learns the addresses as they are opened. Answers which methods one takes. */
function gatherMethods(http: FastifyInstance): (path: string) => string[] {
  const routes = new Map<string, { matches: RegExp; methods: Set<string> }>()
  http.addHook('onRoute', ({ url, method }) => {
    const matches = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`)
    const route = routes.get(url) ?? { matches, methods: new Set() }
    for (const one of [method].flat()) route.methods.add(one)
    routes.set(url, route)
  })
  return (path) => {
    const fitting = [...routes.values()].filter(({ matches }) => matches.test(path))
    return [...new Set(fitting.flatMap(({ methods }) => [...methods]))].sort()
  }
}

/** What is no request that could be answered in its own words: a head that is too large, too slow or broken. */
function answerConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = problemOf(refusalOfConnection(error.code), 'zh', 'none')
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
