import { access } from './access.ts'
import { delivery } from './delivery.ts'
import type { ApiOf } from './endpoint.ts'
import { finance } from './finance.ts'
import { handover } from './handover.ts'
import { inventory } from './inventory.ts'
import { catalog, partners } from './masters.ts'
import { orders } from './orders.ts'
import { people } from './people.ts'
import { approvals, notes, tasks } from './work.ts'

/** Every operation of the API by "METHOD /path", for the OpenAPI document and for the web's types. */
export const everything = {
  ...access,
  ...people,
  ...partners,
  ...catalog,
  ...inventory,
  ...orders,
  ...handover,
  ...tasks,
  ...notes,
  ...approvals,
  ...delivery,
  ...finance,
}

export type Api = ApiOf<typeof everything>
