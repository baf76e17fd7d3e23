import { money, quantity as shown, unitPrice } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import { mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { addDays, dayIn } from '../../kernel/time.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { findBilled, findLastOn } from './invoice-rows.ts'
import {
  type DeliveredLine,
  decideInvoice,
  draftInvoice,
  earliestDay,
  type InvoicedOrder,
  no,
  sinceWhen,
} from './invoicing.rules.ts'

type Header = Omit<InvoicedOrder, 'lines'> & {
  id: string
  customerId: string
  customerName: string
  taxId: string | null
}

const findOrder = statement<Header>(
  'finance.invoiceableOrder',
  `select o.order_id as id, o.number, o.state, o.invoice_basis as "invoiceBasis", o.term_days as "termDays", o.ordered_on as "orderedOn",
          o.given_tax as "givenTax", o.freight, o.rounding, o.customer_id as "customerId", c.name as "customerName", o.tax_id as "taxId"
     from orders.read_order o
     join partners.read_customer c on c.company_id = o.company_id and c.customer_id = o.customer_id
    where o.order_id = $1 and ${mayReadSql(`'order'`, 'o.order_id', 2, 3)}`,
)

const findLines = statement<InvoicedOrder['lines'][number] & UnitNames>(
  'finance.invoiceableLines',
  `select l.line, l.kind, l.description, l.unit, coalesce(u.name_zh, l.unit) as "unitNameZh", coalesce(u.name_en, l.unit) as "unitNameEn",
          l.unit_price as "unitPrice", l.tax_rate as "taxRate", l.quantity, l.short_closed as "shortClosed", l.tax, l.gross, l.shipped, l.signed, l.invoiced
     from orders.read_line l left join catalog.read_unit u on u.company_id = l.company_id and u.code = l.unit
    where l.order_id = $1 order by l.line`,
)

const findDelivered = statement<Omit<DeliveredLine, 'shippedOn'> & { shippedAt: Date }>(
  'finance.deliveredLines',
  `select l.delivery_id as "deliveryId", l.line, l.order_line as "orderLine", d.state, l.quantity, l.signed, l.short, l.damaged, l.invoiced, l.cost,
          l.cost_released as "costReleased", d.number, d.shipped_at as "shippedAt", d.signed_on as "signedOn"
     from delivery.read_line l
     join delivery.read_delivery d on d.company_id = l.company_id and d.delivery_id = l.delivery_id and d.state <> 'reversed'
    where l.order_id = $1 order by l.delivery_id, l.line`,
)

interface UnitNames {
  unitNameZh: string
  unitNameEn: string
}

function unitOf(lines: readonly (UnitNames & { line: number })[], line: number): UnitNames {
  const { unitNameZh, unitNameEn } = lines.find((one) => one.line === line)!
  return { unitNameZh, unitNameEn }
}

/** What issuing an invoice would put on it now, by the same rules, without locks and without a number. */
export const showInvoiceable = query({
  load: (work, { id }: RequestOf<(typeof finance)['GET /v1/orders/:id/invoiceable']>) => ({
    orders: work.read(findOrder, [id, ...sightOf(work)]),
    lines: work.read(findLines, [id]),
    delivered: work.read(findDelivered, [id]),
    billed: work.read(findBilled, [id]),
    last: findLastOn(work, 'invoice'),
  }),
  run: (work, _request, { orders: [header], lines, delivered: rows, billed, last }) => {
    if (!header) throw no.orderUnknown()
    const order = { ...header, lines }
    const delivered = rows.map((row) => ({ ...row, shippedOn: dayIn(work.company.timeZone, row.shippedAt) }))
    const draft = draftInvoice(order, delivered, billed)
    const today = dayIn(work.company.timeZone, work.now)
    const days = { last, since: sinceWhen(order, draft, delivered) }
    return {
      order: { id: header.id, number: header.number },
      customer: { id: header.customerId, name: header.customerName },
      taxId: header.taxId,
      lines: draft.lines.map((line) => ({
        orderLine: line.orderLine,
        description: line.description,
        unit: line.unit,
        ...unitOf(lines, line.orderLine),
        quantity: shown(line.quantity),
        unitPrice: unitPrice(line.unitPrice),
        net: money(line.net),
        tax: money(line.tax),
        gross: money(line.gross),
      })),
      net: money(draft.net),
      tax: money(draft.tax),
      freight: money(draft.freight),
      rounding: money(draft.rounding),
      gross: money(draft.gross),
      issuedOn: today,
      earliestOn: earliestDay(order, days),
      dueOn: addDays(today, header.termDays),
      may: mayOf(work, {
        invoice: {
          right: 'finance.invoice',
          decide: () => decideInvoice(order, draft, { issuedOn: today, today, ...days }),
        },
      }),
    }
  },
})
