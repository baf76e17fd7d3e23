import { everything } from '@baton/contract'
import { access } from '@baton/contract/access'
import type { Endpoint } from '@baton/contract/endpoint'
import { rightName } from '@baton/contract/rights'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context, Kernel } from './kernel/command.ts'
import { Database } from './kernel/database.ts'
import { createHttp } from './kernel/http.ts'
import { type Happening, Live } from './kernel/live.ts'
import { Numbers } from './kernel/numbering.ts'
import { openApiOf } from './kernel/openapi.ts'
import { Reactions } from './kernel/reactions.ts'
import { Relay } from './kernel/relay.ts'
import { nameRights } from './kernel/right.ts'
import { type Bound, bind, open, signInFirst } from './kernel/route.ts'
import { findOpenTokens, keepPreference, listPreferences, SessionStore, sessionRoutes } from './modules/access/index.ts'
import { routes as administration, companyRoutes } from './modules/access/routes.ts'
import { routes as approvals } from './modules/approvals/routes.ts'
import { routes as catalog, pricingRoutes } from './modules/catalog/routes.ts'
import { routes as delivery } from './modules/delivery/routes.ts'
import { reactions as financeReactions } from './modules/finance/index.ts'
import { routes as finance } from './modules/finance/routes.ts'
import {
  routes as handover,
  paperRoutes as handoverPapers,
  leavingRoutes as leaving,
} from './modules/handover/routes.ts'
import { reactions as importReactions } from './modules/imports/index.ts'
import { routes as imports } from './modules/imports/routes.ts'
import { routes as inventory } from './modules/inventory/routes.ts'
import { routes as ledger } from './modules/ledger/routes.ts'
import { routes as notes } from './modules/notes/routes.ts'
import { gathering as notices } from './modules/notices/index.ts'
import { routes as noticeRoutes } from './modules/notices/routes.ts'
import { reactions as orderReactions } from './modules/orders/index.ts'
import { routes as orders } from './modules/orders/routes.ts'
import { routes as partners } from './modules/partners/routes.ts'
import { contextOf, invitationHandlers, listInvitations, showMe, systemContextOf } from './modules/people/index.ts'
import { routes as people, userRoutes as users } from './modules/people/routes.ts'
import { routes as tasks } from './modules/tasks/routes.ts'

export interface AppOptions {
  /** The owner's or the application's address; the application works as `baton_app` either way. */
  databaseUrl: string
  clock?: () => Date
  /** Replies are checked against the contract; on in tests. */
  checkReplies?: boolean
  logger?: boolean
  /** The web's files are served too, so that unknown addresses open the application. */
  screens?: boolean
  /** Most database connections at once. */
  connections?: number
}

export interface App {
  http: FastifyInstance
  kernel: Kernel
  live: Live
  relay: Relay
  reactions: Reactions
  contextOf(who: { companyId: string; personId: string; userId: string }): Promise<Context | null>
  close(): Promise<void>
}

const BEAT_MS = 20_000
/** How long a stop waits for requests that run. */
const LAST_REQUESTS_MS = 10_000
/** How soon a reaction that another process owes is found. */
const LOOK_MS = 1000

/** The table of contents: every module, in order of rank. */
const modules = (sessions: SessionStore): Bound[] => {
  const session = sessionRoutes(sessions)
  return [
    bind(access, {
      'POST /v1/session': session.enter,
      'DELETE /v1/session': session.leave,
      'DELETE /v1/sessions': session.leaveEverywhere,
      'POST /v1/me/password': session.change,
      'GET /v1/me/sessions': session.list,
      'DELETE /v1/me/sessions/:id': session.end,
      'GET /v1/me/invitations': listInvitations,
      'POST /v1/me/invitations/:id/accept': invitationHandlers.accept,
      'POST /v1/me/invitations/:id/decline': invitationHandlers.decline,
      'GET /v1/me': showMe,
      'GET /v1/preferences': listPreferences,
      'PUT /v1/preferences/:name': keepPreference,
    }),
    administration,
    companyRoutes,
    people,
    users,
    partners,
    catalog,
    pricingRoutes,
    ledger,
    tasks,
    notes,
    approvals,
    inventory,
    orders,
    delivery,
    finance,
    handover,
    handoverPapers,
    imports,
    leaving,
    noticeRoutes,
  ]
}

