-- Customers with credit, items with prices, and the ledger's accounts.

create schema partners;
grant usage on schema partners to baton_app, baton_verify;

create table partners.customer (
  company_id uuid not null default kernel.company(),
  customer_id uuid not null,
  number text not null,
  name text not null check (name <> ''),
  short_name text not null default '',
  tax_id text,
  region text not null default '',
  payment_method text not null default 'transfer' check (payment_method in ('transfer', 'cash', 'card', 'draft', 'online')),
  -- What is invoiced, signed or shipped quantity, and how many days after it the money is due.
  invoice_basis text not null default 'signed' check (invoice_basis in ('signed', 'shipped')),
  term_days integer not null default 30 check (term_days between 0 and 365),
  owner_id uuid,
  note text not null default '',
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (company_id, customer_id),
  unique (company_id, number),
  foreign key (company_id, owner_id) references people.person (company_id, person_id)
);
create index customer_name on partners.customer (company_id, name, customer_id);
create index customer_short_name on partners.customer (company_id, short_name, customer_id);
create index customer_owner on partners.customer (company_id, owner_id);
create index customer_created on partners.customer (company_id, created_at desc, customer_id desc);
call kernel.protect('partners.customer', 'select, insert, update');

-- The guarded total: one row, locked by every decision that raises exposure. Amounts in minor units; null limit: unlimited; 0: prepay.
create table partners.credit (
  company_id uuid not null default kernel.company(),
  customer_id uuid not null,
  credit_limit bigint check (credit_limit >= 0),
  exposure bigint not null default 0,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references partners.customer
) with (fillfactor = 50);
call kernel.protect('partners.credit', 'select, insert, update');

create table partners.contact (
  company_id uuid not null default kernel.company(),
  contact_id uuid not null,
  customer_id uuid not null,
  name text not null,
  position text not null default '',
  phone text not null default '',
  email text not null default '',
  preferred boolean not null default false,
  active boolean not null default true,
  primary key (company_id, contact_id),
  foreign key (company_id, customer_id) references partners.customer
);
create index contact_customer on partners.contact (company_id, customer_id);
call kernel.protect('partners.contact', 'select, insert, update');

create table partners.address (
  company_id uuid not null default kernel.company(),
  address_id uuid not null,
  customer_id uuid not null,
  recipient text not null,
  phone text not null,
  region text not null default '',
  street text not null,
  preferred boolean not null default false,
  active boolean not null default true,
  primary key (company_id, address_id),
  foreign key (company_id, customer_id) references partners.customer
);
create index address_customer on partners.address (company_id, customer_id);
call kernel.protect('partners.address', 'select, insert, update');

create schema catalog;
grant usage on schema catalog to baton_app, baton_verify;

create table catalog.unit (
  company_id uuid not null default kernel.company(),
  code text not null,
  name_zh text not null,
  name_en text not null,
  decimals smallint not null default 0 check (decimals between 0 and 6),
  version integer not null default 1,
  primary key (company_id, code)
);
call kernel.protect('catalog.unit', 'select, insert, update');

create table catalog.tax_rate (
  company_id uuid not null default kernel.company(),
  code text not null,
  name_zh text not null,
  name_en text not null,
  -- Millionths: 13 % is 130000.
  rate integer not null check (rate between 0 and 1000000),
  -- A change that is decided already: the rate from that day on.
  next_rate integer check (next_rate between 0 and 1000000),
  next_from date,
  -- What a new item starts with.
  preferred boolean not null default false,
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, code),
  check ((next_rate is null) = (next_from is null)),
  check (active or not preferred)
);
create unique index tax_rate_preferred on catalog.tax_rate (company_id) where preferred;
call kernel.protect('catalog.tax_rate', 'select, insert, update');

create table catalog.item (
  company_id uuid not null default kernel.company(),
  item_id uuid not null,
  number text not null,
  name text not null check (name <> ''),
  specification text not null default '',
  kind text not null check (kind in ('stock', 'service', 'freight')),
  unit text not null,
  tax_code text not null,
  category text not null default '',
  -- Millionths of the company's currency a unit, without tax.
  list_price bigint check (list_price >= 0),
  -- The lowest price that sales may give without a reviewer; null: the list price less the company's allowance.
  floor_price bigint check (floor_price >= 0),
  standard_cost bigint not null default 0 check (standard_cost >= 0),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (company_id, item_id),
  unique (company_id, number),
  foreign key (company_id, unit) references catalog.unit,
  foreign key (company_id, tax_code) references catalog.tax_rate
);
create index item_unit on catalog.item (company_id, unit);
create index item_tax on catalog.item (company_id, tax_code);
create index item_name on catalog.item (company_id, name, item_id);
call kernel.protect('catalog.item', 'select, insert, update');

-- A list of prices for the customers that it is given to; each customer has at most one.
create table catalog.price_list (
  company_id uuid not null default kernel.company(),
  price_list_id uuid not null,
  number text not null,
  name text not null check (name <> ''),
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, price_list_id),
  unique (company_id, number)
);
call kernel.protect('catalog.price_list', 'select, insert, update');

create table catalog.price_list_customer (
  company_id uuid not null default kernel.company(),
  customer_id uuid not null,
  price_list_id uuid not null,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references partners.customer,
  foreign key (company_id, price_list_id) references catalog.price_list
);
create index price_list_customers on catalog.price_list_customer (company_id, price_list_id);
call kernel.protect('catalog.price_list_customer', 'select, insert, update, delete');

