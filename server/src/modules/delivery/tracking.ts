import { randomBytes } from 'node:crypto'
import type { delivery, TrackingLink } from '@baton/contract/delivery'
import { command, query } from '../../kernel/command.ts'
import { chainsOf, loadChains, loadChainsOf } from '../../kernel/events.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { no as refused } from './delivery.rules.ts'
import { hashOf, writeLink } from './links.ts'
import { no, stateOf } from './tracking.rules.ts'

type ListLinks = RequestOf<(typeof delivery)['GET /v1/orders/:id/tracking-links']>
type MakeLink = RequestOf<(typeof delivery)['POST /v1/orders/:id/tracking-links']>
type RevokeLink = RequestOf<(typeof delivery)['POST /v1/tracking-links/:id/revoke']>

const DAY_MS = 86_400_000
/** The address is known for a year after the link has lapsed, so that it can say so. */
const REMEMBERED_MS = 365 * DAY_MS

interface Row {
  id: string
  orderId: string
  createdById: string
  createdByName: string
  createdAt: Date
  expiresAt: Date
  revokedById: string | null
  revokedByName: string | null
  revokedAt: Date | null
}

const LINK = `select t.tracking_id as id, t.order_id as "orderId", t.created_by as "createdById", c.name as "createdByName", t.created_at as "createdAt",
    t.expires_at as "expiresAt", t.revoked_by as "revokedById", r.name as "revokedByName", t.revoked_at as "revokedAt"
  from delivery.tracking t
  join people.read_person c on c.company_id = t.company_id and c.person_id = t.created_by
  left join people.read_person r on r.company_id = t.company_id and r.person_id = t.revoked_by`

const findReadable = statement<{ id: string }>(
  'delivery.trackable',
  `select o.order_id as id from orders.read_order o where o.order_id = $1 and ${mayReadSql(`'order'`, 'o.order_id', 2, 3)}`,
)
const findLinks = statement<Row>(
  'delivery.trackingLinks',
  `${LINK} where t.order_id = $1 order by t.created_at desc, t.tracking_id desc limit 100`,
)

/** The links by which customers follow an order. Their addresses are told only when they are made. */
export const listTrackingLinks = query({
  load: (work, { id }: ListLinks) => ({
    readable: work.read(findReadable, [id, ...sightOf(work)]),
    rows: work.read(findLinks, [id]),
  }),
  run: (work, _request, { readable, rows }) => {
    if (readable.length === 0) throw refused.orderUnknown()
    const right = 'delivery.track'
    return { rows: rows.map((row) => shownOf(work, row)), may: mayOf(work, { make: { right }, revoke: { right } }) }
  },
})

const shownOf = (work: Work, row: Row): TrackingLink => ({
  id: row.id,
  state: stateOf(row, work.now),
  createdBy: { id: row.createdById, name: row.createdByName },
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedBy: row.revokedById ? { id: row.revokedById, name: row.revokedByName ?? '' } : null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
})

const writeTracking = statement(
  'delivery.writeTracking',
  'insert into delivery.tracking (tracking_id, order_id, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5)',
)

/** Makes a link with which a customer follows one order. What is stored of its token is the hash. */
export const makeTrackingLink = command({
  load: (work, { id }: MakeLink) => {
    loadChains(work, 'order', [id])
    return { readable: work.read(findReadable, [id, ...sightOf(work)]) }
  },
  run: (work, request, { readable }) => {
    if (readable.length === 0) throw refused.orderUnknown()
    const token = randomBytes(32).toString('base64url')
    const id = work.newId()
    const { personId, name } = work.actor
    const expiresAt = new Date(work.now.getTime() + request.days * DAY_MS)
    const remembered = new Date(expiresAt.getTime() + REMEMBERED_MS)
    work.write(writeTracking, [id, request.id, personId, work.now, expiresAt])
    work.write(writeLink, [hashOf(token), work.company.id, 'track', id, work.now, remembered])
    record(work, {
      type: 'delivery.trackingLinked',
      kind: 'order',
      id: request.id,
      data: { tracking: id, expiresAt: expiresAt.toISOString() },
    })
    const row = { id, orderId: request.id, createdById: personId, createdByName: name, createdAt: work.now, expiresAt }
    return { ...shownOf(work, { ...row, ...NOT_REVOKED }), path: `/track/${token}` }
  },
})

const NOT_REVOKED = { revokedById: null, revokedByName: null, revokedAt: null }

const lockTracking = statement<{ id: string }>(
  'delivery.lockTracking',
  'select tracking_id as id from delivery.tracking where tracking_id = $1 for no key update',
)
const findLink = statement<Row>(
  'delivery.trackingLink',
  `${LINK} where t.tracking_id = $1 and ${mayReadSql(`'order'`, 't.order_id', 2, 3)}`,
)
const chainOf = chainsOf(
  'delivery.revokeTracking.chain',
  'order',
  'select order_id from delivery.tracking where tracking_id = $1::uuid',
)
const revoke = statement(
  'delivery.revokeTracking',
  'update delivery.tracking set revoked_by = $2, revoked_at = $3 where tracking_id = $1',
)

/** Revokes a link at once. Whoever opens it is told so. */
export const revokeTrackingLink = command({
  load: (work, { id }: RevokeLink) => {
    work.read(lockTracking, [id])
    loadChainsOf(work, chainOf, [id])
    return { rows: work.read(findLink, [id, ...sightOf(work)]) }
  },
  run: (work, request, { rows }) => {
    const row = rows[0]
    if (!row) throw no.trackingUnknown()
    if (row.revokedAt) throw no.trackingRevoked()
    const { personId, name } = work.actor
    work.write(revoke, [request.id, personId, work.now])
    record(work, {
      type: 'delivery.trackingRevoked',
      kind: 'order',
      id: row.orderId,
      data: { tracking: request.id },
    })
    return shownOf(work, { ...row, revokedById: personId, revokedByName: name, revokedAt: work.now })
  },
})
