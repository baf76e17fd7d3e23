import { access, administration } from './access.ts'
import { company } from './company.ts'
import { delivery } from './delivery.ts'
import type { ApiOf } from './endpoint.ts'
import { finance } from './finance.ts'
import { handover } from './handover.ts'
import { handoverPapers } from './handover-papers.ts'
import { imports } from './imports.ts'
import { inventory } from './inventory.ts'
import { leaving } from './leaving.ts'
import { ledger } from './ledger.ts'
import { catalog, partners } from './masters.ts'
import { notes } from './notes.ts'
import { notices } from './notices.ts'
import { orders } from './orders.ts'
import { people } from './people.ts'
import { pricing } from './pricing.ts'
import { users } from './users.ts'
import { approvals, tasks } from './work.ts'

/** Every operation of the API by "METHOD /path", for the OpenAPI document and for the web's types. */
export const everything = {
  ...access,
  ...administration,
  ...company,
  ...people,
  ...users,
  ...partners,
  ...catalog,
  ...pricing,
  ...ledger,
  ...inventory,
  ...orders,
  ...handover,
  ...handoverPapers,
  ...imports,
  ...leaving,
  ...tasks,
  ...notes,
  ...approvals,
  ...delivery,
  ...finance,
  ...notices,
}

export type Api = ApiOf<typeof everything>
