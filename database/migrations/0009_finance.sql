-- Invoices, payments, matching.

create schema finance;
grant usage on schema finance to baton_app, baton_verify;

-- Written by the statement that takes the number from its counter, the last before commit: no gap and no double.
create table finance.invoice (
  company_id uuid not null default kernel.company(),
  invoice_id uuid not null,
  -- An opening receivable (kind opening) was invoiced before the company worked with Baton: it has no order, and bears the number
  -- of the system that it came from.
  number bigint check (number >= 1),
  reference text not null default '',
  kind text not null check (kind in ('invoice', 'credit_note', 'credit_reversal', 'opening')),
  order_id uuid,
  customer_id uuid not null,
  customer_name text not null,
  tax_id text,
  currency text not null,
  net bigint not null,
  tax bigint not null,
  -- What of the tax is given for the whole document and is not its lines'.
  given_tax bigint not null default 0,
  freight bigint not null default 0,
  rounding bigint not null default 0,
  gross bigint not null check (gross >= 0),
  matched bigint not null default 0 check (matched >= 0),
  credited bigint not null default 0 check (credited >= 0),
  issued_on date not null,
  due_on date not null,
  issued_by uuid,
  issued_at timestamptz not null,
  -- On a credit note and on its reversal: the invoice that is credited, or owed again.
  credits_id uuid,
  -- On a reversal: the credit note that it undoes. It mirrors it and is final.
  undoes_id uuid,
  -- A credit note either forgives what was invoiced, or takes it back so that it can be invoiced again.
  bills_again boolean not null default false,
  reason text,
  imported boolean not null default false,
  -- When an opening receivable was taken back; all of it then counts as credited.
  reversed_at timestamptz,
  reversed_by uuid,
  version integer not null default 1,
  primary key (company_id, invoice_id),
  unique (company_id, kind, number),
  foreign key (company_id, order_id) references orders.sales_order,
  foreign key (company_id, customer_id) references partners.customer,
  foreign key (company_id, credits_id) references finance.invoice,
  foreign key (company_id, undoes_id) references finance.invoice,
  check (gross = net + tax + freight + rounding),
  check (matched + credited <= gross),
  check ((kind in ('credit_note', 'credit_reversal')) = (credits_id is not null)),
  check ((kind = 'credit_reversal') = (undoes_id is not null)),
  check (not bills_again or kind = 'credit_note'),
  check ((kind = 'opening') = (order_id is null)),
  check ((kind = 'opening') = (number is null)),
  check ((kind = 'opening') = (reference <> '')),
  check (reversed_at is null or (kind = 'opening' and credited = gross))
) with (fillfactor = 80);
create index invoice_order on finance.invoice (company_id, order_id);
create index invoice_customer on finance.invoice (company_id, customer_id, issued_on desc, invoice_id desc);
create index invoice_issued on finance.invoice (company_id, issued_on desc, invoice_id desc);
create index invoice_open on finance.invoice (company_id, due_on, invoice_id) where kind in ('invoice', 'opening') and matched + credited < gross;
create index invoice_owed on finance.invoice (company_id, customer_id, due_on, invoice_id) where kind in ('invoice', 'opening') and matched + credited < gross;
create unique index invoice_opening on finance.invoice (company_id, reference, customer_id) where kind = 'opening' and reversed_at is null;
create unique index invoice_undoes on finance.invoice (company_id, undoes_id) where undoes_id is not null;
create index invoice_credits on finance.invoice (company_id, credits_id) where credits_id is not null;
call kernel.protect('finance.invoice', 'select, insert, update');

create table finance.invoice_line (
  company_id uuid not null default kernel.company(),
  invoice_id uuid not null,
  line integer not null,
  order_line integer not null,
  delivery_id uuid,
  delivery_line integer,
  description text not null,
  unit text not null,
  quantity bigint not null check (quantity > 0),
  unit_price bigint not null,
  tax_rate integer not null,
  net bigint not null,
  tax bigint not null,
  gross bigint not null,
  -- Cost of goods that this line moved from goods in transit to cost of sales; on a credit note, back.
  cost bigint not null default 0,
  -- On a credit note and on its reversal: the line of the invoice that it credits.
  credited_line integer,
  primary key (company_id, invoice_id, line),
  foreign key (company_id, invoice_id) references finance.invoice deferrable initially deferred,
  foreign key (company_id, delivery_id, delivery_line) references delivery.line,
  check (gross = net + tax)
);
create index invoice_line_delivery on finance.invoice_line (company_id, delivery_id, delivery_line) where delivery_id is not null;
call kernel.protect('finance.invoice_line', 'select, insert');

