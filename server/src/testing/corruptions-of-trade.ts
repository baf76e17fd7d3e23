import { account, type Corruption, deliveryLine, drop, forge, ID, line, NEW_CUSTOMER, order } from './corrupting.ts'

/** A debt of before, of one yuan, that no command brought in. */
const opening = (customer: string) =>
  `insert into finance.invoice (invoice_id, reference, kind, customer_id, customer_name, currency, net, tax, gross, issued_on, due_on, issued_at)
     values (${ID(7)}, 'OLD-X', 'opening', '${customer}', 'X', 'CNY', 100, 0, 100, now(), now(), now());`

/** Damage to stock, money, numbers and what orders say of them. */
export const corruptionsOfTrade: Corruption[] = [
  [
    'M7-row',
    'a customer has no credit to lock',
    () => `${NEW_CUSTOMER} delete from partners.credit where customer_id = ${ID(1)}`,
  ],
  [
    'M1',
    'an entry has no posting',
    () =>
      `insert into ledger.entry (entry_id, kind, document_kind, document_id, posted_on, recorded_at) values (${ID(6)}, 'x', 'x', ${ID(6)}, '2026-11-23', now())`,
  ],
  [
    'M2',
    'a posting goes to no account of the chart',
    () =>
      `${drop('ledger.posting', 'FOREIGN KEY')} update ledger.posting set credit = 'x' where debit = ${account('stock')} and credit <> ${account('transit')}`,
  ],
  [
    'M6-ledger',
    'a reversal names another customer than its entry',
    ({ customer }) =>
      `update ledger.posting p set customer_id = '${customer}' from ledger.entry e where e.entry_id = p.entry_id and e.reverses_id is not null and e.document_kind = 'delivery'`,
  ],
  [
    'I1',
    'a piece appears without a move',
    () => 'update inventory.balance set on_hand = on_hand + 1000000 where on_hand > 0',
  ],
  [
    'I1-ledger',
    'stock is worth more than its account',
    () => `
      with one as (select m.move_id, b.item_id from inventory.move m join inventory.balance b using (item_id)
                    where m.kind = 'receipt' and b.on_hand > 0 limit 1),
           moved as (update inventory.move m set value = value + 1 from one where m.move_id = one.move_id)
      update inventory.balance b set value = b.value + 1 from one where b.item_id = one.item_id`,
  ],
  [
    'I2',
    'more is reserved than there is',
    () =>
      `${drop('inventory.balance', 'reserved <= on_hand')} insert into inventory.balance (item_id, warehouse_id, reserved) select item_id, warehouse_id, 1 from catalog.item, inventory.warehouse where kind = 'freight' limit 1; insert into inventory.reservation (demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity, reserved_at) select 'x', ${ID(8)}, 1, item_id, warehouse_id, 1, now() from inventory.balance where on_hand = 0 and reserved = 1`,
  ],
  [
    'I3',
    'a balance forgets a reservation',
    () => 'update inventory.balance set reserved = reserved - 1 where reserved > 0',
  ],
  [
    'I4',
    'a move goes nowhere',
    () =>
      `${drop('inventory.move', 'IS DISTINCT FROM')} insert into inventory.move (move_id, item_id, from_warehouse_id, to_warehouse_id, quantity, value, kind, document_kind, document_id, moved_at) select ${ID(9)}, item_id, warehouse_id, warehouse_id, 1, 0, 'transfer', 'x', ${ID(9)}, now() from inventory.balance limit 1`,
  ],
  [
    'I3-order',
    'a line forgets a reservation',
    ({ processing }) =>
      line(processing, 1, 'reserved = reserved - 1') + order(processing, `reserved_progress = 'partly'`),
  ],
  [
    'M3-order',
    'a line is worth more than its order says',
    ({ draft }) => line(draft, 1, 'net = net + 1, gross = gross + 1'),
  ],
  [
    'M3-order',
    'an order’s tax is not its lines’ and the given one',
    ({ draft }) => order(draft, 'given_tax = given_tax + 1'),
  ],
  [
    'M7-order',
    'an order books more than it is worth',
    ({ pending, customer }) =>
      `${order(pending, 'exposure = exposure + 1')} update partners.credit set exposure = exposure + 1 where customer_id = '${customer}'`,
  ],
  [
    'M7',
    'credit used is not what the orders book',
    ({ customer }) => `update partners.credit set exposure = exposure - 1 where customer_id = '${customer}'`,
  ],
  [
    'M8',
    'a review passed an order above the limit',
    ({ pending }) =>
      `update orders.review set exposure_after = credit_limit + 1 where order_id = '${pending}'; ${forge(pending, `regexp_replace(bytes, '"exposureAfter":"[0-9.]+"', '"exposureAfter":"' || (select round((credit_limit + 1) / 100.0, 2) from orders.review where order_id = '${pending}') || '"')`)}`,
  ],
  [
    'M8-event',
    'the event tells of another limit',
    ({ pending }) => `update orders.review set credit_limit = credit_limit + 1 where order_id = '${pending}'`,
  ],
  [
    'M8-valid',
    'an approval had expired before it was given',
    ({ approved }) =>
      `update approvals.approval set valid_until = decided_at - interval '1 day' where subject_id = '${approved}'`,
  ],
  ['I6-removed', 'a line that was taken out is invoiced', ({ amended }) => line(amended, 3, 'invoiced = 1')],
  [
    'P1',
    'an order shows progress that it has not made',
    ({ pending }) => order(pending, `reserved_progress = 'partly'`),
  ],
  [
    'I6',
    'less than nothing was short-closed',
    ({ pending }) => drop('orders.line', 'short_closed >= 0') + line(pending, 2, 'short_closed = -1'),
  ],
  [
    'I6-shipped',
    'a delivery holds more than its order says',
    ({ shipped }) => deliveryLine(shipped, 'quantity = quantity + 1'),
  ],
  [
    'I7-signed',
    'an unsigned delivery has damage',
    ({ shipped }) => deliveryLine(shipped, 'quantity = quantity + 1, damaged = 1'),
  ],
  [
    'I7-order',
    'more is signed than was shipped',
    ({ pending }) =>
      drop('orders.line', 'signed <= shipped') +
      line(pending, 2, 'signed = quantity') +
      order(pending, `signed_progress = 'partly'`),
  ],
  ['I8-cost', 'a delivery lost more than it cost', ({ reversed }) => deliveryLine(reversed, 'cost_lost = cost + 1')],
  [
    'M10-transit',
    'goods in transit are worth more than their account',
    ({ shipped }) => deliveryLine(shipped, 'cost = cost + 1'),
  ],
  [
    'M3',
    'an invoice’s tax is not its lines’ and the given one',
    () => `update finance.invoice set given_tax = given_tax + 1 where number = 1 and kind = 'invoice'`,
  ],
  [
    'M3',
    'an invoice keeps a cent of rounding to itself',
    () =>
      `${drop('finance.invoice', 'rounding')} update finance.invoice set rounding = rounding + 1 where number = 1 and kind = 'invoice'`,
  ],
  [
    'M3',
    'an invoice’s tax is not that of its lines',
    () => `update finance.invoice set net = net + 1, tax = tax - 1 where number = 1 and kind = 'invoice'`,
  ],
  [
    'M4-invoice',
    'an invoice is matched beyond its matchings',
    ({ part, credited }) =>
      `update finance.invoice set matched = matched - 1 where order_id = '${part}'; update finance.invoice set matched = matched + 1 where order_id = '${credited}' and kind = 'invoice'`,
  ],
  [
    'M4-reversal',
    'the reversal of a credit note is for another line',
    () =>
      `update finance.invoice_line l set order_line = 2 from finance.invoice i where i.invoice_id = l.invoice_id and i.kind = 'credit_reversal'`,
  ],
  [
    'M4-payment',
    'a payment is matched beyond its matchings',
    () =>
      `update finance.payment set matched = matched - 1 where reference = 'BANK-2'; update finance.payment set matched = matched + 1 where reference = 'BANK-3'`,
  ],
  [
    'M4-order',
    'a matching joins a payment with an order that is not the invoice’s',
    ({ draft }) =>
      `insert into finance.matching select company_id, ${ID(1)}, payment_id, invoice_id, '${draft}', amount, matched_at, matched_by, matched_at, matched_by from finance.matching limit 1`,
  ],
  [
    'M5',
    'a payment is recorded twice',
    () =>
      `drop index finance.payment_reference; update finance.payment set reference = 'BANK-1' where reference = 'BANK-2'`,
  ],
  [
    'M9',
    'an order counts an invoice that is not there',
    ({ cancelled }) => order(cancelled, 'invoiced = invoiced + 1'),
  ],
  [
    'M9-lines',
    'a line counts an invoice that is not there',
    ({ completed }) => line(completed, 1, 'invoiced = 1') + order(completed, `invoiced_progress = 'partly'`),
  ],
  [
    'M9-deliveries',
    'a delivery counts an invoice that is not there',
    ({ completed }) => deliveryLine(completed, 'invoiced = 1'),
  ],
  [
    'M10-receivable',
    'a receivable stands with another customer',
    () =>
      `${NEW_CUSTOMER} update ledger.posting set customer_id = ${ID(1)} where debit = ${account('receivable')} and credit = ${account('revenue')}
         and entry_id in (select entry_id from ledger.entry where reverses_id is null)`,
  ],
  [
    'M10-receivable',
    'an opening receivable never reached the ledger',
    ({ customer }) =>
      `${opening(customer)} update partners.credit set exposure = exposure + 100 where customer_id = '${customer}'`,
  ],
  [
    'M7',
    'an opening receivable is not counted as owed',
    ({ customer }) =>
      `${opening(customer)} insert into ledger.entry (entry_id, kind, document_kind, document_id, posted_on, recorded_at) values (${ID(7)}, 'opening', 'invoice', ${ID(7)}, now(), now());
       insert into ledger.posting (entry_id, line, debit, credit, amount, customer_id) values (${ID(7)}, 1, ${account('receivable')}, ${account('opening')}, 100, '${customer}')`,
  ],
  [
    'M12',
    'an opening balance that was never posted',
    () =>
      `insert into ledger.opening (opening_id, account, opened_on, amount, opened_at) values (${ID(7)}, ${account('bank')}, now(), 100, now())`,
  ],
  [
    'M10-advance',
    'an advance stands with another customer',
    () =>
      `${NEW_CUSTOMER} update ledger.posting set customer_id = ${ID(1)} where credit = ${account('advance')} and debit = ${account('bank')}`,
  ],
  [
    'M13',
    'a payment from the bank says that it was there at the start',
    () => `update finance.payment set opening = true where reference = 'BANK-2'`,
  ],
  ['N1', 'an invoice number was left out', () => `update kernel.counter set next = next + 1 where series = 'invoice'`],
  [
    'N1-credit',
    'a credit note number was left out',
    () => `update kernel.counter set next = next + 1 where series = 'creditNote'`,
  ],
  [
    'N1-reversal',
    'a number of a reversal was left out',
    () => `update kernel.counter set next = next + 1 where series = 'creditReversal'`,
  ],
  [
    'N2',
    'two invoices have one number',
    () =>
      `${drop('finance.invoice', 'UNIQUE')} update finance.invoice set number = 1 where number = 2 and kind = 'invoice'`,
  ],
  [
    'N3',
    'a later invoice bears an earlier day',
    () => `update finance.invoice set issued_on = issued_on + 1 where number = 1 and kind = 'invoice'`,
  ],
  [
    'N3-credit',
    'a later credit note bears an earlier day',
    () => `update finance.invoice set issued_on = issued_on + 1 where number = 1 and kind = 'credit_note'`,
  ],
  [
    'N3-reversal',
    'a later reversal bears an earlier day',
    () => `update finance.invoice set issued_on = issued_on + 1 where number = 1 and kind = 'credit_reversal'`,
  ],
]
