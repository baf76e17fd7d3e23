import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { no } from './problem.ts'

/** Takes JSON in UTF-8 and nothing else: text in another encoding would be kept as replacement characters, without a word. */
export function takeJsonOnly(http: FastifyInstance): void {
  const parse = http.getDefaultJsonParser('error', 'error')
  http.removeAllContentTypeParsers()
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isUtf8(body)) return done(no.unreadable())
    parse(request, body.toString(), done)
  })
}
