import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import { fromBottom, fromTop, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { FOUND_MOST, ownersSought, searchValues } from '../../kernel/search.ts'
import { soughtPage } from '../../kernel/sought.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { type Invoice, isOwed, nameOf, numberIn, openOf } from './invoice.rules.ts'

export interface InvoiceRow
  extends Pick<
    Invoice,
    'id' | 'kind' | 'number' | 'reference' | 'currency' | 'gross' | 'matched' | 'credited' | 'version'
  > {
  order_id: string | null
  order_number: string | null
  customer_id: string
  customer_name: string
  issued_on: string
  due_on: string
  overdue_days: number
}

/** The columns of a row; `today` is the number of the parameter that holds the company's day. */
export const invoiceColumns = (today: number): string =>
  `i.invoice_id as id, i.kind, i.number, i.reference, i.currency, i.gross, i.matched, i.credited, i.version, i.order_id, o.number as order_number, i.customer_id,
   i.customer_name, i.issued_on, i.due_on,
   case when i.kind in ('invoice', 'opening') and i.matched + i.credited < i.gross then greatest($${today}::date - i.due_on, 0) else 0 end as overdue_days`

/** What belongs to an order is seen by who may read it, an opening receivable by everybody who may read finance. */
const page = (seek: string, order: string, condition: string) =>
  `select ${invoiceColumns(6)}
     from finance.invoice i
     left join orders.read_order o on o.company_id = i.company_id and o.order_id = i.order_id
    where ${seek} and (i.order_id is null or ${mayReadSql(`'order'`, 'i.order_id', 4, 5)}) ${condition} order by ${order} limit $3`

const NEWEST = 'issued_on desc, id desc'
const EARLIEST = 'due_on, id'
const newest = (condition: string) =>
  page(`(i.issued_on, i.invoice_id) < ($1::date, $2::uuid)`, 'i.issued_on desc, i.invoice_id desc', condition)
const open = (condition: string) =>
  page(
    `i.kind in ('invoice', 'opening') and i.matched + i.credited < i.gross
     and (i.due_on, i.invoice_id) > ($1::date, $2::uuid)`,
    'i.due_on, i.invoice_id',
    condition,
  )

const OF_ORDER = 'and i.order_id = $7'
const OF_CUSTOMER = 'and i.customer_id = $7'
const customers = ownersSought('customer', 10)
/** By the number of the invoice or of its order, by the reference of an opening receivable, or by the customer's name. */
const sought = (paged: (condition: string) => string, order: string) =>
  soughtPage(
    {
      ...customers,
      ids: `select n.invoice_id from finance.invoice n where n.kind in ('invoice', 'credit_note', 'credit_reversal') and n.number = $7::bigint
        union all
        select n.invoice_id from orders.read_order s join finance.invoice n on n.company_id = s.company_id and n.order_id = s.order_id
         where s.number >= $8 and s.number < $9
        union all
        select n.invoice_id from finance.invoice n
         where n.kind = 'opening' and n.reversed_at is null and n.reference >= $8 and n.reference < $9
        union all
        ${customers.ofEach((owner) => paged(`and i.customer_id = ${owner}`), 'id')}`,
      holds: `((i.kind in ('invoice', 'credit_note', 'credit_reversal') and i.number = $7::bigint) or (o.number >= $8 and o.number < $9)
        or (i.kind = 'opening' and i.reversed_at is null and i.reference >= $8 and i.reference < $9) or ${customers.holds('i.customer_id')})`,
      few: FOUND_MOST,
    },
    { id: 'i.invoice_id', page: paged, order },
  )

const lists = {
  newest: {
    all: statement<InvoiceRow>('finance.listInvoices', newest('')),
    order: statement<InvoiceRow>('finance.listInvoicesOfOrder', newest(OF_ORDER)),
    customer: statement<InvoiceRow>('finance.listInvoicesOfCustomer', newest(OF_CUSTOMER)),
    search: statement<InvoiceRow>('finance.searchInvoices', sought(newest, NEWEST)),
  },
  open: {
    all: statement<InvoiceRow>('finance.listOpenInvoices', open('')),
    order: statement<InvoiceRow>('finance.listOpenInvoicesOfOrder', open(OF_ORDER)),
    customer: statement<InvoiceRow>('finance.listOpenInvoicesOfCustomer', open(OF_CUSTOMER)),
    search: statement<InvoiceRow>('finance.searchOpenInvoices', sought(open, EARLIEST)),
  },
}

type ListInvoices = RequestOf<(typeof finance)['GET /v1/invoices']>

/** Invoices, credit notes with their reversals and opening receivables, newest first; or what is open, the earliest due first. */
export const listInvoices = query({
  load: (work, request: ListInvoices) => {
    const [on, id] = request.open ? fromBottom(request.cursor) : fromTop(request.cursor)
    const today = dayIn(work.company.timeZone, work.now)
    const from = [on, id, request.limit + 1, ...sightOf(work), today]
    const list = request.open ? lists.open : lists.newest
    const tokens = searchValues(request.q)
    if (request.orderId) return { rows: work.read(list.order, [...from, request.orderId]) }
    if (request.customerId) return { rows: work.read(list.customer, [...from, request.customerId]) }
    if (!tokens) return { rows: work.read(list.all, from) }
    const prefix = request.q!.trim().toUpperCase()
    return { rows: work.read(list.search, [...from, numberIn(prefix), prefix, `${prefix}\u{10FFFF}`, ...tokens]) }
  },
  run: (_work, request, { rows }) =>
    pageOf(rows, request.limit, (row) => [request.open ? row.due_on : row.issued_on, row.id], shownInvoice),
})

export const shownInvoice = (row: InvoiceRow) => ({
  id: row.id,
  number: nameOf(row),
  kind: row.kind,
  order: row.order_id === null ? null : { id: row.order_id, number: row.order_number! },
  customer: { id: row.customer_id, name: row.customer_name },
  currency: row.currency,
  gross: money(row.gross),
  open: money(isOwed(row) ? openOf(row) : 0n),
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  overdueDays: row.overdue_days,
  version: row.version,
})
