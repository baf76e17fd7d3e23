import { type Access, type Endpoint, nothing } from '@baton/contract/endpoint'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Command, type Context, type Kernel, perform } from './command.ts'
import { blameCursor } from './cursor.ts'
import { invalid, languageOf } from './problem.ts'
import { type Language, refusals } from './refusal.ts'
import { decideRight } from './right.ts'
import { statement } from './statement.ts'
import { withCompany } from './transaction.ts'

type Out<S> = S extends z.ZodType ? z.output<S> : unknown

/** What a command receives from an endpoint: path, query and body in one flat object, and the version named in If-Match. */
export type RequestOf<E extends Endpoint> = Out<E['params']> & Out<E['query']> & Out<E['body']> & { version?: number }

/** Serves what is no command: sign-in, streams, files. */
export type Handler = (call: Call) => Promise<unknown>

export interface Call {
  kernel: Kernel
  http: FastifyRequest
  answer: FastifyReply
  language: Language
  /** Null on public endpoints. */
  context: Context | null
  request: Record<string, unknown>
}

// biome-ignore lint/suspicious/noExplicitAny: each command is checked against its endpoint by `bind`.
type AnyCommand = Command<any, any, any>

export interface Bound {
  endpoints: Record<string, Endpoint>
  bound: Record<string, AnyCommand | Handler>
}

/** A module's table of endpoints and the commands that serve them. A missing or an extra key is a type error. */
export function bind<const T extends Record<string, Endpoint>>(
  endpoints: T,
  // biome-ignore lint/suspicious/noExplicitAny: what a command loads is its own affair.
  bound: { [K in keyof T]: Command<RequestOf<T[K]>, any, z.input<T[K]['reply']>> | Handler },
): Bound {
  return { endpoints, bound }
}

export interface Door {
  kernel: Kernel
  /** Who calls, from the session cookie or the bearer token; null when nobody is signed in. */
  authenticate(http: FastifyRequest): Promise<Context | null>
  /** Replies are checked against their schema; on in tests. */
  checkReplies: boolean
}

const no = refusals('kernel', {
  signInFirst: {
    status: 401,
    zh: () => '还没有登录，或登录已过期。请登录后再试。',
    en: () => 'You are not signed in, or no longer. Sign in and try again.',
  },
  keyMissing: {
    status: 400,
    zh: () => '缺少 Idempotency-Key（8 到 200 个字符）。每个修改请求都要带一个，重试时用同一个。',
    en: () =>
      'The Idempotency-Key header (8 to 200 characters) is missing. Send one with every change, the same one when you retry.',
  },
  versionMissing: {
    status: 428,
    zh: () => '缺少 If-Match。请带上你打开时的版本，以免覆盖别人的修改。',
    en: () => 'If-Match is missing. Name the version that you opened, so that nobody else’s change is overwritten.',
  },
})

/** What whoever is not signed in is told. */
export const { signInFirst } = no

const rightsVersion = statement<{ version: bigint }>(
  'kernel.rightsVersion',
  'select version from kernel.rights_version',
)

const SAFE = new Set(['GET', 'HEAD'])

/** Opens every endpoint of a module at its path. The order of refusals is fixed: sign-in, right, input, key, version. */
export function open(app: FastifyInstance, door: Door, { endpoints, bound }: Bound): void {
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const [method = '', url = ''] = key.split(' ')
    const serve = bound[key]!
    app.route({
      method: method as 'GET',
      url,
      ...(endpoint.bytes && { bodyLimit: endpoint.bytes, config: { bytes: true } }),
      handler: async (http, answer) => {
        const language = languageOf(http)
        const context = endpoint.access === 'public' ? null : await admitted(door, http, endpoint.access)
        const request = parsed(endpoint, http, language)
        if (typeof serve === 'function') return serve({ kernel: door.kernel, http, answer, language, context, request })
        const version = versionOf(http, endpoint)
        const idempotencyKey = SAFE.has(method) || endpoint.dryRun ? undefined : keyOf(http)
        const outcome = await perform(
          door.kernel,
          context!,
          serve,
          version === undefined ? request : { ...request, version },
          idempotencyKey,
          { operation: key, language, ...(typeof endpoint.access === 'object' && { right: endpoint.access.right }) },
        ).catch((error: unknown) => {
          throw request.cursor === undefined ? error : blameCursor(error)
        })
        if (door.checkReplies) endpoint.reply.parse(outcome.reply)
        if (outcome.replayed) answer.header('Idempotent-Replayed', 'true')
        const etag = (outcome.reply as { version?: number } | null)?.version
        if (etag !== undefined) answer.header('ETag', `"${etag}"`)
        return answer.code(endpoint.status ?? 200).send(outcome.reply)
      },
    })
  }
}

async function admitted(door: Door, http: FastifyRequest, access: Exclude<Access, 'public'>): Promise<Context> {
  const context = await door.authenticate(http)
  if (!context) throw no.signInFirst()
  return access === 'signedIn' ? context : await entitled(door.kernel, context, access.right)
}

/** A right that memory does not know of may have been given a moment ago, also by another process. */
async function entitled(kernel: Kernel, context: Context, right: string): Promise<Context> {
  if (context.actor.rights.has(right)) return context
  const [row] = await withCompany(kernel.database, context.company.id, rightsVersion)
  const current = row?.version === context.version ? context : await kernel.refresh(context)
  decideRight(current.actor, right)
  return current
}

/** An endpoint that takes no query says so instead of passing over what was meant. */
const NOTHING = nothing.strict()

function parsed(endpoint: Endpoint, http: FastifyRequest, language: Language): Record<string, unknown> {
  const parts = [
    ['/path', endpoint.params, http.params],
    ['/query', endpoint.query ?? NOTHING, http.query],
    // No body counts as an empty one; null is a body, and never what an endpoint takes.
    ['', endpoint.body, http.body === undefined ? {} : http.body],
  ] as const
  const merged: Record<string, unknown> = {}
  for (const [prefix, schema, value] of parts) {
    if (!schema) continue
    const result = schema.safeParse(value)
    if (!result.success) throw invalid(result.error, prefix, language)
    Object.assign(merged, result.data)
  }
  return merged
}

/** The Idempotency-Key of a request. Handlers that perform a command by themselves ask for it too. */
export function keyOf(http: FastifyRequest): string {
  const key = http.headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) throw no.keyMissing()
  return key
}

function versionOf(http: FastifyRequest, endpoint: Endpoint): number | undefined {
  const named = /^(?:W\/)?"?(\d{1,9})"?$/.exec(http.headers['if-match'] ?? '')
  if (!named && endpoint.versioned) throw no.versionMissing()
  return named ? Number(named[1]) : undefined
}
