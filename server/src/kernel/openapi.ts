import type { Endpoint } from '@baton/contract/endpoint'
import { problem } from '@baton/contract/endpoint'
import { z } from 'zod'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Record<string, unknown>
  return made
}

interface ObjectSchema {
  properties?: Record<string, unknown>
  required?: string[]
}

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as ObjectSchema
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

const SESSION = [{ bearer: [] }, { cookie: [] }]
const REFUSED = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'One per change, the same one when it is retried.',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
}
const VERSION = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version that was seen.',
  schema: { type: 'string' },
}

/** The stream that pages stay open on; it is served beside the endpoints, since it never ends. */
const EVENTS = {
  operationId: 'GET /v1/events',
  summary:
    'What changes in the company, as it happens: server-sent events that name the subject; ask for it to see what it is now',
  tags: ['events'],
  security: SESSION,
  parameters: [],
  responses: {
    200: {
      description:
        'Without a name: a subject changed, `{"kind", "id", "type"}`. `hello`: the stream is open. `missed`: changes went by that nobody can name, so ask for everything that is shown.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: REFUSED,
  },
}

/** The OpenAPI 3.1 document, made from the same schemas that check the requests. */
export function openApiOf(endpoints: Record<string, Endpoint>): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const [method = '', url = ''] = key.split(' ')
    const path = url.replace(/:(\w+)/g, '{$1}')
    const unsafe = method !== 'GET' && key !== 'POST /v1/session' && !endpoint.dryRun
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: key,
        summary: endpoint.summary,
        tags: [url.split('/')[2] ?? ''],
        security: endpoint.access === 'public' ? [] : SESSION,
        ...(typeof endpoint.access === 'object' && { 'x-right': endpoint.access.right }),
        parameters: [
          ...parameters(endpoint.params, 'path'),
          ...parameters(endpoint.query, 'query'),
          ...(unsafe ? [IDEMPOTENCY] : []),
          ...(endpoint.versioned ? [VERSION] : []),
        ],
        ...(endpoint.body && {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
          },
        }),
        ...(endpoint.bytes && {
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }),
        responses: {
          [endpoint.status ?? 200]: {
            description: 'Done',
            content: { [endpoint.streams ?? 'application/json']: { schema: schemaOf(endpoint.reply, 'output') } },
          },
          default: REFUSED,
        },
      },
    }
  }
  paths['/v1/events'] = { get: EVENTS }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Baton',
      version: '1',
      description: 'The order and the moment it is handed over. Amounts and quantities are decimal strings.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'baton' },
      },
    },
  }
}
