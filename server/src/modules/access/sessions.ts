import { createHash, randomBytes } from 'node:crypto'
import { type Weakness, weaknesses, weaknessOf } from '@baton/contract/password'
import { type Command, command } from '../../kernel/command.ts'
import type { Database } from '../../kernel/database.ts'
import { loadChains } from '../../kernel/events.ts'
import { newId } from '../../kernel/identifiers.ts'
import { refusals } from '../../kernel/refusal.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import { record } from '../../kernel/work.ts'
import { raiseRights } from './administration.ts'
import { attempt, NO_COMPANY, ofAccount, ofAddress, ofOwnPassword } from './attempts.ts'
import { hashPassword, isPassword } from './password.ts'

const SESSION_DAYS = 14

export interface Session {
  userId: string
  companyId: string
  personId: string
  account: string
  mustChange: boolean
}

export const no = refusals('access', {
  wrongPassword: {
    status: 401,
    zh: () => '账号或密码不对。请核对后再试；忘了密码请找管理员重置。',
    en: () => 'Account or password is wrong. Check both; an administrator can reset a forgotten password.',
  },
  wrongCurrent: {
    status: 422,
    zh: () => '现在的密码不对。请核对后再试；忘了密码请找管理员重置。',
    en: () => 'The current password is wrong. Check it; an administrator can reset a forgotten one.',
  },
  companyNeeded: {
    status: 409,
    zh: () => '你的账号属于几家公司。请选择一家。',
    en: () => 'Your account belongs to several companies. Choose one.',
  },
  noCompany: {
    status: 403,
    zh: () => '你的账号不属于这家公司，或已停用、锁定。请找管理员。',
    en: () => 'Your account does not belong to this company, or was locked or disabled. Ask an administrator.',
  },
  changeFirst: {
    status: 403,
    zh: () => '这是首次登录或刚重置的密码。请先改密码，再继续。',
    en: () => 'This password was given to you. Change it first, then go on.',
  },
  sessionMissing: {
    status: 404,
    zh: () => '没有这次登录，或已经结束。请刷新后再看。',
    en: () => 'There is no such session, or it is over. Refresh and look again.',
  },
  sessionEnded: {
    status: 401,
    zh: () => '这次登录已被结束。请重新登录。',
    en: () => 'This session was ended. Sign in again.',
  },
  samePassword: {
    status: 422,
    zh: () => '新密码和旧密码一样。请换一个。',
    en: () => 'The new password equals the old one. Choose another.',
  },
  weakPassword: {
    status: 422,
    zh: (weakness: Weakness) => weaknesses[weakness].zh,
    en: (weakness: Weakness) => weaknesses[weakness].en,
  },
})

