import pg from 'pg'
import { foundCompany } from './found-company.ts'
import { Database } from './kernel/database.ts'
import { CannotStart } from './kernel/postgres/cannot-start.ts'
import { newPassword } from './modules/access/index.ts'
import {
  bringHistory,
  type OnWritten,
  readSource,
  reportOf,
  type Source,
  type SourceReport,
  type Written,
} from './modules/imports/index.ts'
import { systemContextOf } from './modules/people/index.ts'

export interface PresetImport {
  ownerUrl: string
  preset: string
  folder: string
  /** The new company's name; by default that of the preset. */
  company?: string
  /** The account of its administrator; by default the company's name. */
  admin?: string
  onStep: (step: string) => void
  onWritten: OnWritten
  /** How many orders or customers one transaction takes. */
  atOnce?: number
  /** Called as soon as the company exists, so that a killed import has not swallowed the password. */
  onFounded: (account: string, password: string) => void
}

export interface PresetImported {
  company: string
  /** Only when the company was founded by this very run. */
  admin: { account: string; password: string } | null
  written: Written
  source: SourceReport
}

const ADMIN_NUMBER = 'ADMIN'
const ACCOUNT = /^[a-z0-9][a-z0-9._@-]{1,63}$/

/**
 * Imports a whole company from a preset's folder. The folder is read and understood before anything is written; then the company is founded and its
 * history brought in. A second run goes on where the first stopped, and changes nothing when there is nothing left.
 */
export async function importPreset(options: PresetImport): Promise<PresetImported> {
  const { ownerUrl, preset, folder, onStep, onWritten } = options
  onStep(`Reading ${folder}`)
  const source = await readSource(preset, folder)
  const report = reportOf(source)
  const name = options.company ?? preset
  return await alone(ownerUrl, async (owner) => {
    const database = new Database(ownerUrl)
    try {
      await refuseUnfinished(owner)
      const existing = await findCompany(owner, name, preset)
      const founded = existing ? null : await found(owner, database, source, name, options)
      const companyId = existing ?? founded!.companyId
      const { company, actor } = await systemContextOf(database, companyId)
      onStep(founded ? `Bringing ${report.orders} orders in` : `Looking for what ${name} does not have yet`)
      const written = await bringHistory(
        { database, company, actor, now: () => new Date(), atOnce: options.atOnce },
        source,
        onWritten,
      )
      return { company: name, admin: founded?.admin ?? null, written, source: report }
    } finally {
      await database.close()
    }
  })
}

/** One import at a time in an installation: two would found the same company twice. */
async function alone<T>(ownerUrl: string, act: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'baton import' })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ free: boolean }>(
      `select pg_try_advisory_lock(hashtext('baton import')) as free`,
    )
    if (!rows[0]!.free)
      throw new CannotStart('Another import is running. Wait until it has ended, then start this one again.')
    return await act(owner)
  } finally {
    await owner.end()
  }
}

/** A first start that was killed is made again from nothing, and would take what is imported with it. */
async function refuseUnfinished(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query("select from kernel.first_data where state = 'begun'")
  if (rows.length > 0)
    throw new CannotStart(
      'The first start of this installation was not finished. Let npm start finish it, then import.',
    )
}

/** The company of that name which this preset founded; refuses one that something else founded. */
async function findCompany(owner: pg.Client, name: string, preset: string): Promise<string | null> {
  const rows = await asVerifier(
    owner,
    'select company_id as id, imported_from as "from" from access.company where name = $1',
    [name],
  )
  const own = rows.find(({ from }) => from === preset)
  if (own) return own.id as string
  if (rows.length > 0)
    throw new CannotStart(
      `There is a company called ${name} already, which was not imported from ${preset}. Name another with --company.`,
    )
  return null
}

/** Reads across companies, which only the verifier may. */
async function asVerifier(owner: pg.Client, sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  await owner.query('set role baton_verify')
  try {
    return (await owner.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await owner.query('reset role')
  }
}

async function found(owner: pg.Client, database: Database, source: Source, name: string, options: PresetImport) {
  const account = (options.admin ?? name).toLowerCase()
  if (!ACCOUNT.test(account))
    throw new CannotStart(
      `"${account}" is no account: use letters, digits, dot, hyphen and underscore. Name one with --admin.`,
    )
  const taken = await asVerifier(owner, 'select user_id as id from access.account where account = $1', [account])
  if (taken.length > 0)
    throw new CannotStart(`The account ${account} belongs to somebody already. Name a new one with --admin.`)
  options.onStep(`Founding ${name}`)
  const password = newPassword()
  const { company } = await foundCompany(database, new Date(), {
    name,
    currency: source.currency,
    timeZone: source.timeZone,
    language: source.language,
    demonstration: false,
    importedFrom: source.preset,
    departments: source.departments.map(({ number, name: one, kind }) => ({ number, nameZh: one, nameEn: one, kind })),
    warehouses: source.warehouses.map(({ number, name: one }, index) => ({
      number,
      nameZh: one,
      nameEn: one,
      priority: index + 1,
    })),
    password,
    mustChange: true,
    founders: [
      {
        number: ADMIN_NUMBER,
        name: 'Administrator',
        department: source.office,
        position: 'Administrator',
        roles: ['admin'],
        account,
      },
    ],
  })
  // A database with a company is not empty: a later start makes no demonstration in it.
  await owner.query("insert into kernel.first_data (state) values ('whole') on conflict do nothing")
  options.onFounded(account, password)
  return { companyId: company.id, admin: { account, password } }
}
