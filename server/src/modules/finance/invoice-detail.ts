import { formatDecimal, money, quantity as shown, unitPrice } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import { type Acts, mayOf } from '../../kernel/may.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'
import { creditableFrom, findCreditable, findForgiving, findLeftBeside, forgivingFrom } from './creditable.ts'
import { type CreditedInvoice, decideCreditable, decideReversible, no } from './crediting.rules.ts'
import { type IssuedKind, nameOf, shownNumber } from './invoice.rules.ts'
import { type InvoiceRow, invoiceColumns, shownInvoice } from './list-invoices.ts'
import { decideOpeningReversal } from './opening.rules.ts'

interface Row extends InvoiceRow {
  tax_id: string | null
  net: bigint
  tax: bigint
  freight: bigint
  rounding: bigint
  issued_by: string | null
  issued_by_name: string | null
  reason: string | null
  bills_again: boolean
  credits_id: string | null
  credits_number: bigint | null
  undoes_id: string | null
  reverses_number: bigint | null
  reversed_id: string | null
  reversed_number: bigint | null
}

const findInvoice = statement<Row>(
  'finance.findInvoice',
  `select ${invoiceColumns(2)}, i.tax_id, i.net, i.tax, i.freight, i.rounding, i.issued_by, p.name as issued_by_name, i.reason, i.bills_again,
          i.credits_id, c.number as credits_number, i.undoes_id, n.number as reverses_number, r.invoice_id as reversed_id, r.number as reversed_number
     from finance.invoice i
     left join orders.read_order o on o.company_id = i.company_id and o.order_id = i.order_id
     left join people.read_person p on p.company_id = i.company_id and p.person_id = i.issued_by
     left join finance.invoice c on c.company_id = i.company_id and c.invoice_id = i.credits_id
     left join finance.invoice n on n.company_id = i.company_id and n.invoice_id = i.undoes_id
     left join finance.invoice r on r.company_id = i.company_id and r.undoes_id = i.invoice_id
    where i.invoice_id = $1 and (i.order_id is null or ${mayReadSql(`'order'`, 'i.order_id', 3, 4)})`,
)

const findDeliveryNumbers = statement<{ line: number; number: string }>(
  'finance.findDeliveryNumbers',
  `select l.line, d.number from finance.invoice_line l
     join delivery.read_delivery d on d.company_id = l.company_id and d.delivery_id = l.delivery_id
    where l.invoice_id = $1`,
)

const findMatchings = statement<{ id: string; payment_id: string; payment_number: string; amount: bigint; at: Date }>(
  'finance.findMatchings',
  `select m.matching_id as id, m.payment_id, p.number as payment_number, m.amount, m.matched_at as at
     from finance.matching m
     join finance.payment p on p.company_id = m.company_id and p.payment_id = m.payment_id
    where m.invoice_id = $1 and m.reversed_at is null order by m.matched_at, m.matching_id`,
)

/** One invoice or credit note with its lines, and the payments that are matched to it. */
export const showInvoice = query({
  load: (work, { id }: RequestOf<(typeof finance)['GET /v1/invoices/:id']>) => ({
    rows: work.read(findInvoice, [id, dayIn(work.company.timeZone, work.now), ...sightOf(work)]),
    lines: work.read(findCreditable, [id]).map((rows) => rows.map(creditableFrom)),
    deliveries: work.read(findDeliveryNumbers, [id]),
    beside: work.read(findLeftBeside, [id]),
    forgiving: work.read(findForgiving, [id]).map(forgivingFrom),
    matchings: work.read(findMatchings, [id]),
  }),
  run: (work, _request, { rows: [row], lines, deliveries, beside: [beside], forgiving, matchings }) => {
    if (!row) throw no.invoiceUnknown()
    const credits = referred(row.credits_id, 'invoice', row.credits_number)
    const reversedBy = referred(row.reversed_id, 'credit_reversal', row.reversed_number)
    const deliveryOf = new Map(deliveries.map(({ line, number }) => [line, number]))
    return {
      ...shownInvoice(row),
      taxId: row.tax_id,
      net: money(row.net),
      tax: money(row.tax),
      freight: money(row.freight),
      rounding: money(row.rounding),
      matched: money(row.matched),
      credited: money(row.credited),
      issuedBy: row.issued_by ? { id: row.issued_by, name: row.issued_by_name ?? '' } : null,
      reason: row.reason,
      billsAgain: row.bills_again,
      credits,
      reverses: referred(row.undoes_id, 'credit_note', row.reverses_number),
      reversedBy,
      lines: lines.map((line) => ({
        line: line.line,
        orderLine: line.orderLine,
        deliveryNumber: deliveryOf.get(line.line) ?? null,
        description: line.description,
        unit: line.unit,
        unitNameZh: line.unitNameZh,
        unitNameEn: line.unitNameEn,
        quantity: shown(line.quantity),
        unitPrice: unitPrice(line.unitPrice),
        taxRate: rate(line.taxRate),
        net: money(line.net),
        tax: money(line.tax),
        gross: money(line.gross),
        credited: shown(line.credited.quantity),
      })),
      matchings: matchings.map((one) => ({
        id: one.id,
        payment: { id: one.payment_id, number: one.payment_number },
        amount: money(one.amount),
        at: one.at.toISOString(),
      })),
      may: mayOf(work, actsOf({ ...row, ...beside!, lines, forgiving, shown: nameOf(row) }, credits, reversedBy)),
    }
  },
})

type Referred = { id: string; number: string } | null

const referred = (id: string | null, kind: IssuedKind, number: bigint | null): Referred =>
  id === null ? null : { id, number: shownNumber(kind, number!) }

/** A credit note can be reversed, an invoice credited, an opening receivable taken back; the limit is looked at when it is done. */
function actsOf(row: Row & CreditedInvoice, credits: Referred, reversedBy: Referred): Acts {
  const { kind, shown: number } = row
  if (kind === 'opening') return { reverse: { right: 'finance.open', decide: () => decideOpeningReversal(row) } }
  if (kind === 'invoice') return { credit: { right: 'finance.credit', decide: () => decideCreditable(row) } }
  const note = { shown: number, kind, billsAgain: row.bills_again, invoice: credits!.number }
  const decide = () => decideReversible({ ...note, reversal: reversedBy?.number ?? null })
  return { reverse: { right: 'finance.credit', decide } }
}

/** Millionths as a fraction: 130000 is "0.13". */
const rate = (millionths: number): string => formatDecimal(BigInt(millionths), 6)
