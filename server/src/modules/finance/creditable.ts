import { statement } from '../../kernel/statement.ts'
import type { CreditableLine } from './crediting.rules.ts'
import { shownNumber } from './invoice.rules.ts'
import type { Beside } from './invoicing.rules.ts'

interface Row extends Omit<CreditableLine, 'credited' | 'again'> {
  creditedQuantity: bigint
  creditedTax: bigint
  creditedGross: bigint
  againQuantity: bigint
  againCost: bigint
}

/** What credit notes took off an invoice, less what their reversals gave back. */
const net = (column: string): string => `sum(case n.kind when 'credit_note' then ${column} else -${column} end)::bigint`

/** The lines of an invoice with what credit notes have taken off each. */
export const findCreditable = statement<Row>(
  'finance.findCreditable',
  `with credits as (
     select l.credited_line as line, ${net('l.quantity')} as quantity, ${net('l.tax')} as tax, ${net('l.gross')} as gross,
            coalesce(sum(l.quantity) filter (where n.bills_again), 0)::bigint as again_quantity,
            coalesce(sum(l.cost) filter (where n.bills_again), 0)::bigint as again_cost
       from finance.invoice n
       join finance.invoice_line l on l.company_id = n.company_id and l.invoice_id = n.invoice_id
      where n.credits_id = $1 group by l.credited_line)
   select i.line, i.order_line as "orderLine", i.delivery_id as "deliveryId", i.delivery_line as "deliveryLine", i.description, i.unit, i.quantity,
          coalesce(u.decimals, 6) as "unitDecimals", coalesce(u.name_zh, i.unit) as "unitNameZh", coalesce(u.name_en, i.unit) as "unitNameEn",
          i.unit_price as "unitPrice", i.tax_rate as "taxRate", i.net, i.tax, i.gross, i.cost, coalesce(c.quantity, 0) as "creditedQuantity",
          coalesce(c.tax, 0) as "creditedTax", coalesce(c.gross, 0) as "creditedGross", coalesce(c.again_quantity, 0) as "againQuantity",
          coalesce(c.again_cost, 0) as "againCost"
     from finance.invoice_line i
     left join credits c on c.line = i.line
     left join catalog.read_unit u on u.company_id = i.company_id and u.code = i.unit
    where i.invoice_id = $1 order by i.line`,
)

export const creditableFrom = (row: Row): CreditableLine => {
  const { creditedQuantity, creditedTax, creditedGross, againQuantity, againCost, ...line } = row
  return {
    ...line,
    credited: { quantity: creditedQuantity, tax: creditedTax, gross: creditedGross },
    again: { quantity: againQuantity, cost: againCost },
  }
}

/** The credit notes of an invoice that only forgave and stand. */
export const findForgiving = statement<{ number: bigint }>(
  'finance.findForgiving',
  `select n.number from finance.invoice n
    where n.credits_id = $1 and n.kind = 'credit_note' and not n.bills_again
      and not exists (select from finance.invoice r where r.company_id = n.company_id and r.undoes_id = n.invoice_id)
    order by n.number`,
)

export const forgivingFrom = (rows: readonly { number: bigint }[]): string[] =>
  rows.map(({ number }) => shownNumber('credit_note', number))

/** What credit notes have left of an invoice's amounts beside its lines. */
export const findLeftBeside = statement<Beside>(
  'finance.findLeftBeside',
  `select i.given_tax - coalesce(${net('n.given_tax')}, 0) as "givenTax", i.freight - coalesce(${net('n.freight')}, 0) as freight,
          i.rounding - coalesce(${net('n.rounding')}, 0) as rounding
     from finance.invoice i
     left join finance.invoice n on n.company_id = i.company_id and n.credits_id = i.invoice_id
    where i.invoice_id = $1 group by i.given_tax, i.freight, i.rounding`,
)