/** Puts the application together on a migrated database. */
export function createApp(options: AppOptions): App {
  nameRights(rightName)
  const clock = options.clock ?? (() => new Date())
  const database = new Database(
    options.databaseUrl,
    options.connections === undefined ? {} : { most: options.connections },
  )
  const live = new Live()
  const review = reviewing(database, live, clock)
  const sessions = new SessionStore(database, clock, contextOf, (userId): void => {
    relay.tellForget(userId)
    review()
  })
  const relay = relayBetween(options.databaseUrl, { live, sessions, review })
  const kernel: Kernel = {
    database,
    numbers: new Numbers(database),
    clock,
    refresh: (context) => sessions.refresh(context),
    committed: (companyId, events) => {
      live.tell(companyId, events)
      relay.tell(companyId, events)
      if (events.some(endsSessions)) review()
      if (events.some((event) => reactions.awaits(event.type))) void reactions.wake({ gather: false })
    },
  }
  const reactions = new Reactions(
    kernel,
    (companyId) => systemContextOf(database, companyId),
    (error, reaction) => http.log.error({ err: error, reaction }, 'a reaction failed'),
  )
  for (const reaction of [...orderReactions(kernel), ...financeReactions(kernel), ...importReactions(kernel)])
    reactions.add(reaction)
  reactions.gather(notices)
  reactions.start(LOOK_MS)
  const http = createHttp({ logger: options.logger ?? false, screens: options.screens ?? false })
  const authenticate = (request: FastifyRequest) => sessions.admit(request)
  for (const bound of modules(sessions))
    open(http, { kernel, authenticate, checkReplies: options.checkReplies ?? false }, bound)
  openStreams(http, live, sessions)
  openHealth(http, database, live)
  http.addHook('onReady', async () => relay.start())
  const beating = setInterval(() => {
    live.beat()
    review()
  }, BEAT_MS)
  beating.unref()
  return {
    http,
    kernel,
    live,
    relay,
    reactions,
    contextOf: (who) => contextOf(database, who),
    close: async () => {
      clearInterval(beating)
      live.close()
      await closeGently(http)
      await reactions.stop()
      await relay.close()
      await database.close()
    },
  }
}

/**
 * Takes no new requests and lets the running ones come to their end; one that hangs, such as a body that never comes, is broken off. The
 * client of one that is broken off sends it again with its key.
 */
async function closeGently(http: FastifyInstance): Promise<void> {
  const { server } = http
  // A connection that is kept alive for a next request is idle only once its last one is done.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS)
  await http.close()
  clearInterval(idle)
  clearTimeout(late)
}

/** What other processes have committed reaches the pages of this one, and sessions that they ended are looked up again. */
function relayBetween(
  databaseUrl: string,
  { live, sessions, review }: { live: Live; sessions: SessionStore; review: () => void },
): Relay {
  return new Relay(databaseUrl, {
    heard: (companyId, happenings) => {
      live.tell(companyId, happenings)
      if (happenings.some(endsSessions)) review()
    },
    forget: (userId) => {
      sessions.forgetUserHere(userId)
      review()
    },
    missed: () => {
      sessions.forgetAll()
      live.missed()
      review()
    },
  })
}

/** Locks, resets, sign-outs by others and departures are told of the person. */
const endsSessions = ({ kind }: Happening): boolean => kind === 'person'

/** Ends the streams of ended sessions; what fails is looked at again with the next beat. */
const reviewing = (database: Database, live: Live, clock: () => Date) => (): void =>
  void live.review((tokens) => findOpenTokens(database, tokens, clock())).catch(() => undefined)

function openStreams(http: FastifyInstance, live: Live, sessions: SessionStore): void {
  // Looking at its headers alone would hold a stream open that nobody reads.
  http.get('/v1/events', { exposeHeadRoute: false }, async (request, answer) => {
    const context = await sessions.admit(request)
    if (!context) throw signInFirst()
    answer.hijack()
    answer.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    live.listen({ companyId: context.company.id, token: sessions.tokenOf(request)! }, answer.raw)
    return answer
  })
  let description: string | undefined
  http.get('/v1/openapi.json', async (_request, answer) => {
    description ??= JSON.stringify(openApiOf(everything as Record<string, Endpoint>))
    return answer.type('application/json').send(description)
  })
}

function openHealth(http: FastifyInstance, database: Database, live: Live): void {
  http.get('/healthz', async () => ({ status: 'ok' }))
  http.get('/readyz', async (_request, answer) => {
    try {
      await database.pool.query('select 1')
      return { status: 'ready' }
    } catch {
      return answer.code(503).send({ status: 'database away' })
    }
  })
  http.get('/metrics', async (_request, answer) => {
    const { spent, pool } = database
    const lines: [string, string, number][] = [
      ['baton_database_round_trips_total', 'counter', spent.trips],
      ['baton_database_statements_total', 'counter', spent.statements],
      ['baton_database_connections', 'gauge', pool.totalCount],
      ['baton_database_waiting', 'gauge', pool.waitingCount],
      ['baton_live_streams', 'gauge', live.open],
      ['process_resident_memory_bytes', 'gauge', process.memoryUsage.rss()],
      ['process_uptime_seconds', 'gauge', Math.round(process.uptime())],
    ]
    answer.type('text/plain; version=0.0.4')
    return lines.map(([name, kind, value]) => `# TYPE ${name} ${kind}\n${name} ${value}\n`).join('')
  })
}