create table finance.payment (
  company_id uuid not null default kernel.company(),
  payment_id uuid not null,
  number text not null,
  kind text not null check (kind in ('receipt', 'refund')),
  -- The receipt that a refund gives back, whole or in part.
  refunds_id uuid,
  customer_id uuid not null,
  -- The order that a prepayment is meant for, if any.
  order_id uuid,
  -- An opening advance was paid before the company worked with Baton; its money lies in the opening balance of the bank.
  opening boolean not null default false,
  method text not null check (method in ('transfer', 'cash', 'card', 'draft', 'online')),
  currency text not null,
  amount bigint not null check (amount > 0),
  matched bigint not null default 0 check (matched >= 0),
  refunded bigint not null default 0 check (refunded >= 0),
  received_on date not null,
  reference text not null default '',
  state text not null check (state in ('posted', 'reversed')),
  recorded_by uuid,
  recorded_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by uuid,
  reason text,
  imported boolean not null default false,
  version integer not null default 1,
  primary key (company_id, payment_id),
  unique (company_id, number),
  foreign key (company_id, customer_id) references partners.customer,
  foreign key (company_id, order_id) references orders.sales_order,
  foreign key (company_id, refunds_id) references finance.payment,
  check (matched + refunded <= amount),
  check ((kind = 'refund') = (refunds_id is not null)),
  check (not opening or (kind = 'receipt' and order_id is null and reference <> '')),
  check (kind = 'receipt' or (matched = 0 and refunded = 0)),
  check ((state = 'reversed') = (reversed_at is not null)),
  check (state = 'posted' or (matched = 0 and refunded = 0))
) with (fillfactor = 80);
create index payment_customer on finance.payment (company_id, customer_id, received_on desc, payment_id desc);
create index payment_received on finance.payment (company_id, received_on desc, payment_id desc);
create index payment_order on finance.payment (company_id, order_id) where order_id is not null;
create index payment_refunds on finance.payment (company_id, refunds_id) where refunds_id is not null;
create index payment_open on finance.payment (company_id, customer_id, received_on) where kind = 'receipt' and state = 'posted' and matched + refunded < amount;
create index payment_unmatched on finance.payment (company_id, received_on desc, payment_id desc) where kind = 'receipt' and state = 'posted' and matched + refunded < amount;
create unique index payment_reference on finance.payment (company_id, customer_id, kind, method, reference) where reference <> '' and state = 'posted';
call kernel.protect('finance.payment', 'select, insert, update');

create table finance.matching (
  company_id uuid not null default kernel.company(),
  matching_id uuid not null,
  payment_id uuid not null,
  invoice_id uuid not null,
  -- The invoice's order; null where the invoice has none.
  order_id uuid,
  amount bigint not null check (amount > 0),
  matched_at timestamptz not null,
  matched_by uuid,
  reversed_at timestamptz,
  reversed_by uuid,
  primary key (company_id, matching_id),
  foreign key (company_id, payment_id) references finance.payment,
  foreign key (company_id, invoice_id) references finance.invoice
);
create index matching_payment on finance.matching (company_id, payment_id);
create index matching_invoice on finance.matching (company_id, invoice_id);
call kernel.protect('finance.matching', 'select, insert, update');

create view finance.read_invoice with (security_invoker = true) as
  select company_id, invoice_id, number, reference, kind, order_id, customer_id, currency, net, tax, given_tax, freight, rounding, gross, matched, credited, issued_on, due_on,
         credits_id, bills_again, issued_at, reversed_at
    from finance.invoice;
create view finance.read_payment with (security_invoker = true) as
  select company_id, payment_id, number, kind, customer_id, order_id, method, currency, amount, matched, refunded, received_on, state, recorded_at
    from finance.payment;
create view finance.read_matching with (security_invoker = true) as
  select company_id, matching_id, payment_id, invoice_id, order_id, amount, matched_at, reversed_at from finance.matching;
grant select on finance.read_invoice, finance.read_payment, finance.read_matching to baton_app, baton_verify;
