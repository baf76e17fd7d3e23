import { type Check, noneOf } from '../../kernel/check.ts'

/** Debit less credit of the account with a role, by company and customer. */
const subledger = (role: string) =>
  `select p.company_id, p.customer_id, sum(case when p.debit = a.code then p.amount else -p.amount end) as balance
     from ledger.read_account a
     join ledger.read_posting p on p.company_id = a.company_id and a.code in (p.debit, p.credit)
    where a.role = '${role}' group by p.company_id, p.customer_id`

const monotone = (kind: string) =>
  `select company_id, kind, number, issued_on, before from (
     select company_id, kind, number, issued_on, lag(issued_on) over (partition by company_id order by number) as before
       from finance.invoice where kind = '${kind}') i
    where issued_on < before`

const gapless = (kind: string, series: string) =>
  `select i.company_id, '${series}' as series, i.numbers, i.last, c.next
     from (select company_id, count(*) as numbers, min(number) as first, max(number) as last
             from finance.invoice where kind = '${kind}' group by company_id) i
     left join kernel.counter c on c.company_id = i.company_id and c.series = '${series}'
    where i.first <> 1 or i.last <> i.numbers or c.next is distinct from i.last + 1`

export const checks: Check[] = [
  {
    id: 'M3',
    title: 'An invoice is the sum of its lines with their tax, the given tax, freight and rounding',
    sql: `select i.company_id, i.invoice_id, i.net, i.tax, i.freight, i.rounding, i.gross, l.net as lines_net, l.tax as lines_tax
            from finance.invoice i
            left join (select company_id, invoice_id, sum(net) as net, sum(tax) as tax from finance.invoice_line group by company_id, invoice_id) l
              on l.company_id = i.company_id and l.invoice_id = i.invoice_id
           where (i.kind <> 'opening' and (coalesce(l.net, 0) <> i.net or coalesce(l.tax, 0) + i.given_tax <> i.tax)) or i.gross <> i.net + i.tax + i.freight + i.rounding`,
  },
  {
    id: 'M4-invoice',
    title:
      'What is matched of an invoice is the sum of its standing matchings, what is credited that of its credit notes that were not reversed, and both at most the invoice',
    sql: `select i.company_id, i.invoice_id, i.gross, i.matched, i.credited, m.amount as matchings, c.gross as credit_notes
            from finance.invoice i
            left join (select company_id, invoice_id, sum(amount) as amount from finance.matching where reversed_at is null group by company_id, invoice_id) m
              on m.company_id = i.company_id and m.invoice_id = i.invoice_id
            left join (select company_id, credits_id, sum(case kind when 'credit_note' then gross else -gross end) as gross
                         from finance.invoice where credits_id is not null group by company_id, credits_id) c
              on c.company_id = i.company_id and c.credits_id = i.invoice_id
           where i.matched <> coalesce(m.amount, 0) or i.credited <> coalesce(c.gross, 0) + case when i.reversed_at is not null then i.gross else 0 end
              or i.matched + i.credited > i.gross`,
  },
  {
    id: 'M4-reversal',
    title: 'The reversal of a credit note mirrors it to the cent, and only what was forgiven is reversed',
    sql: `with lines as (
            select company_id, invoice_id, jsonb_agg(jsonb_build_array(order_line, credited_line, quantity, net, tax, gross, cost) order by line) as lines
              from finance.invoice_line group by company_id, invoice_id)
          select r.company_id, r.invoice_id, r.undoes_id, r.gross, n.gross as credited
            from finance.invoice r
            join finance.invoice n on n.company_id = r.company_id and n.invoice_id = r.undoes_id
            left join lines l on l.company_id = r.company_id and l.invoice_id = r.invoice_id
            left join lines m on m.company_id = n.company_id and m.invoice_id = n.invoice_id
           where n.kind <> 'credit_note' or n.bills_again or l.lines is distinct from m.lines
              or (r.order_id, r.customer_id, r.credits_id, r.net, r.tax, r.given_tax, r.freight, r.rounding, r.gross)
                 is distinct from (n.order_id, n.customer_id, n.credits_id, n.net, n.tax, n.given_tax, n.freight, n.rounding, n.gross)`,
  },
  {
    id: 'M4-payment',
    title:
      'What is matched of a payment is the sum of its standing matchings, what is refunded that of its refunds, and both at most the payment',
    sql: `select p.company_id, p.payment_id, p.amount, p.matched, p.refunded, m.amount as matchings, r.amount as refunds
            from finance.payment p
            left join (select company_id, payment_id, sum(amount) as amount from finance.matching where reversed_at is null group by company_id, payment_id) m
              on m.company_id = p.company_id and m.payment_id = p.payment_id
            left join (select company_id, refunds_id, sum(amount) as amount from finance.payment
                        where kind = 'refund' and state = 'posted' group by company_id, refunds_id) r
              on r.company_id = p.company_id and r.refunds_id = p.payment_id
           where p.matched <> coalesce(m.amount, 0) or p.refunded <> coalesce(r.amount, 0) or p.matched + p.refunded > p.amount`,
  },
  {
    id: 'M4-order',
    title:
      'A matching joins a payment and an invoice of one customer, and names the order of the invoice, if it has one',
    sql: `select m.company_id, m.matching_id, i.customer_id as invoiced, p.customer_id as paid
            from finance.matching m
            join finance.invoice i on i.company_id = m.company_id and i.invoice_id = m.invoice_id
            join finance.payment p on p.company_id = m.company_id and p.payment_id = m.payment_id
           where i.customer_id <> p.customer_id or m.order_id is distinct from i.order_id or i.kind not in ('invoice', 'opening') or p.kind <> 'receipt'`,
  },
  {
    id: 'M5',
    title: 'No payment is recorded twice: a reference stands once per customer, kind and method',
    sql: `select company_id, customer_id, kind, method, reference, count(*) as payments
            from finance.payment where reference <> '' and state = 'posted'
           group by company_id, customer_id, kind, method, reference having count(*) > 1`,
  },
  {
    id: 'M9',
    title: 'What an order counts as invoiced, credited and paid is what its documents say',
    sql: `with billed as (
            select company_id, order_id, sum(case when kind = 'invoice' then gross when bills_again then -gross else 0 end) as invoiced,
                   sum(case when kind = 'credit_reversal' then -gross when kind = 'credit_note' and not bills_again then gross else 0 end) as credited
              from finance.invoice group by company_id, order_id),
          received as (
            select company_id, order_id, sum(amount) as paid from finance.matching where reversed_at is null group by company_id, order_id)
          select o.company_id, o.order_id, o.invoiced, b.invoiced as documents, o.credited, b.credited as credit_notes, o.paid, r.paid as matchings
            from orders.read_order o
            left join billed b on b.company_id = o.company_id and b.order_id = o.order_id
            left join received r on r.company_id = o.company_id and r.order_id = o.order_id
           where o.invoiced <> coalesce(b.invoiced, 0) or o.credited <> coalesce(b.credited, 0) or o.paid <> coalesce(r.paid, 0)`,
  },
  {
    id: 'M9-lines',
    title:
      'Each order line is invoiced for the quantity that its invoices say, at most what was signed or shipped, and once whole for its exact amount',
    ...noneOf(
      'sold',
      `not removed and (invoiced <> billed_quantity or invoiced > case invoice_basis when 'signed' then signed else shipped end
         or (invoiced = quantity and billed_gross <> gross))`,
      'company_id, order_id, line, quantity, invoiced, billed_quantity, gross, billed_gross',
    ),
  },
  {
    id: 'M9-deliveries',
    title: 'Each delivery line is invoiced, and its cost released, as its invoices say',
    ...noneOf(
      'carried',
      'invoiced <> billed_quantity or cost_released <> billed_cost',
      'company_id, delivery_id, line, invoiced, billed_quantity, cost_released, billed_cost',
    ),
  },
  {
    id: 'M10-receivable',
    title: 'Receivables: what each customer’s invoices and opening receivables have open equals the account',
    sql: `with account as (${subledger('receivable')}),
          documents as (
            select company_id, customer_id, sum(gross - matched - credited) as open
              from finance.invoice where kind in ('invoice', 'opening') group by company_id, customer_id)
          select company_id, customer_id, a.balance, d.open
            from account a full join documents d using (company_id, customer_id) where coalesce(a.balance, 0) <> coalesce(d.open, 0)`,
  },
  {
    id: 'M10-advance',
    title: 'Advances: what each customer’s receipts have left equals the account',
    sql: `with account as (${subledger('advance')}),
          documents as (
            select company_id, customer_id, sum(amount - matched - refunded) as unmatched
              from finance.payment where kind = 'receipt' and state = 'posted' group by company_id, customer_id)
          select company_id, customer_id, -a.balance as balance, d.unmatched
            from account a full join documents d using (company_id, customer_id) where coalesce(-a.balance, 0) <> coalesce(d.unmatched, 0)`,
  },
  {
    id: 'M13',
    title: 'An opening advance is posted against the opening balances, and no other receipt is',
    sql: `with posted as (
            select e.company_id, e.document_id as payment_id
              from ledger.read_account a
              join ledger.read_account v on v.company_id = a.company_id and v.role = 'advance'
              join ledger.read_posting b on b.company_id = a.company_id and b.debit = a.code and b.credit = v.code
              join ledger.read_entry e on e.company_id = b.company_id and e.entry_id = b.entry_id and e.document_kind = 'payment' and e.reverses_id is null
             where a.role = 'opening')
          select company_id, payment_id, p.opening as stated, b.payment_id is not null as posted
            from (select company_id, payment_id, true as opening from finance.payment where opening) p
            full join posted b using (company_id, payment_id) where p.opening is null or b.payment_id is null`,
  },
  {
    id: 'M7',
    title:
      'Credit used: a customer’s exposure is what its orders book and what it owes without an order, less what it paid in advance',
    sql: `with booked as (select company_id, customer_id, sum(exposure) as exposure from orders.read_order group by company_id, customer_id),
          advance as (
            select company_id, customer_id, sum(amount - matched - refunded) as unmatched
              from finance.payment where kind = 'receipt' and state = 'posted' group by company_id, customer_id),
          opening as (
            select company_id, customer_id, sum(gross - matched - credited) as open
              from finance.invoice where kind = 'opening' group by company_id, customer_id)
          select c.company_id, c.customer_id, c.exposure, b.exposure as booked, o.open as opening, a.unmatched
            from partners.read_credit c
            left join booked b on b.company_id = c.company_id and b.customer_id = c.customer_id
            left join opening o on o.company_id = c.company_id and o.customer_id = c.customer_id
            left join advance a on a.company_id = c.company_id and a.customer_id = c.customer_id
           where c.exposure <> coalesce(b.exposure, 0) + coalesce(o.open, 0) - coalesce(a.unmatched, 0)`,
  },
  {
    id: 'N1',
    title: 'Invoice numbers have no gap, and the counter stands behind the last',
    sql: gapless('invoice', 'invoice'),
  },
  {
    id: 'N1-credit',
    title: 'Credit note numbers have no gap, and the counter stands behind the last',
    sql: gapless('credit_note', 'creditNote'),
  },
  {
    id: 'N1-reversal',
    title: 'Numbers of credit note reversals have no gap, and the counter stands behind the last',
    sql: gapless('credit_reversal', 'creditReversal'),
  },
  {
    id: 'N2',
    title: 'No number is on two invoices, two credit notes or two reversals',
    sql: `select company_id, kind, number, count(*) as documents from finance.invoice where kind <> 'opening' group by company_id, kind, number having count(*) > 1`,
  },
  { id: 'N3', title: 'A later invoice number never bears an earlier day', sql: monotone('invoice') },
  { id: 'N3-credit', title: 'A later credit note number never bears an earlier day', sql: monotone('credit_note') },
  { id: 'N3-reversal', title: 'A later reversal number never bears an earlier day', sql: monotone('credit_reversal') },
]
