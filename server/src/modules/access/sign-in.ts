import { randomUUID } from 'node:crypto'
import type { access } from '@baton/contract/access'
import { perform } from '../../kernel/command.ts'
import type { Handler, RequestOf } from '../../kernel/route.ts'
import type { SessionStore } from './session-store.ts'
import { changePassword, endOwnSession, listSessions, no, signIn, signOut, signOutEverywhere } from './sessions.ts'

type SignIn = RequestOf<(typeof access)['POST /v1/session']>
type ChangePassword = RequestOf<(typeof access)['POST /v1/me/password']>

const COOKIE_DAYS = 14

/** Sign-in and sign-out work before and after a company is known, so they are no commands. */
export const sessionRoutes = (sessions: SessionStore) => {
  const enter: Handler = async ({ kernel, http, answer, request }) => {
    const { account, password, company } = request as SignIn
    const opened = await signIn(kernel.database, kernel.clock(), {
      ...{ account, password, company, address: http.ip },
      device: plainOf(http.headers['user-agent'] ?? ''),
    })
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
  const change: Handler = async ({ kernel, http, language, request }) => {
    const token = sessions.tokenOf(http)!
    // The account may have been renamed since it was remembered.
    sessions.forget(token)
    const found = await sessions.find(token)
    if (!found) throw no.sessionEnded()
    const { current, next } = request as ChangePassword
    const company = found.context.company.name
    const here = { session: found.session, token }
    const changing = await changePassword(kernel.database, kernel.clock(), here, { current, next, company })
    // A key of its own: a request that comes twice does not find the old password any more.
    await perform(kernel, found.context, changing, {}, randomUUID(), { language })
    sessions.forgetUser(found.session.userId)
    return {}
  }
  const list: Handler = async ({ kernel, http, context }) => {
    const token = sessions.tokenOf(http)!
    return { rows: await listSessions(kernel.database, context!.actor.userId, token, kernel.clock()) }
  }
  const end: Handler = async ({ kernel, context, request }) => {
    const { userId } = context!.actor
    await endOwnSession(kernel.database, userId, (request as { id: string }).id, kernel.clock())
    sessions.forgetUser(userId)
    return {}
  }
  return { enter, leave, leaveEverywhere, change, list, end }
}

const MOST_OF_A_DEVICE = 300

/** What a browser says of itself, as far as it can be stored. */
const plainOf = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .slice(0, MOST_OF_A_DEVICE)

const cookie = (token: string, seconds: number, secure: boolean): string =>
  `baton=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`