const findAccount = statement<{
  user_id: string
  password_hash: string
  must_change: boolean
  company_id: string | null
  person_id: string | null
}>('access.findAccount', 'select * from access.find_account($1)')
const findSessionRow = statement<{
  user_id: string
  company_id: string
  person_id: string
  account: string
  must_change: boolean
}>('access.findSession', 'select * from access.find_session($1, $2)')
const writeSession = statement(
  'access.writeSession',
  `insert into access.session (token_hash, user_id, company_id, person_id, created_at, expires_at, session_id, device, address)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
const endSession = statement('access.endSession', 'select access.end_session($1)')
const endSessions = statement('access.endSessions', 'select access.end_sessions($1, $2)')
const setPassword = statement('access.setPassword', 'select access.set_password($1, $2, false)')
const forgetFailures = statement('access.forgetFailures', 'select access.forget_failures($1)')
const companyName = statement<{ name: string }>('access.companyName', 'select name from access.company')

const run = async <Row>(
  database: Database,
  one: Statement<Row>,
  values: unknown[],
  companyId = NO_COMPANY,
): Promise<Row[]> => (await withCompanyAll(database, companyId, [[one, values]]))[0] as Row[]

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Checks an account's password, with failures counted by account and by address, and opens a session in one company. */
export async function signIn(
  database: Database,
  now: Date,
  who: { account: string; password: string; company?: string | undefined; address: string; device: string },
): Promise<Session & { token: string }> {
  const account = who.account.toLowerCase()
  const rows = await attempt(database, now, [ofAccount(account), ofAddress(who.address)], {
    check: async () => {
      const found = await run(database, findAccount, [account])
      return (await isPassword(who.password, found[0]?.password_hash)) ? found : null
    },
    wrong: no.wrongPassword,
  })
  const member = await chosen(database, rows, who.company)
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  await withCompanyAll(database, member.companyId, [
    [
      writeSession,
      [
        ...[hashOf(token), member.userId, member.companyId, member.personId, now, expires],
        ...[newId(now), who.device, who.address],
      ],
    ],
    [forgetFailures, [ofAccount(account).name]],
  ])
  return { ...member, account, mustChange: rows[0]!.must_change, token }
}

async function chosen(
  database: Database,
  rows: { user_id: string; company_id: string | null; person_id: string | null }[],
  wanted: string | undefined,
) {
  const members = rows.flatMap((row) =>
    row.company_id && row.person_id
      ? [{ userId: row.user_id, companyId: row.company_id, personId: row.person_id }]
      : [],
  )
  const fitting = wanted ? members.filter((member) => member.companyId === wanted) : members
  if (fitting.length === 1) return fitting[0]!
  if (fitting.length === 0) throw no.noCompany()
  const companies = await Promise.all(
    fitting.map(async ({ companyId }) => ({
      id: companyId,
      name: (await run(database, companyName, [], companyId))[0]!.name,
    })),
  )
  throw no.companyNeeded().with({ companies })
}

export async function findSession(database: Database, token: string, now: Date): Promise<Session | null> {
  const [row] = await run(database, findSessionRow, [hashOf(token), now])
  return row
    ? {
        userId: row.user_id,
        companyId: row.company_id,
        personId: row.person_id,
        account: row.account,
        mustChange: row.must_change,
      }
    : null
}

const openAmong = statement<{ hash: Buffer }>(
  'access.openAmong',
  'select hash from unnest($1::bytea[]) as asked (hash) where exists (select from access.find_session(hash, $2))',
)

/** Those of some tokens whose sessions are still open. */
export async function findOpenTokens(database: Database, tokens: string[], now: Date): Promise<Set<string>> {
  const rows = await run(database, openAmong, [tokens.map(hashOf), now])
  const open = new Set(rows.map(({ hash }) => hash.toString('hex')))
  return new Set(tokens.filter((token) => open.has(hashOf(token).toString('hex'))))
}

export const signOut = (database: Database, token: string): Promise<unknown> =>
  run(database, endSession, [hashOf(token)])
export const signOutEverywhere = (database: Database, userId: string): Promise<unknown> =>
  run(database, endSessions, [userId, null])

interface NewPassword {
  current: string
  next: string
  /** The company’s name, which others try first. */
  company: string
}

/** The command that changes one's own password; every other session ends. */
export async function changePassword(
  database: Database,
  now: Date,
  { session, token }: { session: Session; token: string },
  { current, next, company }: NewPassword,
): Promise<Command<object, object, object>> {
  await attempt(database, now, [ofOwnPassword(session.userId)], {
    check: async () => {
      const [row] = await run(database, findAccount, [session.account])
      return (await isPassword(current, row?.password_hash)) ? true : null
    },
    wrong: () => {
      const refusal = no.wrongCurrent()
      return refusal.with(undefined, [{ pointer: '/current', code: 'wrong', ...refusal.sentence }])
    },
  })
  if (current === next) throw no.samePassword()
  const weakness = weaknessOf(next, [session.account, company])
  if (weakness)
    throw no.weakPassword(weakness).with(undefined, [{ pointer: '/next', code: weakness, ...weaknesses[weakness] }])
  return writePassword(session, await hashPassword(next), hashOf(token))
}

export const writePassword = ({ userId, personId }: Session, passwordHash: string, tokenHash: Buffer) =>
  command({
    load: (work) => {
      loadChains(work, 'person', [personId])
      return {}
    },
    run: (work) => {
      work.write(setPassword, [userId, passwordHash])
      work.write(endSessions, [userId, tokenHash])
      raiseRights(work)
      record(work, { type: 'access.passwordChanged', kind: 'person', id: personId, begins: true, data: {} })
      return {}
    },
  })

interface OpenSession {
  id: string
  companyId: string
  tokenHash: Buffer
  openedAt: Date
  expiresAt: Date
  device: string
  address: string
}

const listOpen = statement<OpenSession>(
  'access.listSessions',
  `select session_id as id, company_id as "companyId", token_hash as "tokenHash", created_at as "openedAt", expires_at as "expiresAt", device, address
     from access.list_sessions($1, $2) order by created_at desc`,
)
const endOne = statement('access.endSessionOf', 'select access.end_session_of($1, $2)')

/** Where one is signed in, in every company, newest first. */
export async function listSessions(database: Database, userId: string, token: string, now: Date) {
  const rows = await run(database, listOpen, [userId, now])
  const names = new Map<string, string>()
  for (const id of new Set(rows.map(({ companyId }) => companyId)))
    names.set(id, (await run(database, companyName, [], id))[0]!.name)
  return rows.map(({ companyId, tokenHash, openedAt, expiresAt, ...row }) => ({
    ...row,
    company: { id: companyId, name: names.get(companyId)! },
    openedAt: openedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    current: tokenHash.equals(hashOf(token)),
  }))
}

/** Ends one of one's own sessions; one that is nobody's, or somebody else's, is not there. */
export async function endOwnSession(database: Database, userId: string, id: string, now: Date): Promise<void> {
  const rows = await run(database, listOpen, [userId, now])
  if (!rows.some((row) => row.id === id)) throw no.sessionMissing()
  await run(database, endOne, [userId, id])
}
