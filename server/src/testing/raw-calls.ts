import { randomUUID } from 'node:crypto'
import { type Problem, problem } from '@baton/contract/endpoint'
import { PASSWORD, type TestCompany } from './company.ts'

export interface Sent {
  url: string
  method: string
  payload?: string | Buffer
  headers?: Record<string, string>
  account?: string
}

export interface Raw {
  status: number
  type: string
  text: string
}

/** Sends raw bytes as the administrator, who holds every right, or as the account named. */
export function openCalls(company: TestCompany) {
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (account: string): Promise<string> => {
    const known =
      tokens.get(account) ??
      company.app.http
        .inject({ method: 'POST', url: '/v1/session', payload: { account, password: PASSWORD } })
        .then((signed) => signed.json().token as string)
    tokens.set(account, known)
    return known
  }
  const send = async ({ url, method, payload, headers = {}, account = 'admin' }: Sent): Promise<Raw> => {
    const answer = await company.app.http.inject({
      method: method as 'POST',
      url,
      ...(payload !== undefined && { payload }),
      headers: {
        authorization: `Bearer ${await tokenOf(account)}`,
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        'idempotency-key': randomUUID(),
        'accept-language': 'en',
        ...headers,
      },
    })
    return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), text: answer.body }
  }
  return { send, tokenOf }
}

/** A refusal in the form that all have; answers with it, or says what is wrong. */
export function refusalIn(answer: Raw): Problem | string {
  if (answer.status < 400 || answer.status >= 500) return `${answer.status} ${answer.text.slice(0, 200)}`
  if (!answer.type.startsWith('application/problem+json')) return `${answer.status} as ${answer.type}`
  const parsed = problem.safeParse(JSON.parse(answer.text))
  return parsed.success && parsed.data.code && parsed.data.detail
    ? parsed.data
    : `no problem: ${answer.text.slice(0, 200)}`
}
