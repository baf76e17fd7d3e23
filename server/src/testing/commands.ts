import { everything } from '@baton/contract'
import type { Endpoint } from '@baton/contract/endpoint'
import { z } from 'zod'
import type { Command } from '../kernel/command.ts'
import { type Actor, type Company, Work } from '../kernel/work.ts'
import { routes as administration, companyRoutes } from '../modules/access/routes.ts'
import { routes as approvals } from '../modules/approvals/routes.ts'
import { routes as catalog, pricingRoutes } from '../modules/catalog/routes.ts'
import { routes as delivery } from '../modules/delivery/routes.ts'
import { routes as finance } from '../modules/finance/routes.ts'
import {
  routes as handover,
  paperRoutes as handoverPapers,
  leavingRoutes as leaving,
} from '../modules/handover/routes.ts'
import { routes as imports } from '../modules/imports/routes.ts'
import { routes as inventory } from '../modules/inventory/routes.ts'
import { routes as ledger } from '../modules/ledger/routes.ts'
import { routes as notes } from '../modules/notes/routes.ts'
import { routes as notices } from '../modules/notices/routes.ts'
import { routes as orders } from '../modules/orders/routes.ts'
import { routes as partners } from '../modules/partners/routes.ts'
import { acceptInvitation, giveAccount, resetPassword } from '../modules/people/index.ts'
import { routes as people, userRoutes as users } from '../modules/people/routes.ts'
import { routes as tasks } from '../modules/tasks/routes.ts'

// biome-ignore lint/suspicious/noExplicitAny: commands of all kinds are looked at in the same way.
type AnyCommand = Command<any, any, any>

/** Every command and query by its endpoint; sign-in, the reader's own facts and public links are served without one. */
export const allCommands: ReadonlyMap<string, AnyCommand> = new Map(
  [
    ...[
      administration,
      people,
      users,
      partners,
      catalog,
      tasks,
      notes,
      approvals,
      inventory,
      orders,
      delivery,
      finance,
    ],
    ...[handover, handoverPapers, imports, leaving, notices, ledger, pricingRoutes, companyRoutes],
  ]
    .flatMap(({ bound }) =>
      Object.entries(bound).flatMap(([key, served]) => (typeof served === 'function' ? [] : [[key, served] as const])),
    )
    .concat([
      // Their handlers make the password beforehand.
      ['POST /v1/me/invitations/:id/accept', acceptInvitation],
      ['POST /v1/persons/:id/account', giveAccount('hash')],
      ['POST /v1/persons/:id/account/password', resetPassword('hash')],
    ]),
)

const ID = '01900000-0000-7000-8000-000000000001'
const actor: Actor = {
  personId: ID,
  userId: ID,
  name: 'N',
  departmentId: ID,
  viewerIds: [ID],
  headOf: [ID],
  rights: new Set(),
  scope: 'own',
  roles: [],
}
const company: Company = {
  id: ID,
  name: 'C',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  language: 'zh',
  settings: { priceAllowance: 0, answerHours: 4, signAfterDays: 7, termDays: 30, invoiceBasis: 'signed' },
  calendar: { shifts: [], days: new Map() },
  departments: [],
  persons: new Map(),
}

/** The statements of trip 1 in their order, for a request with every field that its schema knows, and for one with only those it needs. */
export function statementsOf(key: string): { name: string; text: string }[][] {
  const endpoint = (everything as Record<string, Endpoint>)[key]!
  return [true, false].map((whole) => {
    const one = allCommands.get(key)!
    const request = sampleRequest(endpoint, whole)
    const numbers = Object.entries(one.numbers?.(request) ?? {}).map(([series, count]) => [
      series,
      Array(count).fill('1'),
    ])
    const work = new Work(actor, company, new Date('2026-11-23T01:00:00Z'), Object.fromEntries(numbers))
    one.load(work, request)
    return [...work.queue, ...work.tail].map(({ statement }) => statement)
  })
}

function sampleRequest(endpoint: Endpoint, whole: boolean): Record<string, unknown> {
  const parts = [endpoint.params, endpoint.query, endpoint.body].map((schema) =>
    schema ? (schema.parse(sample(schema, whole)) as object) : {},
  )
  // A cursor is made by the list itself; the first page has none.
  return { ...Object.assign({}, ...parts), version: 1, cursor: undefined }
}

/** Values of which at least one fits every simple field of the contract. */
const CANDIDATES = [ID, '1', 'sample text', '2026-11-20', '2026-11-20T00:00:00Z', 1, 2026, true, 'true', {}, 'CNY']

/** A value that a schema accepts: with optional fields when `whole`, of a choice the first that fits. */
function sample(schema: z.ZodType, whole: boolean): unknown {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>)
    return Object.fromEntries(
      fields
        .filter(([, field]) => whole || !field.safeParse(undefined).success)
        .map(([name, field]) => [name, sample(field, whole)]),
    )
  }
  if (schema instanceof z.ZodArray) return [sample(schema.element as z.ZodType, whole)]
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return sample(schema.unwrap() as z.ZodType, whole)
  if (schema instanceof z.ZodUnion) return sample(schema.options[0] as z.ZodType, whole)
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral)
    return (schema instanceof z.ZodEnum ? schema.options : [...schema.values])[0]
  const fitting = CANDIDATES.find((candidate) => schema.safeParse(candidate).success)
  if (fitting === undefined) throw new Error('No sample fits a field of the contract; add one to CANDIDATES')
  return fitting
}
