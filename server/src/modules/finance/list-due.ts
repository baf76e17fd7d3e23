import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import { fromBottom, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { found, searchValues } from '../../kernel/search.ts'
import { statement } from '../../kernel/statement.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { amountDue } from './invoicing.rules.ts'

interface Row {
  id: string
  created_at: Date
  number: string
  customer_id: string
  customer_name: string
  basis: 'signed' | 'shipped'
  since: Date
  givenTax: bigint
  freight: bigint
  rounding: bigint
  lines: LineText[]
  billed: BilledText[]
}

/** In JSON each bigint is text, since a JSON number would lose its last digits. */
type LineText = { line: number; quantity: string; gross: string; shipped: string; signed: string; invoiced: string }
type BilledText = { orderLine: number; gross: string; givenTax: string; freight: string; rounding: string }

const BILLED = `select coalesce(json_agg(b), '[]') from (
    select l.order_line as "orderLine", sum(case i.kind when 'invoice' then l.gross else -l.gross end)::text as gross,
           '0' as "givenTax", '0' as freight, '0' as rounding
      from finance.invoice i
      join finance.invoice_line l on l.company_id = i.company_id and l.invoice_id = i.invoice_id
     where i.company_id = o.company_id and i.order_id = o.order_id and (i.kind = 'invoice' or i.bills_again) group by l.order_line
    union all
    select 0, '0', coalesce(sum(case i.kind when 'invoice' then i.given_tax else -i.given_tax end), 0)::text,
           coalesce(sum(case i.kind when 'invoice' then i.freight else -i.freight end), 0)::text,
           coalesce(sum(case i.kind when 'invoice' then i.rounding else -i.rounding end), 0)::text
      from finance.invoice i
     where i.company_id = o.company_id and i.order_id = o.order_id and (i.kind = 'invoice' or i.bills_again)) b`

const LINES = `select json_agg(json_build_object('line', l.line, 'quantity', l.quantity::text, 'gross', l.gross::text,
                                  'shipped', l.shipped::text, 'signed', l.signed::text, 'invoiced', l.invoiced::text) order by l.line)
     from orders.read_line l where l.company_id = o.company_id and l.order_id = o.order_id`

const page = (condition: string) =>
  `select o.order_id as id, o.created_at, o.number, o.customer_id, c.name as customer_name, o.invoice_basis as basis, o.given_tax as "givenTax", o.freight, o.rounding,
          coalesce((select min(coalesce(case when o.invoice_basis = 'signed' then d.signed_at end, d.shipped_at))
             from delivery.read_delivery d
             join delivery.read_line l on l.company_id = d.company_id and l.delivery_id = d.delivery_id
            where d.company_id = o.company_id and d.order_id = o.order_id and d.state <> 'reversed'
              and case when o.invoice_basis = 'signed' then l.signed else l.quantity - l.short - l.damaged end > l.invoiced), o.updated_at) as since,
          (${LINES}) as lines, (${BILLED}) as billed
     from orders.read_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
    where o.state in ('processing', 'completed')
      and (o.created_at, o.order_id) > ($1::timestamptz, $2::uuid)
      and exists (select from orders.read_line l
                   where l.company_id = o.company_id and l.order_id = o.order_id
                     and case when o.invoice_basis = 'signed' then l.signed else l.shipped end > l.invoiced)
      and ${mayReadSql(`'order'`, 'o.order_id', 4, 5)} ${condition}
    order by o.created_at, o.order_id limit $3`

const list = statement<Row>('finance.listDue', page(''))
const search = statement<Row>(
  'finance.searchDue',
  page(`and ((o.number >= $6 and o.number < $7) or o.customer_id = any(array(${found('customer', 8)})))`),
)

/** Orders of which something can be invoiced now, the oldest order first, with what the invoice would come to. */
export const listDue = query({
  load: (work, request: RequestOf<(typeof finance)['GET /v1/invoices/due']>) => {
    const [at, id] = fromBottom(request.cursor)
    const from = [at, id, request.limit + 1, ...sightOf(work)]
    const sought = searchValues(request.q)
    const prefix = request.q?.trim().toUpperCase() ?? ''
    return {
      rows: sought ? work.read(search, [...from, prefix, `${prefix}\u{10FFFF}`, ...sought]) : work.read(list, from),
    }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => {
        const due = amountDue({ ...row, invoiceBasis: row.basis }, row.lines.map(lineFrom), row.billed.map(billedFrom))
        return {
          order: { id: row.id, number: row.number },
          customer: { id: row.customer_id, name: row.customer_name },
          basis: row.basis,
          lines: due.lines,
          gross: money(due.gross),
          since: row.since.toISOString(),
        }
      },
    ),
})

const lineFrom = ({ line, ...quantities }: LineText) => ({ line, ...bigints(quantities) })
const billedFrom = ({ orderLine, ...amounts }: BilledText) => ({ orderLine, ...bigints(amounts) })

const bigints = <Key extends string>(texts: Record<Key, string>) =>
  Object.fromEntries(Object.entries<string>(texts).map(([key, text]) => [key, BigInt(text)])) as Record<Key, bigint>
