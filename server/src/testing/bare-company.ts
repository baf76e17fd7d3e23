import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'
import type { Check } from '../kernel/check.ts'
import { type Command, type Context, type Kernel, perform } from '../kernel/command.ts'
import { Database } from '../kernel/database.ts'
import { newId } from '../kernel/identifiers.ts'
import { Numbers } from '../kernel/numbering.ts'
import { answerError } from '../kernel/problem.ts'
import { open } from '../kernel/route.ts'
import type { Work } from '../kernel/work.ts'
import { createTaxRates, createUnits } from '../modules/catalog/index.ts'
import { routes as catalogRoutes } from '../modules/catalog/routes.ts'
import { createWarehouses } from '../modules/inventory/index.ts'
import { routes as inventoryRoutes } from '../modules/inventory/routes.ts'
import { createChart } from '../modules/ledger/index.ts'
import { routes as ordersRoutes } from '../modules/orders/routes.ts'
import { routes as partnersRoutes } from '../modules/partners/routes.ts'
import { createTestDatabase } from './database.ts'

/** `body` is the parsed JSON, whatever it is. */
// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field.
export type Reply = { status: number; body: any; etag: string | undefined }

/**
 * A company with one person and empty masters, for the stories of the modules below orders. Calls go through HTTP as that
 * person, whose rights a story may change; `run` performs a command that only higher modules would compose.
 */
export async function openBareCompany(rights: readonly string[]) {
  const { ownerUrl, drop } = await createTestDatabase()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  const database = new Database(ownerUrl)
  const context = await createCompany(owner, rights)
  const kernel: Kernel = {
    database,
    numbers: new Numbers(database),
    clock: () => new Date(),
    refresh: async () => context,
    committed: () => {},
  }
  const app = Fastify()
  app.setErrorHandler((error, http, answer) => answerError(error as Error, http, answer))
  for (const routes of [partnersRoutes, catalogRoutes, inventoryRoutes, ordersRoutes])
    open(app, { kernel, authenticate: async () => context, checkReplies: true }, routes)

  const call = async (
    method: string,
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const reply = await app.inject({
      method: method as 'GET',
      url,
      ...(body && { payload: body }),
      headers: { 'idempotency-key': randomUUID(), 'accept-language': 'en', ...headers },
    })
    return { status: reply.statusCode, body: reply.json(), etag: reply.headers.etag as string | undefined }
  }
  const run = <Facts, Result>(one: Command<object, Facts, Result>) => perform(kernel, context, one, {}, randomUUID())
  /** As `baton_verify`, which sees every company. */
  const sql = async (text: string, values: unknown[] = []) => {
    await owner.query('set role baton_verify')
    try {
      return (await owner.query(text, values)).rows
    } finally {
      await owner.query('reset role')
    }
  }
  /** Which checks find rows, as `baton_verify`; after a planted corruption, which is undone, when one is given. */
  const broken = async (checks: readonly Check[], corruption?: string) => {
    const found: string[] = []
    await owner.query('begin')
    try {
      await owner.query(`select set_config('baton.company', $1, true)`, [context.company.id])
      if (corruption) await owner.query(corruption)
      await owner.query('set local role baton_verify')
      for (const { id, sql: text } of checks) if ((await owner.query(text)).rows.length > 0) found.push(id)
    } finally {
      await owner.query('rollback')
    }
    return found
  }
  const close = async () => {
    await app.close()
    await database.close()
    await owner.end()
    await drop()
  }
  const warehouses = { near: newId(new Date()), far: newId(new Date()) }
  await run({ load: () => ({}), run: (work: Work) => furnish(work, warehouses) })
  return { call, run, sql, broken, close, context, owner, warehouses }
}

export type BareCompany = Awaited<ReturnType<typeof openBareCompany>>

function furnish(work: Work, warehouses: { near: string; far: string }) {
  createChart(work)
  createUnits(work, [
    { code: 'pcs', zh: '件', en: 'pieces', decimals: 0 },
    { code: 'kg', zh: '千克', en: 'kilograms', decimals: 3 },
  ])
  createTaxRates(work, [{ code: '13', zh: '13%', en: '13 %', rate: 130_000 }])
  createWarehouses(work, [
    { id: warehouses.near, number: 'W1', zh: '一号仓', en: 'Store 1', priority: 1 },
    { id: warehouses.far, number: 'W2', zh: '二号仓', en: 'Store 2', priority: 2 },
  ])
  return {}
}

async function createCompany(owner: pg.Client, rights: readonly string[]): Promise<Context> {
  const [companyId, departmentId, personId] = [newId(new Date()), newId(new Date()), newId(new Date())]
  await owner.query('begin')
  await owner.query(`select set_config('baton.company', $1, true)`, [companyId])
  await owner.query(
    `insert into access.company (company_id, name, currency, time_zone, language, created_at)
     values ($1, 'Lian', 'CNY', 'Asia/Shanghai', 'zh', now())`,
    [companyId],
  )
  await owner.query('insert into kernel.rights_version (version) values (1)')
  await owner.query(
    `insert into people.department (department_id, number, name_zh, name_en, kind) values ($1, 'D1', '销售', 'Sales', 'sales')`,
    [departmentId],
  )
  await owner.query(
    `insert into people.person (person_id, number, name, department_id) values ($1, 'E1', '陈静', $2)`,
    [personId, departmentId],
  )
  await owner.query('commit')
  return {
    version: 1n,
    company: {
      ...{ id: companyId, name: 'Lian', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'zh' },
      settings: { priceAllowance: 0, answerHours: 24, signAfterDays: 0, termDays: 30, invoiceBasis: 'signed' },
      calendar: { shifts: [], days: new Map() },
      departments: [{ id: departmentId, kind: 'sales', headId: null }],
      persons: new Map([[personId, { name: '陈静', departmentId, active: true, entitled: true }]]),
    },
    actor: {
      ...{ personId, userId: randomUUID(), name: '陈静', departmentId, viewerIds: [], headOf: [], roles: [] },
      ...{ rights: new Set(rights), scope: 'all' },
    },
  }
}
