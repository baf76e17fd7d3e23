import { z } from 'zod'
import { endpoints, id, idParam, isStorable, nothing, personRef, text } from './endpoint.ts'
import { LEAST_PASSWORD } from './password.ts'

export const scope = z.enum(['own', 'department', 'below', 'all'])

/** A role as it is named where somebody’s roles are told. */
export const roleRef = z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })

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
  /** The same roles by name; a company may have made some itself. */
  roleNames: z.array(roleRef),
  rights: z.array(z.string()),
  scope,
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
    body: z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(LEAST_PASSWORD).max(200) }),
    reply: nothing,
  },
  'GET /v1/me/sessions': {
    summary: 'Where I am signed in',
    access: 'signedIn',
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          company: z.object({ id: z.string(), name: z.string() }),
          device: z.string(),
          address: z.string(),
          openedAt: z.string(),
          expiresAt: z.string(),
          /** The one that asks. */
          current: z.boolean(),
        }),
      ),
    }),
  },
  'DELETE /v1/me/sessions/:id': {
    summary: 'Sign out one of my sessions',
    access: 'signedIn',
    params: idParam,
    reply: nothing,
  },
  'GET /v1/me/invitations': {
    summary: 'Companies that ask me to work there too, with this account',
    access: 'signedIn',
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          company: z.string(),
          /** As whom one would work there. */
          person: z.string(),
          invitedBy: z.string(),
          invitedAt: z.string(),
        }),
      ),
    }),
  },
  'POST /v1/me/invitations/:id/accept': {
    summary: 'Accept: from now on the company can be chosen at sign-in',
    access: 'signedIn',
    params: idParam,
    body: nothing.strict(),
    reply: z.object({ company: z.object({ id: z.string(), name: z.string() }) }),
  },
  'POST /v1/me/invitations/:id/decline': {
    summary: 'Decline: the company is told so, and nothing else',
    access: 'signedIn',
    params: idParam,
    body: nothing.strict(),
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

const roleFields = { nameZh: text(60, 1), nameEn: text(60, 1), scope, rights: z.array(text(60, 1)).max(200) }
/** Built-in roles are named by a word, a company’s own by an id. */
const roleParam = z.strictObject({ id: text(60, 1) })

export const administration = endpoints({
  'GET /v1/rights': {
    summary: 'Every right with the operations that it opens',
    access: { right: 'access.read' },
    reply: z.object({
      rows: z.array(
        z.object({
          right: z.string(),
          zh: z.string(),
          en: z.string(),
          operations: z.array(z.object({ operation: z.string(), summary: z.string() })),
        }),
      ),
    }),
  },
  'GET /v1/roles': {
    summary: 'Roles with their rights and scope, the built-in ones first',
    access: { right: 'access.read' },
    reply: z.object({
      rows: z.array(
        roleRef.extend({
          scope,
          rights: z.array(z.string()),
          builtIn: z.boolean(),
          persons: z.number(),
          version: z.number(),
        }),
      ),
    }),
  },
  'POST /v1/roles': {
    summary: 'Make a role of one’s own as a copy of another',
    access: { right: 'access.administer' },
    body: z.strictObject({ copyOf: text(60, 1), nameZh: roleFields.nameZh, nameEn: roleFields.nameEn }),
    reply: z.object({ id: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/roles/:id': {
    summary: 'Change the names, rights or scope of a role of one’s own; it takes effect at once',
    access: { right: 'access.administer' },
    params: roleParam,
    body: z.strictObject(roleFields).partial(),
    reply: z.object({ id: z.string(), version: z.number() }),
    versioned: true,
  },
  'DELETE /v1/roles/:id': {
    summary: 'Delete a role of one’s own that nobody has',
    access: { right: 'access.administer' },
    params: roleParam,
    reply: nothing,
  },
})
