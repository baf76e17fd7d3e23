import type { access } from '@baton/contract/access'
import type { Handler, RequestOf } from '../../kernel/route.ts'
import type { SessionStore } from './session-store.ts'
import { changePassword, signIn, signOut, signOutEverywhere } from './sessions.ts'

type SignIn = RequestOf<(typeof access)['POST /v1/session']>
type ChangePassword = RequestOf<(typeof access)['POST /v1/me/password']>

const COOKIE_DAYS = 14

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
