import { z } from 'zod'
import { endpoints, idParam, nothing, text } from './endpoint.ts'

/** One kind of what is still in somebody’s hands, with how many there are and the first of them. */
const left = z.object({
  kind: z.enum(['order', 'task', 'owned', 'customer', 'offer', 'department', 'member', 'pool', 'below']),
  count: z.number(),
  /** Each with the page where it can be given away. */
  first: z.array(z.object({ id: z.string(), number: z.string(), name: z.string(), path: z.string() })),
})
export type Left = z.output<typeof left>

const changed = z.object({ id: z.string(), version: z.number() })

export const leaving = endpoints({
  'GET /v1/persons/:id/left': {
    summary: 'What a person still holds, owns or heads, and must give away before being disabled',
    access: { right: 'people.change' },
    params: idParam,
    reply: z.object({ left: z.array(left) }),
  },
  'POST /v1/persons/:id/disable': {
    summary: 'Somebody has left: refused while anything is in their hands; sessions end and the account is closed here',
    access: { right: 'people.change' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: changed,
  },
  'POST /v1/departments/:id/close': {
    summary: 'Close a department: refused while it has members, departments below it, or anything in its pool',
    access: { right: 'people.change' },
    params: idParam,
    body: nothing.strict(),
    reply: changed,
  },
})
