import { Command } from 'commander'
import pg from 'pg'
import { findDataDirectory, openDatabase } from '../boot.ts'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { hashPassword, newPassword } from '../modules/access/index.ts'
import { printProgress } from './progress.ts'

/** What only somebody at the machine may do with accounts. */
export function userCommand(): Command {
  const user = new Command('user').description(
    'accounts: list them, or give somebody who cannot sign in a new password',
  )
  user
    .command('list')
    .description('who can sign in, to which companies, and in which roles')
    .option('--json', 'print the accounts as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const dataDir = await findDataDirectory(printProgress)
      const database = await openDatabase({ dataDir, onProgress: printProgress })
      try {
        const accounts = await listAccounts(database.ownerUrl)
        const lines =
          accounts.length === 0
            ? ['Nobody can sign in yet. "npx baton start" makes the first accounts.']
            : accounts.map(lineOf)
        console.log(json ? JSON.stringify(accounts) : lines.join('\n'))
      } finally {
        await database.stop()
      }
    })
  user
    .command('reset <account>')
    .description('make a new password, shown once; it must be changed at the next sign-in, and all sessions end')
    .option('--json', 'print the result as JSON')
    .action(async (account: string, { json }: { json?: boolean }) => {
      const dataDir = await findDataDirectory(printProgress)
      const database = await openDatabase({ dataDir, onProgress: printProgress })
      try {
        const password = await resetPassword(database.ownerUrl, account.toLowerCase())
        console.log(json ? JSON.stringify({ account, password }) : `New password of ${account}: ${password}`)
      } finally {
        await database.stop()
      }
    })
  return user
}

export interface Account {
  account: string
  active: boolean
  mustChange: boolean
  /** Where it signs in: one line for each company. */
  companies: { company: string; person: string; roles: string[] }[]
}

/** Every account of the installation, read as `baton_verify`, who sees all companies and can write nothing. */
export async function listAccounts(ownerUrl: string): Promise<Account[]> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c role=baton_verify' })
  await client.connect()
  try {
    const { rows } = await client.query<Account>(
      `select a.account, a.active, a.must_change as "mustChange",
              coalesce(json_agg(json_build_object('company', c.name, 'person', p.name, 'roles',
                array(select role_id from access.person_role r where r.company_id = m.company_id and r.person_id = m.person_id order by 1))
                order by c.name) filter (where m.company_id is not null), '[]') as companies
         from access.account a
         left join access.membership m on m.user_id = a.user_id and m.active
         left join access.company c on c.company_id = m.company_id
         left join people.person p on p.company_id = m.company_id and p.person_id = m.person_id
        group by a.user_id order by a.account`,
    )
    return rows
  } finally {
    await client.end()
  }
}

function lineOf({ account, active, mustChange, companies }: Account): string {
  const where = companies.map(({ company, person, roles }) => `${person}, ${company} (${roles.join(' ')})`).join('; ')
  const marks = [...(active ? [] : ['disabled']), ...(mustChange ? ['must change its password'] : [])].join(', ')
  return `${account.padEnd(16)} ${where}${marks && `   ${marks}`}`
}

/** Gives an account a random password that must be changed, and ends its sessions. */
export async function resetPassword(ownerUrl: string, account: string): Promise<string> {
  const password = newPassword()
  const hash = await hashPassword(password)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `update access.account set password_hash = $2, must_change = true where account = $1 returning user_id as id`,
      [account, hash],
    )
    if (!rows[0]) throw new CannotStart(`No account is called ${account}. Check the spelling.`)
    await client.query(`select access.end_sessions($1, null), access.forget_failures('account:' || $2)`, [
      rows[0].id,
      account,
    ])
    await tellServers(client, rows[0].id)
    return password
  } finally {
    await client.end()
  }
}

/** Running servers remember sessions for some seconds; a new version of rights makes them look again. */
async function tellServers(client: pg.Client, userId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'select company_id as id from access.membership where user_id = $1',
    [userId],
  )
  for (const { id } of rows) {
    await client.query('begin')
    await client.query(`select set_config('baton.company', $1, true)`, [id])
    await client.query('update kernel.rights_version set version = version + 1')
    await client.query('commit')
  }
}
