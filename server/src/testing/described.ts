import { everything } from '@baton/contract'
import type { Endpoint } from '@baton/contract/endpoint'
import { z } from 'zod'
import type { TestCompany } from './company.ts'
import type { Operation } from './operation.ts'
import type { Raw } from './raw-calls.ts'

// biome-ignore lint/suspicious/noExplicitAny: a schema is read as the JSON that it is.
export type Schema = Record<string, any>

/** One operation as the document tells it to strangers, who know no contract. */
export interface Described {
  operation: Operation
  path: Record<string, Schema>
  query: Record<string, Schema>
  body: Schema | null
  /** Status and media type of the answer when it is done. */
  status: number
  media: string
  /** What an answer has that the document does not tell, or lacks of what it promises; null when they agree. */
  wrongWith(answer: Raw): string | null
}

/** Reads `/v1/openapi.json`. Answers are held against the document alone, so that also what it forgets to tell is seen. */
export async function readDescribed(company: TestCompany): Promise<Record<Operation, Described>> {
  const document = (await company.app.http.inject({ url: '/v1/openapi.json' })).json() as Schema
  const problem = checkOf(document.components.schemas.Problem)
  const all = Object.values(document.paths as Record<string, Record<string, Schema>>).flatMap((one) =>
    Object.values(one)
      // A stream has no end at which its answer could be looked at; streams.story.test.ts reads it.
      .filter((told) => !('text/event-stream' in (told.responses[200]?.content ?? {})))
      .map((told) => describe(told, problem)),
  )
  return Object.fromEntries(all.map((one) => [one.operation, one])) as Record<Operation, Described>
}

type Check = (value: unknown) => string | null

/** Checks as the document says, and nothing but it: objects that name all their fields hold no others. */
export function checkOf(schema: Schema): Check {
  const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  return (value) => {
    const { error } = read.safeParse(value)
    return error ? error.issues.map((one) => `/${one.path.join('/')}: ${one.message}`).join('; ') : null
  }
}

function describe(told: Schema, problem: Check): Described {
  const operation = told.operationId as Operation
  const parameters = (place: string): Record<string, Schema> =>
    Object.fromEntries(
      (told.parameters as Schema[]).filter((one) => one.in === place).map((one) => [one.name, one.schema]),
    )
  const [status] = Object.keys(told.responses).filter((one) => one !== 'default') as [string]
  const [[media, { schema }]] = Object.entries(told.responses[status].content) as [[string, Schema]]
  const reply = checkOf(schema)
  return {
    operation,
    path: parameters('path'),
    query: parameters('query'),
    body: told.requestBody?.content['application/json']?.schema ?? null,
    status: Number(status),
    media,
    wrongWith: (answer) => {
      if (answer.status >= 400) return wrongWithRefusal(answer, problem)
      if (answer.status !== Number(status)) return `${answer.status} instead of ${status}`
      if (media !== '*/*' && !answer.type.startsWith(media)) return `${answer.type} instead of ${media}`
      return media === 'application/json' ? reply(JSON.parse(answer.text)) : null
    },
  }
}

function wrongWithRefusal({ status, type, text }: Raw, problem: Check): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`
  return problem(JSON.parse(text))
}

/** Every answer that the company's server gives from now on, by operation. Must be asked for before the first call. */
export function overhear(company: TestCompany): Map<Operation, Raw[]> {
  const heard = new Map<Operation, Raw[]>()
  company.app.http.addHook('onSend', async (request, answer, payload) => {
    const operation = `${request.method} ${request.routeOptions.url}` as Operation
    if ((everything as Record<string, Endpoint>)[operation]) {
      const text = typeof payload === 'string' ? payload : ''
      const type = String(answer.getHeader('content-type') ?? '')
      heard.set(operation, [...(heard.get(operation) ?? []), { status: answer.statusCode, type, text }])
    }
    return payload
  })
  return heard
}