-- Prices without tax, millionths; the most special row wins: the customer's own, the customer's price list, everybody's; then the highest
-- quantity step, then the latest start.
create table catalog.price (
  company_id uuid not null default kernel.company(),
  price_id uuid not null,
  item_id uuid not null,
  -- At most one of both: a customer's own price, or one of a price list.
  customer_id uuid,
  price_list_id uuid,
  from_quantity bigint not null default 0 check (from_quantity >= 0),
  unit_price bigint not null check (unit_price >= 0),
  valid_from date not null,
  valid_until date,
  primary key (company_id, price_id),
  foreign key (company_id, item_id) references catalog.item,
  foreign key (company_id, customer_id) references partners.customer,
  foreign key (company_id, price_list_id) references catalog.price_list,
  check (valid_until >= valid_from),
  check (customer_id is null or price_list_id is null)
);
create index price_item on catalog.price (company_id, item_id, customer_id);
create index price_of_list on catalog.price (company_id, price_list_id, item_id) where price_list_id is not null;
call kernel.protect('catalog.price', 'select, insert, update, delete');

create schema ledger;
grant usage on schema ledger to baton_app, baton_verify;

create table ledger.account (
  company_id uuid not null default kernel.company(),
  code text not null,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  -- What the postings stand for in the modules above; a role names exactly one account.
  role text,
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, code),
  unique (company_id, role),
  -- What is posted by rule goes to an account that is in use.
  check (active or role is null)
);
call kernel.protect('ledger.account', 'select, insert, update');

create table ledger.entry (
  company_id uuid not null default kernel.company(),
  entry_id uuid not null,
  kind text not null,
  document_kind text not null,
  document_id uuid not null,
  posted_on date not null,
  text text not null default '',
  imported boolean not null default false,
  reverses_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (company_id, entry_id),
  unique (company_id, reverses_id),
  foreign key (company_id, reverses_id) references ledger.entry
);
create index entry_document on ledger.entry (company_id, document_kind, document_id);
create index entry_posted on ledger.entry (company_id, posted_on, entry_id);
call kernel.protect('ledger.entry', 'select, insert');

-- One amount moved from the credited account to the debited one, in minor units: every entry balances by construction.
create table ledger.posting (
  company_id uuid not null default kernel.company(),
  entry_id uuid not null,
  line smallint not null,
  debit text not null,
  credit text not null,
  amount bigint not null check (amount > 0),
  customer_id uuid,
  primary key (company_id, entry_id, line),
  foreign key (company_id, entry_id) references ledger.entry,
  foreign key (company_id, debit) references ledger.account,
  foreign key (company_id, credit) references ledger.account,
  check (debit <> credit)
);
-- The entries of one account, newest first; the trial balance adds up the first index alone.
create index posting_debit on ledger.posting (company_id, debit, entry_id) include (credit, amount);
create index posting_credit on ledger.posting (company_id, credit, entry_id);
call kernel.protect('ledger.posting', 'select, insert');

-- What stood on an account when the company began to work with Baton; debit is positive. Posted once per account, against the opening balances.
create table ledger.opening (
  company_id uuid not null default kernel.company(),
  opening_id uuid not null,
  account text not null,
  opened_on date not null,
  amount bigint not null check (amount <> 0),
  opened_by uuid,
  opened_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by uuid,
  reason text,
  primary key (company_id, opening_id),
  foreign key (company_id, account) references ledger.account
);
create unique index opening_account on ledger.opening (company_id, account) where reversed_at is null;
call kernel.protect('ledger.opening', 'select, insert, update');

create view partners.read_customer with (security_invoker = true) as
  select company_id, customer_id, number, name, short_name, tax_id, region, payment_method, invoice_basis, term_days, owner_id, active, note
    from partners.customer;
create view partners.read_credit with (security_invoker = true) as
  select company_id, customer_id, credit_limit, exposure from partners.credit;
create view partners.read_contact with (security_invoker = true) as
  select company_id, contact_id, customer_id, name, position, phone, email, preferred, active from partners.contact;
create view partners.read_address with (security_invoker = true) as
  select company_id, address_id, customer_id, recipient, phone, region, street, preferred, active from partners.address;
grant select on partners.read_customer, partners.read_credit, partners.read_contact, partners.read_address to baton_app, baton_verify;

create view catalog.read_unit with (security_invoker = true) as
  select company_id, code, name_zh, name_en, decimals from catalog.unit;
create view catalog.read_tax_rate with (security_invoker = true) as
  select company_id, code, name_zh, name_en, rate, active from catalog.tax_rate;
-- Left joins, so that the planner leaves out what a query does not ask for.
create view catalog.read_item with (security_invoker = true) as
  select i.company_id, i.item_id, i.number, i.name, i.specification, i.kind, i.unit, u.name_zh as unit_name_zh, u.name_en as unit_name_en,
         u.decimals as unit_decimals, i.tax_code, t.rate as tax_rate, i.category, i.list_price, i.floor_price, i.standard_cost, i.active
    from catalog.item i
    left join catalog.unit u on u.company_id = i.company_id and u.code = i.unit
    left join catalog.tax_rate t on t.company_id = i.company_id and t.code = i.tax_code;
grant select on catalog.read_unit, catalog.read_tax_rate, catalog.read_item to baton_app, baton_verify;

create view ledger.read_account with (security_invoker = true) as
  select company_id, code, name_zh, name_en, kind, role, active from ledger.account;
create view ledger.read_entry with (security_invoker = true) as
  select company_id, entry_id, kind, document_kind, document_id, posted_on, text, imported, reverses_id, recorded_at, recorded_by
    from ledger.entry;
create view ledger.read_posting with (security_invoker = true) as
  select company_id, entry_id, line, debit, credit, amount, customer_id from ledger.posting;
grant select on ledger.read_account, ledger.read_entry, ledger.read_posting to baton_app, baton_verify;
