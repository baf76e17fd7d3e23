import { randomUUID } from 'node:crypto'
import type { Problem } from '@baton/contract/endpoint'
import { DEPARTMENTS, FOUNDERS, WAREHOUSES } from '../../../database/seed/people.ts'
import { type App, createApp } from '../app.ts'
import { type Founded, foundCompany } from '../found-company.ts'
import { createTestDatabase } from './database.ts'

export const PASSWORD = 'correct-horse-42'

/** A reply as a test sees it. */
export interface Answer<Body> {
  status: number
  body: Body
  headers: Record<string, unknown>
}

// biome-ignore lint/suspicious/noExplicitAny: stories read replies freely; the contract's schemas check them on the server.
type Loose = any

export interface Client {
  account: string
  personId: string
  get(path: string): Promise<Answer<Loose>>
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Loose>>
  /** Sends and expects success; fails with the problem's sentence otherwise. */
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Loose>
  /** Sends and expects a refusal; answers with its problem. */
  refused(status: number, path: string, body?: unknown, headers?: Record<string, string>): Promise<Problem>
  read(path: string): Promise<Loose>
}

export interface TestCompany {
  app: App
  founded: Founded
  ownerUrl: string
  /** A client signed in as one of the demonstration's accounts. */
  as(account: string): Promise<Client>
  /** Sets the time that everything sees; it stands still until it is set again. */
  setNow(at: string): void
  close(): Promise<void>
}

/** A company of its own for one test file, on a database of its own or the migrated one given, served over HTTP without a port. */
export async function createTestCompany(
  options: { at?: string; screens?: boolean; ownerUrl?: string } = {},
): Promise<TestCompany> {
  const ownerUrl = options.ownerUrl ?? (await createTestDatabase()).ownerUrl
  let now: Date | null = options.at ? new Date(options.at) : null
  const app = createApp({
    databaseUrl: ownerUrl,
    clock: () => now ?? new Date(),
    checkReplies: true,
    screens: options.screens ?? false,
  })
  const founded = await foundCompany(app.kernel.database, app.kernel.clock(), {
    name: '测试五金有限公司',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
    demonstration: false,
    departments: DEPARTMENTS,
    founders: FOUNDERS,
    password: PASSWORD,
    mustChange: false,
    warehouses: WAREHOUSES,
  })
  const clients = new Map<string, Promise<Client>>()
  const as = (account: string) => {
    const known = clients.get(account) ?? signedIn(app, account)
    clients.set(account, known)
    return known
  }
  return {
    app,
    founded,
    ownerUrl,
    as,
    setNow: (at) => {
      now = new Date(at)
    },
    close: () => app.close(),
  }
}

export async function signedIn(app: App, account: string, password = PASSWORD): Promise<Client> {
  const session = await app.http.inject({ method: 'POST', url: '/v1/session', payload: { account, password } })
  if (session.statusCode !== 200) throw new Error(`${account} cannot sign in: ${session.body}`)
  const { token, person } = session.json() as { token: string; person: { id: string } }
  return clientOf(app, account, person.id, { authorization: `Bearer ${token}` })
}

/** A client with its own headers; `{}` for somebody who is not signed in. */
export function clientOf(app: App, account: string, personId: string, own: Record<string, string>): Client {
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const answer = await app.http.inject({
      method,
      url: path,
      headers: {
        'accept-language': 'en',
        'idempotency-key': randomUUID(),
        ...(Buffer.isBuffer(body) && { 'content-type': 'application/octet-stream' }),
        ...own,
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    })
    const json = answer.headers['content-type']?.toString().includes('json')
    return { status: answer.statusCode, body: json ? answer.json() : answer.body, headers: answer.headers }
  }
  const get: Client['get'] = async (path) => {
    const answer = await app.http.inject({ method: 'GET', url: path, headers: { 'accept-language': 'en', ...own } })
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
  }
  return {
    account,
    personId,
    get,
    send,
    post: async (path, body = {}, headers = {}) => {
      const answer = await send('POST', path, body, headers)
      if (answer.status >= 300)
        throw new Error(`POST ${path} as ${account}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    refused: async (status, path, body = {}, headers = {}) => {
      const answer = await send('POST', path, body, headers)
      if (answer.status !== status)
        throw new Error(
          `POST ${path} as ${account}: expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`,
        )
      return answer.body as Problem
    },
    read: async (path) => {
      const answer = await get(path)
      if (answer.status !== 200)
        throw new Error(`GET ${path} as ${account}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
  }
}
