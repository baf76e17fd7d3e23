import { money } from '@baton/contract/decimal'
import type { OrderRow } from '@baton/contract/orders'
import { query } from '../../kernel/command.ts'
import { fromBottom, fromTop, pageOf } from '../../kernel/cursor.ts'
import { addDays, dayIn, yearIn } from '../../kernel/time.ts'
import type { Work } from '../../kernel/work.ts'
import { sightOf } from '../custody/index.ts'
import { workingMinutes } from '../people/index.ts'
import { countsOf, type ListOrders, listOf, type Reader, type Row } from './order-lists.ts'

const DUE_DAYS = 3

function readerOf(work: Work): Reader {
  const today = dayIn(work.company.timeZone, work.now)
  const { personId, departmentId } = work.actor
  return { sight: sightOf(work), personId, departmentId, today, soon: addDays(today, DUE_DAYS) }
}

/** Orders as a page of a list, with holder, time held and the mini strip, in one statement. */
export const listOrders = query({
  load: (work, request: ListOrders) => {
    const key = request.sort === 'promisedOn' ? fromBottom(request.cursor) : fromTop(request.cursor)
    const year = yearIn(work.company.timeZone, work.now)
    const { statement, values } = listOf({ ...request, key, limit: request.limit + 1, year }, readerOf(work))
    return { rows: work.read(statement, values) }
  },
  run: (work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [request.sort === 'promisedOn' ? (row.promisedOn ?? 'infinity') : row.createdKey, row.id],
      (row) => rowOf(work, row),
    ),
})

function rowOf(work: Work, row: Row): OrderRow {
  const { calendar, timeZone } = work.company
  const minutes = (since: string | Date, until: string | Date | null) =>
    workingMinutes(calendar, timeZone, new Date(since), until ? new Date(until) : work.now)
  const today = dayIn(timeZone, work.now)
  const open = row.state === 'pending' || row.state === 'processing'
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    hold: row.holdKind,
    customer: { id: row.customerId, name: row.customerName },
    summary: row.summary,
    lines: row.lines,
    gross: money(row.gross),
    currency: row.currency,
    requestedOn: row.requestedOn,
    promisedOn: row.promisedOn,
    overdue: open && row.promisedOn !== null && row.promisedOn < today,
    holder: row.departmentId
      ? {
          person: row.holderId ? { id: row.holderId, name: row.holderName! } : null,
          department: {
            id: row.departmentId,
            nameZh: row.departmentZh,
            nameEn: row.departmentEn,
            kind: row.departmentKind,
          },
          since: row.heldSince!.toISOString(),
          minutes: minutes(row.heldSince!, null),
        }
      : null,
    offeredTo: row.offer && {
      kind: row.offer.person ? 'person' : 'department',
      id: row.offer.person ?? row.offer.department!,
      nameZh: row.offer.nameZh,
      nameEn: row.offer.nameEn,
      departmentKind: row.offer.kind,
    },
    owner: { id: row.ownerId, name: row.ownerName },
    strip: (row.segments ?? []).map((segment) => ({
      kind: segment.kind,
      departmentKind: segment.department,
      name: segment.name,
      since: new Date(segment.since).toISOString(),
      minutes: minutes(segment.since, segment.until),
      waiting: segment.offered ? minutes(segment.offered, segment.until) : 0,
      entered: segment.entered,
    })),
    progress: {
      reserved: row.reserved,
      shipped: row.shipped,
      signed: row.signed,
      invoiced: row.billed,
      paid: row.settled,
    },
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

/** How many orders each view holds; above a thousand it is only known that there are more. */
export const countOrders = query({
  load: (work) => {
    const { statement, values } = countsOf(readerOf(work))
    return { rows: work.read(statement, values) }
  },
  run: (_work, _request: unknown, { rows }) => rows[0]!,
})
