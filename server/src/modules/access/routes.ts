import type { access } from '@baton/contract/access'
import { command, query } from '../../kernel/command.ts'
import type { Handler, RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { SessionStore } from './session-store.ts'
import { changePassword, signIn, signOut, signOutEverywhere } from './sessions.ts'

type SignIn = RequestOf<(typeof access)['POST /v1/session']>
type ChangePassword = RequestOf<(typeof access)['POST /v1/me/password']>
type KeepPreference = RequestOf<(typeof access)['PUT /v1/preferences/:name']>

const COOKIE_DAYS = 14

const findPreferences = statement<{ name: string; value: unknown }>(
  'access.preferences',
  'select name, value from access.preference where person_id = $1',
)
const writePreference = statement(
  'access.keepPreference',
  `insert into access.preference (person_id, name, value) values ($1, $2, $3::jsonb)
   on conflict (company_id, person_id, name) do update set value = excluded.value`,
)

export const listPreferences = query({
  load: (work) => ({ rows: work.read(findPreferences, [work.actor.personId]) }),
  run: (_work, _request: unknown, { rows }) => Object.fromEntries(rows.map((row) => [row.name, row.value])),
})

export const keepPreference = command({
  load: () => ({}),
  run: (work, request: KeepPreference) => {
    work.write(writePreference, [work.actor.personId, request.name, JSON.stringify(request.value ?? null)])
    return {}
  },
})

/** Sign-in and sign-out work before and after a company is known, so they are no commands. */
export const sessionRoutes = (sessions: SessionStore) => {
  const enter: Handler = async ({ kernel, http, answer, request }) => {
    const { account, password, company } = request as SignIn
    const opened = await signIn(kernel.database, kernel.clock(), { account, password, company, address: http.ip })
    const context = await sessions.find(opened.token)
    answer.header('set-cookie', cookie(opened.token, COOKIE_DAYS * 86_400, http.protocol === 'https'))
    return {
      token: opened.token,
      mustChangePassword: opened.mustChange,
      person: { id: opened.personId, name: context?.context.actor.name ?? '' },
      company: { id: opened.companyId, name: context?.context.company.name ?? '' },
    }
  }
  const leave: Handler = async ({ kernel, http, answer }) => {
    const token = sessions.tokenOf(http)!
    await signOut(kernel.database, token)
    sessions.forget(token)
    answer.header('set-cookie', cookie('', 0, http.protocol === 'https'))
    return {}
  }
  const leaveEverywhere: Handler = async ({ kernel, answer, context, http }) => {
    await signOutEverywhere(kernel.database, context!.actor.userId)
    sessions.forgetUser(context!.actor.userId)
    answer.header('set-cookie', cookie('', 0, http.protocol === 'https'))
    return {}
  }
  const change: Handler = async ({ kernel, http, request }) => {
    const token = sessions.tokenOf(http)!
    const found = await sessions.find(token)
    const { current, next } = request as ChangePassword
    await changePassword(kernel.database, found!.session, token, current, next)
    sessions.forgetUser(found!.session.userId)
    return {}
  }
  return { enter, leave, leaveEverywhere, change }
}

const cookie = (token: string, seconds: number, secure: boolean): string =>
  `baton=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`
