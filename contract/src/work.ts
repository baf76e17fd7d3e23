import { z } from 'zod'
import { endpoints, id, idParam, nothing, page, pageOf, personRef } from './endpoint.ts'
import { departmentRef } from './people.ts'

export const taskKind = z.enum(['follow_up', 'pick', 'shortage', 'deliver', 'perform', 'settle'])

export const tasks = endpoints({
  'GET /v1/tasks': {
    summary: 'Open work: mine, of my department’s pool, or of one order',
    access: { right: 'tasks.read' },
    query: z.strictObject({ box: z.enum(['mine', 'pool']).default('mine'), orderId: id.optional(), ...page }),
    reply: pageOf(
      z.object({
        id: z.string(),
        kind: taskKind,
        state: z.enum(['open', 'done', 'cancelled']),
        /** Its number and customer come from `GET /v1/orders/names`. */
        subject: z.object({ kind: z.string(), id: z.string() }),
        department: departmentRef,
        holder: personRef.nullable(),
        dueOn: z.string().nullable(),
        lines: z.array(z.object({ line: z.number(), quantity: z.string() })),
        openedAt: z.string(),
        endedAt: z.string().nullable(),
      }),
    ),
  },
  'POST /v1/tasks/:id/claim': {
    summary: 'Take a task out of my department’s pool',
    access: { right: 'tasks.claim' },
    params: idParam,
    body: nothing.strict(),
    reply: z.object({ id: z.string(), version: z.number() }),
  },
})

export const approvals = endpoints({
  'GET /v1/approvals': {
    summary: 'What waits for a decision of mine',
    access: 'signedIn',
    query: z.strictObject({ ...page }),
    reply: pageOf(
      z.object({
        id: z.string(),
        kind: z.string(),
        subject: z.object({ kind: z.string(), id: z.string(), number: z.string() }),
        requestedBy: personRef,
        requestedAt: z.string(),
        facts: z.unknown(),
        endpoint: z.string(),
      }),
    ),
  },
})
