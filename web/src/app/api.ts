import type { Api } from '@baton/contract'
import { currentLanguage, languageTag, wordsIn } from './language.ts'
import { Problem, type ProblemBody } from './problem.ts'
import { kitWords } from './words/kit.ts'

/** Leaves out what an endpoint does not take, and lets out what it does not need. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { [Key in Name]?: undefined }
  : Record<never, never> extends Value
    ? { [Key in Name]?: Value }
    : { [Key in Name]: Value }

interface Manner {
  /** The version that was seen, for acts that must not meet a change made elsewhere. */
  ifMatch?: string | number
  /** Given when an act outlives the page that began it; otherwise one is kept for each act. */
  idempotencyKey?: string
  signal?: AbortSignal
}

export type EndpointKey = keyof Api & string
export type Reply<Key extends EndpointKey> = Api[Key]['reply']
export type Body<Key extends EndpointKey> = Api[Key]['body']
export type Query<Key extends EndpointKey> = Api[Key]['query']
export type Request<Key extends EndpointKey> = Manner &
  Part<'params', Api[Key]['params']> &
  Part<'query', Api[Key]['query']> &
  Part<'body', Api[Key]['body']>
type Argument<Key extends EndpointKey> =
  Record<never, never> extends Request<Key> ? [request?: Request<Key>] : [request: Request<Key>]

const safe = new Set(['GET', 'HEAD'])
/** Its reply carries a session, so the server never stores it under a key. */
const unkeyed = 'POST /v1/session'

/** Random enough for a key also where the browser hides randomUUID: on plain-http addresses of the house network. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Keys of acts that got no answer: the same act tried again carries the same key, so that it cannot happen twice. */
const unanswered = new Map<string, string>()

let whenSignedOut: () => void = () => {}

/** What to do when the server no longer knows the session. */
export function onSignedOut(act: () => void) {
  whenSignedOut = act
}

function queryText(query: unknown): string {
  if (query === null || typeof query !== 'object') return ''
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text && `?${text}`
}

/** The address of an endpoint: `/v1/orders/:id` with its parameters and query filled in. */
export function addressOf(key: string, params?: unknown, query?: unknown): string {
  const path = key.slice(key.indexOf(' ') + 1)
  const values = (params ?? {}) as Record<string, unknown>
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined || value === null || value === '') throw new Error(`${key} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  return filled + queryText(query)
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (init.signal?.aborted) throw error
    const t = wordsIn(kitWords, currentLanguage())
    const [title, cure] = safe.has(init.method ?? 'GET')
      ? [t('readDown'), t('readCure')]
      : [t('networkDown'), t('networkCure')]
    throw new Problem({ title, cure, status: 0, code: 'network_down' })
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  if (response.headers.get('content-type')?.includes('json')) {
    try {
      const body = JSON.parse(text) as ProblemBody
      if (body && typeof body.title === 'string') return new Problem({ ...body, status: response.status })
    } catch {
      return unreadable(response)
    }
  }
  return unreadable(response)
}

function unreadable(response: Response): Problem {
  const t = wordsIn(kitWords, currentLanguage())
  const traceId = response.headers.get('x-trace-id') ?? undefined
  return new Problem({ title: t('unexpected'), cure: t('unexpectedCure'), status: response.status, traceId })
}

/** No answer, or one from something in between: the act may or may not have happened. */
const isUnanswered = (status: number) => status === 0 || status === 502 || status === 503 || status === 504

async function exchange(address: string, init: RequestInit): Promise<Response> {
  const response = await send(address, init)
  if (!response.ok) throw await problemOf(response)
  return response
}

interface Loose extends Manner {
  params?: unknown
  query?: unknown
  body?: unknown
  file?: File
}

/** Calls an endpoint by its name: `call('POST /v1/orders/:id/confirm', { params: { id }, body, ifMatch })`. */
export async function call<Key extends EndpointKey>(key: Key, ...[request]: Argument<Key>): Promise<Reply<Key>> {
  return (await callLoosely(key, (request ?? {}) as Loose)) as Reply<Key>
}

/** Sends a file to an endpoint that takes one, as its bytes. */
export async function sendFile<Key extends EndpointKey>(
  key: Key,
  file: File,
  request: Pick<Loose, 'params' | 'query' | 'signal'> = {},
): Promise<Reply<Key>> {
  return (await callLoosely(key, { ...request, file })) as Reply<Key>
}

async function callLoosely(key: string, request: Loose): Promise<unknown> {
  const method = key.slice(0, key.indexOf(' '))
  const address = addressOf(key, request.params, request.query)
  const headers = new Headers({ accept: 'application/json', 'accept-language': languageTag(currentLanguage()) })
  const text = request.body === undefined ? undefined : JSON.stringify(request.body)
  const body = request.file ?? text
  if (body !== undefined) headers.set('content-type', request.file ? 'application/octet-stream' : 'application/json')
  if (request.ifMatch !== undefined) headers.set('if-match', `"${String(request.ifMatch).replaceAll('"', '')}"`)
  const act = `${method} ${address} ${request.file ? `${request.file.size} ${request.file.lastModified}` : (text ?? '')}`
  if (!safe.has(method) && key !== unkeyed) {
    const idempotencyKey = request.idempotencyKey ?? unanswered.get(act) ?? newKey()
    unanswered.set(act, idempotencyKey)
    headers.set('idempotency-key', idempotencyKey)
  }
  try {
    const response = await exchange(address, { method, headers, body, signal: request.signal })
    unanswered.delete(act)
    const reply = await response.text()
    return reply === '' ? undefined : JSON.parse(reply)
  } catch (error) {
    if (error instanceof Problem && !isUnanswered(error.status)) unanswered.delete(act)
    if (error instanceof Problem && error.status === 401 && key !== unkeyed) whenSignedOut()
    throw error
  }
}
