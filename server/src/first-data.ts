import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { weaknessOf } from '@baton/contract/password'
import pg from 'pg'
import { type StoryClock, seedDemonstration } from '../../database/seed/demonstration.ts'
import { DEPARTMENTS, WAREHOUSES } from '../../database/seed/people.ts'
import { createApp } from './app.ts'
import { foundCompany } from './found-company.ts'
import { CannotStart, type Progress } from './kernel/postgres/cannot-start.ts'
import { newPassword } from './modules/access/index.ts'

export interface FirstData {
  databaseUrl: string
  dataDir: string
  empty: boolean
  onProgress: Progress
}

/** What a fresh installation tells its first user: addresses follow from whoever listens. */
export interface Accounts {
  /** Whether this call made them; else they were there. */
  made: boolean
  accounts: string[]
  password: string | null
  passwordFile: string | null
}

const DEMO_ACCOUNTS = [
  'boss',
  'manager',
  'sales1',
  'sales2',
  'tracker',
  'planner',
  'buyer',
  'warehouse',
  'production',
  'logistics',
  'finance',
  'admin',
]

/**
 * Makes the demonstration on an empty database, or with `empty` a new company with one administrator; later starts change nothing. First
 * data that a killed or failed start left half made is emptied out and made again.
 */
export async function makeFirstData(options: FirstData): Promise<Accounts | null> {
  const { databaseUrl, dataDir, empty, onProgress } = options
  refuseWeakPassword(process.env.BATON_DEMO_PASSWORD)
  const passwordFile = join(dataDir, 'demo-password')
  // Of several processes that start on one empty database the first makes its data, and the others wait for it.
  return await asOwner(databaseUrl, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('baton first data'))`)
    const state = await begin(databaseUrl)
    if (state === 'whole') return await knownAccounts(passwordFile)
    const made = empty
      ? await makeEmptyCompany(databaseUrl, onProgress)
      : await makeDemonstration(databaseUrl, passwordFile, onProgress)
    await client.query("update kernel.first_data set state = 'whole'")
    return made
  })
}

const LEAST_LETTERS = 8

/** Whoever reaches the port signs in with it as the administrator. */
function refuseWeakPassword(password: string | undefined): void {
  if (!password || (password.length >= LEAST_LETTERS && !weaknessOf(password, DEMO_ACCOUNTS))) return
  throw new CannotStart(
    `BATON_DEMO_PASSWORD is too easy to guess. Give it at least ${LEAST_LETTERS} characters that nobody tries first, or leave it out: Baton then makes one.`,
  )
}

async function makeDemonstration(databaseUrl: string, passwordFile: string, onProgress: Progress): Promise<Accounts> {
  onProgress('Telling the demonstration’s month; this takes some seconds')
  const password = process.env.BATON_DEMO_PASSWORD || newPassword()
  const clock: StoryClock = { now: new Date() }
  const app = createApp({ databaseUrl, clock: () => clock.now })
  try {
    await seedDemonstration(app, clock, { anchor: new Date(), password, onProgress })
    await foundSecondCompany(app.kernel.database, password)
    await app.reactions.wake()
  } finally {
    await app.close()
  }
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  return { made: true, accounts: DEMO_ACCOUNTS, password, passwordFile }
}

/** Says that first data is being made; answers 'whole' when there is some. What an interrupted start left is emptied out. */
async function begin(databaseUrl: string): Promise<'begun' | 'whole'> {
  return await asOwner(databaseUrl, async (client) => {
    const { rows } = await client.query<{ state: 'begun' | 'whole' }>('select state from kernel.first_data')
    if (rows[0]?.state === 'whole') return 'whole'
    if (rows[0]) {
      const tables = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
          where schemaname not in ('public', 'pg_catalog', 'information_schema') and (schemaname, tablename) <> ('kernel', 'first_data')`,
      )
      await client.query(`truncate ${tables.rows.map((row) => row.name).join(', ')}`)
    } else {
      await client.query("insert into kernel.first_data (state) values ('begun')")
    }
    return 'begun'
  })
}

async function asOwner<T>(databaseUrl: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

async function knownAccounts(passwordFile: string): Promise<Accounts | null> {
  try {
    const password = (await readFile(passwordFile, 'utf8')).trim()
    return { made: false, accounts: DEMO_ACCOUNTS, password, passwordFile }
  } catch {
    return null
  }
}

const PLAIN = {
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  language: 'zh' as const,
  demonstration: false,
  departments: DEPARTMENTS,
  warehouses: WAREHOUSES.slice(0, 1),
}

/** A small neighbour with accounts of its own, so that it can be seen that companies never see each other. */
async function foundSecondCompany(database: Parameters<typeof foundCompany>[0], password: string): Promise<void> {
  await foundCompany(database, new Date(), {
    ...PLAIN,
    name: '余姚恒通贸易有限公司',
    demonstration: true,
    password,
    mustChange: false,
    founders: [
      {
        number: 'E001',
        name: '胡建明',
        department: 'D00',
        position: '总经理',
        roles: ['boss', 'admin'],
        account: 'hengtong',
        head: true,
      },
      {
        number: 'E002',
        name: '丁薇',
        department: 'D10',
        position: '业务员',
        roles: ['sales'],
        account: 'hengtong-sales',
        head: true,
      },
    ],
  })
}

async function makeEmptyCompany(databaseUrl: string, onProgress: Progress): Promise<Accounts> {
  const password = newPassword()
  const app = createApp({ databaseUrl })
  try {
    await foundCompany(app.kernel.database, new Date(), {
      ...PLAIN,
      name: process.env.BATON_COMPANY || '我的公司',
      password,
      mustChange: true,
      founders: [
        {
          number: 'E001',
          name: '管理员',
          department: 'D00',
          position: '管理员',
          roles: ['admin'],
          account: 'admin',
          head: true,
        },
      ],
    })
  } finally {
    await app.close()
  }
  onProgress(
    'The new company has one account: admin. Its password is shown once and must be changed at the first sign-in',
  )
  return { made: true, accounts: ['admin'], password, passwordFile: null }
}
