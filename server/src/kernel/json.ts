import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { no } from './problem.ts'

/**
 * Takes JSON in UTF-8, since text in another encoding would be kept as replacement characters without a word; bytes where an endpoint
 * says so; and nothing else.
 */
export function takeJsonAndBytes(http: FastifyInstance): void {
  const parse = http.getDefaultJsonParser('error', 'error')
  http.removeAllContentTypeParsers()
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isUtf8(body)) return done(no.unreadable())
    parse(request, body.toString(), done)
  })
  http.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => {
    const { bytes } = request.routeOptions.config as { bytes?: boolean }
    if (!bytes) return done(no.wrongMediaType())
    done(null, body)
  })
}

/** The bytes of a request to an endpoint that takes a file. */
export function bytesOf(http: FastifyRequest): Buffer {
  if (!Buffer.isBuffer(http.body)) throw no.bytesWanted()
  return http.body
}
