import { createHash, randomBytes } from 'node:crypto'
import type { delivery } from '@baton/contract/delivery'
import { type Context, command } from '../../kernel/command.ts'
import type { Database } from '../../kernel/database.ts'
import { chainsOf, loadChainsOf } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import { record } from '../../kernel/work.ts'
import { bearingSql, sightOf } from '../custody/index.ts'
import { decideAnswering } from '../orders/index.ts'
import { contextOf } from '../people/index.ts'
import { decideUnsigned, no } from './delivery.rules.ts'
import { deliverySet, loadDeliveries } from './delivery-rows.ts'

const LINK_DAYS = 30
/** Nobody's company: a link is looked up before its company is known. */
const NO_COMPANY = '00000000-0000-0000-0000-000000000000'

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const set = deliverySet('delivery.makeLink', 'select $1::uuid')
const ORDER = `select o.order_id from orders.read_order o join delivery.delivery d on d.company_id = o.company_id and d.order_id = o.order_id
    where d.delivery_id = $1::uuid`
const findOrder = statement<{ number: string; answers: boolean | null }>(
  'delivery.makeLink.order',
  `select o.number, ${bearingSql(`'order'`, 'o.order_id', 2, 3)} as answers from orders.read_order o where o.order_id = (${ORDER})`,
)
const orderChain = chainsOf('delivery.makeLink.chain', 'order', ORDER)
/** The address of a link: what kind it is, of which company, and what lies behind it. */
export const writeLink = statement(
  'delivery.writeLink',
  'insert into delivery.link (token_hash, company_id, kind, subject_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
)

/** Makes a link with which the customer signs on a phone. The token is shown here only: what is stored is its hash. */
export const makeLink = command({
  load: (work, { id }: RequestOf<(typeof delivery)['POST /v1/deliveries/:id/link']>) => {
    const deliveries = loadDeliveries(work, set, [id])
    const order = work.read(findOrder, [id, ...sightOf(work)])
    loadChainsOf(work, orderChain, [id])
    return { deliveries, order }
  },
  run: (work, _request, { deliveries: [linked], order: [order] }) => {
    if (!linked || !order || order.answers === null) throw no.unknown()
    decideAnswering({ number: order.number, shownOnly: !order.answers })
    decideUnsigned(linked)
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(work.now.getTime() + LINK_DAYS * 86_400_000)
    work.write(writeLink, [hashOf(token), work.company.id, 'sign', linked.id, work.now, expiresAt])
    record(work, {
      type: 'delivery.linked',
      kind: 'order',
      id: linked.orderId,
      data: { deliveryId: linked.id, delivery: linked.number, expiresAt: expiresAt.toISOString() },
    })
    return { path: `/sign/${token}`, expiresAt: expiresAt.toISOString() }
  },
})

const findLink = statement<{ company_id: string; kind: string; subject_id: string }>(
  'delivery.findLink',
  'select * from delivery.find_link($1, $2)',
)
const findOwner = statement<{ owner_id: string }>(
  'delivery.findOwner',
  `select o.owner_id from delivery.delivery d join orders.read_order o on o.company_id = d.company_id and o.order_id = d.order_id
    where d.delivery_id = $1`,
)

/** What lies behind a token, of whatever kind. */
export async function findLinkOf(database: Database, token: string, now: Date) {
  const [link] = await withCompany(database, NO_COMPANY, findLink, [hashOf(token), now])
  return link
}

/** The delivery behind a link; refuses links that are unknown or have lapsed. */
export async function openLink(
  database: Database,
  token: string,
  now: Date,
): Promise<{ companyId: string; id: string }> {
  const link = await findLinkOf(database, token, now)
  if (link?.kind !== 'sign') throw no.linkUnknown()
  return { companyId: link.company_id, id: link.subject_id }
}

/** Who acts when a customer signs by a link: the order's owner answers for it, with no right but this one. */
export async function linkContext(
  database: Database,
  { companyId, id }: { companyId: string; id: string },
): Promise<Context> {
  const [owner] = await withCompany(database, companyId, findOwner, [id])
  const context = owner && (await contextOf(database, { companyId, personId: owner.owner_id, userId: owner.owner_id }))
  if (!context) throw no.linkUnknown()
  return { ...context, actor: { ...context.actor, rights: new Set(), scope: 'all' } }
}
