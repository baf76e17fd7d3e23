import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { type Invoice, nameOf, openOf } from './invoice.rules.ts'
import { type OpenInvoice, suggestMatches as suggested } from './suggestions.rules.ts'

/** Nobody pays more invoices at once; the others come up when these are matched. */
const MOST = 200

const findOpen = statement<Omit<OpenInvoice, 'shown'> & Pick<Invoice, 'kind' | 'number' | 'reference'>>(
  'finance.findOpenOfCustomer',
  `select i.invoice_id as id, i.kind, i.number, i.reference, i.order_id as "orderId", o.number as "orderNumber", i.due_on as "dueOn", i.gross, i.matched, i.credited
     from finance.invoice i
     left join orders.read_order o on o.company_id = i.company_id and o.order_id = i.order_id
    where i.customer_id = $1 and i.kind in ('invoice', 'opening') and i.matched + i.credited < i.gross
      and (i.order_id is null or ${mayReadSql(`'order'`, 'i.order_id', 2, 3)})
    order by i.due_on, i.invoice_id limit ${MOST}`,
)

/** Which open invoices a customer's money is for, the likeliest first, each with its reason. */
export const suggestMatches = query({
  load: (work, { customerId }: RequestOf<(typeof finance)['GET /v1/payments/suggestions']>) => ({
    rows: work.read(findOpen, [customerId, ...sightOf(work)]),
  }),
  run: (_work, { amount, orderId, reference }, { rows }) => {
    const invoices = rows.map((row) => ({ ...row, shown: nameOf(row) }))
    return {
      rows: suggested(invoices, { amount: amount ?? null, orderId, reference }).map((one) => ({
        invoice: {
          id: one.invoice.id,
          number: one.invoice.shown,
          dueOn: one.invoice.dueOn,
          open: money(openOf(one.invoice)),
          order: one.invoice.orderId === null ? null : { id: one.invoice.orderId, number: one.invoice.orderNumber! },
        },
        suggested: money(one.suggested),
        becauseZh: one.because.zh,
        becauseEn: one.because.en,
      })),
    }
  },
})
