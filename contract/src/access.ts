import { z } from 'zod'
import { endpoints, id, isStorable, nothing, personRef, text } from './endpoint.ts'

export const me = z.object({
  account: z.string(),
  person: personRef,
  department: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string(), kind: z.string() }),
  company: z.object({
    id: z.string(),
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    language: z.enum(['zh', 'en']),
    demonstration: z.boolean(),
  }),
  roles: z.array(z.string()),
  rights: z.array(z.string()),
  scope: z.enum(['own', 'department', 'below', 'all']),
  headOf: z.array(z.string()),
  mustChangePassword: z.boolean(),
})
export type Me = z.output<typeof me>

const session = z.object({
  token: z.string(),
  mustChangePassword: z.boolean(),
  person: personRef,
  company: z.object({ id: z.string(), name: z.string() }),
})

export const access = endpoints({
  'POST /v1/session': {
    summary: 'Sign in. The reply is never stored and needs no Idempotency-Key.',
    access: 'public',
    body: z.strictObject({
      account: text(100, 1),
      password: z.string().min(1).max(200),
      company: id.optional(),
    }),
    reply: session,
  },
  'DELETE /v1/session': { summary: 'Sign out here', access: 'signedIn', reply: nothing },
  'DELETE /v1/sessions': { summary: 'Sign out everywhere', access: 'signedIn', reply: nothing },
  'POST /v1/me/password': {
    summary: 'Change one’s own password; all other sessions end',
    access: 'signedIn',
    body: z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(10).max(200) }),
    reply: nothing,
  },
  'GET /v1/me': { summary: 'Who I am, where, and what I may do', access: 'signedIn', reply: me },
  'GET /v1/preferences': {
    summary: 'My saved views and column settings',
    access: 'signedIn',
    reply: z.record(z.string(), z.unknown()),
  },
  'PUT /v1/preferences/:name': {
    summary: 'Keep a preference of mine',
    access: 'signedIn',
    params: z.strictObject({ name: text(80, 1) }),
    body: z.strictObject({ value: z.unknown().refine(isStorable, 'characters') }),
    reply: nothing,
  },
})
