import type { FastifyRequest } from 'fastify'
import type { Context } from '../../kernel/command.ts'
import type { Database } from '../../kernel/database.ts'
import { findSession, no, type Session } from './sessions.ts'

/** Sessions are looked up again after this time, so that one that was ended elsewhere does not live on. */
const REMEMBERED_MS = 30_000

const BEFORE_CHANGING = new Set(['GET /v1/me', 'POST /v1/me/password', 'DELETE /v1/session', 'DELETE /v1/sessions'])

interface Known {
  session: Session
  context: Context
  until: number
}

/** Sessions and rights in memory. Rights are as fresh as each transaction, which checks their version. */
export class SessionStore {
  private readonly known = new Map<string, Known>()

  constructor(
    private readonly database: Database,
    private readonly clock: () => Date,
    private readonly contextOf: (database: Database, session: Session) => Promise<Context | null>,
    /** Says to the other processes that sessions of a person have ended or changed. */
    private readonly tellOthers: (userId: string) => void = () => {},
  ) {}

  tokenOf(http: FastifyRequest): string | null {
    const bearer = /^Bearer (\S+)$/i.exec(http.headers.authorization ?? '')?.[1]
    if (bearer) return bearer
    return /(?:^|;\s*)baton=([^;]+)/.exec(http.headers.cookie ?? '')?.[1] ?? null
  }

  /** Who calls. With a password that was given to them they may only look at themselves, change it, or leave. */
  async admit(http: FastifyRequest): Promise<Context | null> {
    const token = this.tokenOf(http)
    const known = token === null ? null : await this.find(token)
    if (known?.session.mustChange && !BEFORE_CHANGING.has(`${http.method} ${http.routeOptions.url}`))
      throw no.changeFirst()
    return known?.context ?? null
  }

  async find(token: string): Promise<Known | null> {
    const remembered = this.known.get(token)
    if (remembered && remembered.until > Date.now()) return remembered
    const session = await findSession(this.database, token, this.clock())
    const context = session && (await this.contextOf(this.database, session))
    if (!session || !context) {
      this.known.delete(token)
      return null
    }
    const known = { session, context, until: Date.now() + REMEMBERED_MS }
    if (this.known.size > 10_000) this.known.clear()
    this.known.set(token, known)
    return known
  }

  /** Reads the actor again because rights have changed, and forgets what all other sessions of that company remember. */
  async refresh(context: Context): Promise<Context> {
    const token = [...this.known].find(([, known]) => known.context === context)?.[0]
    if (token !== undefined) {
      this.forgetCompany(context)
      const again = await this.find(token)
      if (!again) throw no.sessionEnded()
      return again.context
    }
    const { userId, personId } = context.actor
    const fresh = await this.contextOf(this.database, {
      userId,
      personId,
      companyId: context.company.id,
      account: '',
      mustChange: false,
    })
    this.forgetCompany(context)
    return fresh ?? { ...context, actor: { ...context.actor, rights: new Set() } }
  }

  /** Sessions are looked up again too: one that was ended elsewhere is found out with the change of rights. */
  private forgetCompany({ company }: Context): void {
    for (const [token, known] of this.known) if (known.context.company.id === company.id) this.known.delete(token)
  }

  forget(token: string): void {
    const known = this.known.get(token)
    if (known) this.tellOthers(known.session.userId)
    this.known.delete(token)
  }

  forgetUser(userId: string): void {
    this.forgetUserHere(userId)
    this.tellOthers(userId)
  }

  /** The same in this process alone, when another one has said so. */
  forgetUserHere(userId: string): void {
    for (const [token, known] of this.known) if (known.session.userId === userId) this.known.delete(token)
  }

  /** Whatever is remembered may have ended elsewhere. */
  forgetAll(): void {
    this.known.clear()
  }
}
