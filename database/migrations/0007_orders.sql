-- Sales orders: the life of an order.

create schema orders;
grant usage on schema orders to baton_app, baton_verify;

create table orders.sales_order (
  company_id uuid not null default kernel.company(),
  order_id uuid not null,
  number text not null,
  customer_id uuid not null,
  customer_number text not null default '',
  owner_id uuid not null,
  state text not null check (state in ('draft', 'confirmed', 'pending', 'processing', 'completed', 'settled', 'cancelled')),
  -- Set while the order is open, so that the person's active flag cannot be cleared.
  owner_active boolean generated always as (case when state not in ('settled', 'cancelled') then true end) stored,
  currency text not null,
  prices_include_tax boolean not null,
  payment_method text,
  invoice_basis text not null check (invoice_basis in ('signed', 'shipped')),
  term_days integer not null check (term_days between 0 and 365),
  contact_name text not null default '',
  recipient text not null default '',
  phone text not null default '',
  region text not null default '',
  street text not null default '',
  tax_id text,
  requested_on date,
  promised_on date,
  ordered_on date not null,
  note text not null default '',
  summary text not null default '',
  -- Minor units. gross = net + tax + freight + rounding; freight, rounding and the given part of the tax are fixed amounts (imports), else 0.
  net bigint not null,
  tax bigint not null,
  -- What of the tax is given for the whole order and is not its lines'.
  given_tax bigint not null default 0,
  freight bigint not null default 0,
  rounding bigint not null default 0,
  gross bigint not null,
  -- What the order books against the customer's credit, from the review's pass on.
  exposure bigint not null default 0 check (exposure >= 0),
  invoiced bigint not null default 0,
  credited bigint not null default 0,
  paid bigint not null default 0,
  reserved_progress text not null default 'none' check (reserved_progress in ('none', 'partly', 'fully')),
  shipped_progress text not null default 'none' check (shipped_progress in ('none', 'partly', 'fully')),
  signed_progress text not null default 'none' check (signed_progress in ('none', 'partly', 'fully')),
  invoiced_progress text not null default 'none' check (invoiced_progress in ('none', 'partly', 'fully')),
  paid_progress text not null default 'none' check (paid_progress in ('none', 'partly', 'fully')),
  -- A hold is a flag beside the state.
  hold_kind text check (hold_kind in ('credit', 'quality', 'customer')),
  hold_reason text,
  hold_until timestamptz,
  -- Until when an approval lets the order stand above its customer's limit; from then on it counts as on hold.
  credit_until timestamptz,
  confirmed_at timestamptz,
  confirmed_with text,
  confirmed_how text,
  performed_at timestamptz,
  -- Facts from custody by which lists filter.
  holder_id uuid,
  holder_department_id uuid,
  held_since timestamptz,
  offered boolean not null default false,
  import_key text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, order_id),
  unique (company_id, number),
  foreign key (company_id, customer_id) references partners.customer,
  foreign key (company_id, owner_id, owner_active) references people.person (company_id, person_id, active),
  check (gross = net + tax + freight + rounding)
) with (fillfactor = 80);
create index order_created on orders.sales_order (company_id, created_at desc, order_id desc);
create index order_state on orders.sales_order (company_id, state, created_at desc, order_id desc);
create index order_holder on orders.sales_order (company_id, holder_id, created_at desc, order_id desc) where holder_id is not null;
create index order_pool on orders.sales_order (company_id, holder_department_id, created_at desc, order_id desc) where holder_department_id is not null;
create index order_unheld on orders.sales_order (company_id, holder_department_id, created_at desc, order_id desc) where holder_department_id is not null and holder_id is null;
create index order_owner on orders.sales_order (company_id, owner_id, created_at desc, order_id desc);
create index order_customer on orders.sales_order (company_id, customer_id, created_at desc, order_id desc);
create index order_customer_state on orders.sales_order (company_id, customer_id, state, created_at desc, order_id desc);
create index order_credit_until on orders.sales_order (company_id, credit_until, order_id) where credit_until is not null;
create index order_hold_until on orders.sales_order (company_id, hold_until, order_id) where hold_until is not null;
-- Orders without a promised day stand last. A CASE, since row-level security takes coalesce for a function that might leak.
create index order_promised on orders.sales_order (company_id, (case when promised_on is null then 'infinity' else promised_on end), order_id) where state in ('pending', 'processing');
create index order_dated on orders.sales_order (company_id, (case when promised_on is null then 'infinity' else promised_on end), order_id);
create index order_billable on orders.sales_order (company_id, created_at, order_id) where state in ('processing', 'completed');
create index order_customer_number on orders.sales_order (company_id, customer_number) where customer_number <> '';
create unique index order_import on orders.sales_order (company_id, import_key) where import_key is not null;
call kernel.protect('orders.sales_order', 'select, insert, update');

