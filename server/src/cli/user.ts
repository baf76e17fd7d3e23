import { Command } from 'commander'
import pg from 'pg'
import { openDatabase, openDataDirectory } from '../boot.ts'
import { CannotStart } from '../kernel/postgres/cannot-start.ts'
import { hashPassword, newPassword } from '../modules/access/index.ts'
import { printProgress } from './progress.ts'

/** What only somebody at the machine may do with accounts. */
export function userCommand(): Command {
  const user = new Command('user').description('accounts: give somebody who cannot sign in a new password')
  user
    .command('reset <account>')
    .description('make a new password, shown once; it must be changed at the next sign-in, and all sessions end')
    .option('--json', 'print the result as JSON')
    .action(async (account: string, { json }: { json?: boolean }) => {
      const dataDir = await openDataDirectory(printProgress)
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
    await client.query('select access.end_sessions($1, null)', [rows[0].id])
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
