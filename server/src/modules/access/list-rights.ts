import { everything } from '@baton/contract'
import type { Endpoint } from '@baton/contract/endpoint'
import { rights } from '@baton/contract/rights'
import { query } from '../../kernel/command.ts'

const operationsOf = (right: string) =>
  Object.entries(everything as Record<string, Endpoint>)
    .filter(([, { access }]) => typeof access === 'object' && access.right === right)
    .map(([operation, { summary }]) => ({ operation, summary }))

/** Every right by name, with the operations of the API that it opens. */
export const listRights = query({
  load: () => ({}),
  run: () => ({
    rows: Object.entries(rights).map(([right, names]) => ({ right, ...names, operations: operationsOf(right) })),
  }),
})
