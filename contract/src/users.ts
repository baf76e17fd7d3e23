import { z } from 'zod'
import { roleRef, scope } from './access.ts'
import { endpoints, idParam, nothing, page, pageOf, personRef, text } from './endpoint.ts'
import { departmentRef } from './people.ts'

/** Account names are written in small letters and hold what can be typed everywhere. */
const account = text(60, 2)
  .transform((name) => name.toLowerCase())
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u.test(name), 'accountName')

/** A password that is shown once. Null when the same request is answered again: it was never kept. */
const given = z.object({ account: z.string(), password: z.string().nullable() })

const administer = { right: 'access.administer' } as const
const roleIds = z.array(text(60, 1)).max(20)

export const journal = pageOf(
  z.object({
    id: z.string(),
    type: z.string(),
    at: z.string(),
    actor: personRef.nullable(),
    sequence: z.number(),
    data: z.record(z.string(), z.unknown()),
  }),
)

export const users = endpoints({
  'GET /v1/users': {
    summary: 'Who can sign in, with which roles, and what they may see',
    access: { right: 'access.read' },
    query: z.strictObject({ q: text(60).optional(), role: text(60).optional(), ...page }),
    reply: pageOf(
      z.object({
        person: personRef.extend({ number: z.string(), active: z.boolean() }),
        department: departmentRef,
        account: z.string(),
        state: z.enum(['active', 'locked', 'disabled']),
        mustChangePassword: z.boolean(),
        roles: z.array(roleRef),
        scope: scope.nullable(),
        sessions: z.number(),
      }),
    ),
  },
  'POST /v1/persons/:id/account': {
    summary: 'Give a person an account; its first password is shown once and must be changed',
    access: administer,
    params: idParam,
    body: z.strictObject({ account, roles: roleIds }),
    reply: given,
    status: 201,
  },
  'POST /v1/persons/:id/account/invitation': {
    summary: 'Ask the holder of an account of this installation to work here as this person; only they can accept',
    access: administer,
    params: idParam,
    body: z.strictObject({ account, roles: roleIds }),
    reply: z.object({ account: z.string() }),
    status: 201,
  },
  'DELETE /v1/persons/:id/account/invitation': {
    summary: 'Take back what the holder of an account was asked',
    access: administer,
    params: idParam,
    reply: nothing,
  },
  'PATCH /v1/persons/:id/account': {
    summary: 'Change the name by which a person signs in',
    access: administer,
    params: idParam,
    body: z.strictObject({ account }),
    reply: z.object({ account: z.string() }),
  },
  'POST /v1/persons/:id/account/password': {
    summary: 'Give a person a new password, shown once; all their sessions end',
    access: administer,
    params: idParam,
    body: nothing.strict(),
    reply: given,
  },
  'POST /v1/persons/:id/account/lock': {
    summary: 'Keep a person out of this company for now; their sessions end, what they hold stays theirs',
    access: administer,
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: nothing,
  },
  'POST /v1/persons/:id/account/unlock': {
    summary: 'Let a person sign in again',
    access: administer,
    params: idParam,
    body: nothing.strict(),
    reply: nothing,
  },
  'POST /v1/persons/:id/account/sign-out': {
    summary: 'End all sessions of a person in this company',
    access: administer,
    params: idParam,
    body: nothing.strict(),
    reply: nothing,
  },
  'PUT /v1/persons/:id/roles': {
    summary: 'Say which roles a person has; it takes effect at once',
    access: administer,
    params: idParam,
    body: z.strictObject({ roles: roleIds }),
    reply: z.object({ roles: z.array(z.string()) }),
  },
  'GET /v1/persons/:id/timeline': {
    summary: 'What was changed about a person and their account, newest first',
    access: { right: 'people.change' },
    params: idParam,
    query: z.strictObject(page),
    reply: journal,
  },
  'GET /v1/departments/:id/timeline': {
    summary: 'What was changed about a department, newest first',
    access: { right: 'people.change' },
    params: idParam,
    query: z.strictObject(page),
    reply: journal,
  },
  'GET /v1/calendars/:id/timeline': {
    summary: 'What was changed in a working calendar, newest first',
    access: { right: 'people.change' },
    params: idParam,
    query: z.strictObject(page),
    reply: journal,
  },
  'GET /v1/roles/:id/timeline': {
    summary: 'What was changed about a role, newest first',
    access: { right: 'access.read' },
    params: z.strictObject({ id: text(60, 1) }),
    query: z.strictObject(page),
    reply: journal,
  },
})
