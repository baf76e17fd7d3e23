import pg from 'pg'
import { type App, createApp } from './app.ts'
import type { Context } from './kernel/command.ts'
import { CannotStart } from './kernel/postgres/cannot-start.ts'
import { bringFile, type FileToBring, type Watch } from './modules/imports/index.ts'

export interface FileImport {
  ownerUrl: string
  /** In whose name, with whose rights. */
  account: string
  /** Needed only when the account signs in to several companies. */
  company?: string | undefined
  file: FileToBring
  watch: Omit<Watch, 'wake'>
}

/** Brings one file into a company in the name of an account, beside a server that may run. */
export async function importFile({ ownerUrl, account, company, file, watch }: FileImport) {
  const member = await findMember(ownerUrl, account.toLowerCase(), company)
  const app = createApp({ databaseUrl: ownerUrl, connections: 4 })
  try {
    const context = await contextOf(app, account, member)
    const wake = () => app.reactions.wake({ gather: false })
    const { outcome, lines } = await bringFile(app.kernel, context, file, { ...watch, wake })
    const kept: string[] = []
    if (outcome.wrong > 0) for await (const line of lines(true)) kept.push(line)
    return { company: context.company.name, outcome, wrong: kept.join('') }
  } finally {
    await app.close()
  }
}

async function contextOf(app: App, account: string, { companyId, personId, userId }: Member): Promise<Context> {
  const context = await app.contextOf({ companyId, personId, userId })
  if (!context) throw new CannotStart(`${account} belongs to nobody who works there. Name another account.`)
  return context
}

interface Member {
  companyId: string
  personId: string
  userId: string
  company: string
}

/** Where an account signs in, read as `baton_verify`, who sees all companies and can write nothing. */
async function findMember(ownerUrl: string, account: string, company: string | undefined): Promise<Member> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c role=baton_verify' })
  await client.connect()
  try {
    const { rows } = await client.query<Member>(
      `select m.company_id as "companyId", m.person_id as "personId", m.user_id as "userId", c.name as company
         from access.account a
         join access.membership m on m.user_id = a.user_id and m.active and not m.locked
         join access.company c on c.company_id = m.company_id
        where a.account = $1 and a.active order by c.name`,
      [account],
    )
    return chosen(rows, account, company)
  } finally {
    await client.end()
  }
}

function chosen(members: Member[], account: string, company: string | undefined): Member {
  const names = members.map((member) => member.company).join(', ')
  if (members.length === 0)
    throw new CannotStart(`No account called ${account} can sign in. "npx baton user list" shows those that can.`)
  const fitting = members.filter((member) => company === undefined || member.company === company)
  if (fitting.length === 0) throw new CannotStart(`${account} does not belong to ${company}, but to: ${names}.`)
  if (fitting.length > 1)
    throw new CannotStart(`${account} belongs to several companies. Choose one with --company: ${names}.`)
  return fitting[0]!
}