create table orders.line (
  company_id uuid not null default kernel.company(),
  order_id uuid not null,
  line integer not null check (line >= 1),
  item_id uuid,
  kind text not null check (kind in ('stock', 'service', 'freight')),
  description text not null,
  unit text not null,
  quantity bigint not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  list_price bigint,
  tax_code text not null,
  tax_rate integer not null,
  net bigint not null,
  tax bigint not null,
  gross bigint not null,
  requested_on date,
  promised_on date,
  short_closed bigint not null default 0 check (short_closed >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  shipped bigint not null default 0 check (shipped >= 0),
  signed bigint not null default 0 check (signed >= 0),
  invoiced bigint not null default 0 check (invoiced >= 0),
  removed boolean not null default false,
  primary key (company_id, order_id, line),
  foreign key (company_id, order_id) references orders.sales_order,
  foreign key (company_id, item_id) references catalog.item,
  check (gross = net + tax),
  check (shipped + short_closed <= quantity),
  check (signed <= shipped),
  check (reserved + shipped + short_closed <= quantity)
) with (fillfactor = 70);
create index line_item on orders.line (company_id, item_id);
call kernel.protect('orders.line', 'select, insert, update, delete');

create table orders.review (
  company_id uuid not null default kernel.company(),
  order_id uuid not null,
  sequence integer not null check (sequence >= 1),
  order_version integer not null,
  outcome text not null check (outcome in ('passed', 'referred', 'approved', 'rejected')),
  -- The findings as they were: facts, credit, stock, price.
  findings jsonb not null,
  exposure_before bigint not null,
  exposure_after bigint not null,
  credit_limit bigint,
  approval_id uuid,
  reviewed_by uuid,
  reason text,
  reviewed_at timestamptz not null,
  primary key (company_id, order_id, sequence),
  foreign key (company_id, order_id) references orders.sales_order
);
call kernel.protect('orders.review', 'select, insert');

create table orders.change (
  company_id uuid not null default kernel.company(),
  order_id uuid not null,
  version integer not null,
  reason text not null,
  difference jsonb not null,
  -- The order as it stood before: terms, address, lines.
  before jsonb not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (company_id, order_id, version),
  foreign key (company_id, order_id) references orders.sales_order
);
call kernel.protect('orders.change', 'select, insert');

-- A change of a reviewed order that policy does not pass: the order stands as it is until the approval is given.
create table orders.proposed_change (
  company_id uuid not null default kernel.company(),
  order_id uuid not null,
  approval_id uuid not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'withdrawn')),
  reason text not null,
  request jsonb not null,
  difference jsonb not null,
  -- What of the request is looked up when it is decided.
  customer_id uuid not null,
  item_ids uuid[] not null,
  tax_codes text[] not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  primary key (company_id, order_id, approval_id),
  foreign key (company_id, order_id) references orders.sales_order,
  foreign key (company_id, approval_id) references approvals.approval
);
create unique index proposed_change_open on orders.proposed_change (company_id, order_id) where state = 'open';
call kernel.protect('orders.proposed_change', 'select, insert');
grant update (state) on orders.proposed_change to baton_app;

create view orders.read_order with (security_invoker = true) as
  select company_id, order_id, number, customer_id, customer_number, owner_id, state, currency, prices_include_tax, payment_method, invoice_basis, term_days,
         contact_name, recipient, phone, region, street, tax_id, requested_on, promised_on, ordered_on, summary, net, tax, given_tax, freight, rounding, gross, exposure,
         invoiced, credited, paid, shipped_progress, signed_progress, invoiced_progress, paid_progress, reserved_progress,
         hold_kind, hold_reason, hold_until, credit_until, holder_id, holder_department_id, held_since, offered, import_key, created_at, updated_at, version
    from orders.sales_order;
create view orders.read_line with (security_invoker = true) as
  select company_id, order_id, line, item_id, kind, description, unit, quantity, unit_price, tax_code, tax_rate, net, tax, gross, requested_on, promised_on,
         short_closed, reserved, shipped, signed, invoiced
    from orders.line where not removed;
grant select on orders.read_order, orders.read_line to baton_app, baton_verify;
