-- Shipments and their sign-off.

create schema delivery;
grant usage on schema delivery to baton_app, baton_verify;

create table delivery.delivery (
  company_id uuid not null default kernel.company(),
  delivery_id uuid not null,
  number text not null,
  order_id uuid not null,
  customer_id uuid not null,
  state text not null check (state in ('shipped', 'signed', 'reversed')),
  carrier text not null default '',
  tracking_number text not null default '',
  recipient text not null,
  phone text not null,
  region text not null default '',
  street text not null,
  note text not null default '',
  shipped_at timestamptz not null,
  shipped_by uuid not null,
  signed_at timestamptz,
  -- The day on which the goods were received, as whoever signed says.
  signed_on date,
  -- Who signed for the goods, and how: the customer's link, staff, the company's policy after so many days, or before an import brought it.
  signed_name text,
  signed_how text check (signed_how in ('link', 'staff', 'policy', 'imported')),
  signed_by uuid,
  rating smallint check (rating between 1 and 5),
  remark text,
  version integer not null default 1,
  primary key (company_id, delivery_id),
  unique (company_id, number),
  foreign key (company_id, order_id) references orders.sales_order,
  check ((state = 'signed') = (signed_at is not null and signed_on is not null and signed_how is not null))
) with (fillfactor = 80);
create index delivery_order on delivery.delivery (company_id, order_id);
create index delivery_customer on delivery.delivery (company_id, customer_id, shipped_at desc, delivery_id desc);
create index delivery_shipped on delivery.delivery (company_id, shipped_at desc, delivery_id desc);
create index delivery_state on delivery.delivery (company_id, state, shipped_at desc, delivery_id desc);
create index delivery_unsigned on delivery.delivery (company_id, shipped_at) where state = 'shipped';
call kernel.protect('delivery.delivery', 'select, insert, update');

create table delivery.line (
  company_id uuid not null default kernel.company(),
  delivery_id uuid not null,
  line integer not null,
  order_id uuid not null,
  order_line integer not null,
  item_id uuid not null,
  warehouse_id uuid not null,
  quantity bigint not null check (quantity > 0),
  -- Cost of the goods shipped, minor units; how much of it has become cost of sales, and how much was short or damaged. The rest is in transit.
  cost bigint not null,
  cost_released bigint not null default 0,
  cost_lost bigint not null default 0,
  signed bigint not null default 0 check (signed >= 0),
  short bigint not null default 0 check (short >= 0),
  damaged bigint not null default 0 check (damaged >= 0),
  invoiced bigint not null default 0 check (invoiced >= 0),
  remark text not null default '',
  primary key (company_id, delivery_id, line),
  foreign key (company_id, delivery_id) references delivery.delivery,
  foreign key (company_id, order_id, order_line) references orders.line,
  foreign key (company_id, item_id) references catalog.item,
  foreign key (company_id, warehouse_id) references inventory.warehouse,
  check (signed + short + damaged <= quantity),
  check (invoiced + short + damaged <= quantity)
) with (fillfactor = 80);
create index delivery_line_order on delivery.line (company_id, order_id, order_line);
call kernel.protect('delivery.line', 'select, insert, update');

-- A link for somebody without an account. Looked up before the company is known; the token itself is never stored.
create table delivery.link (
  token_hash bytea primary key,
  company_id uuid not null references access.company,
  kind text not null check (kind in ('sign', 'track')),
  subject_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
grant insert on delivery.link to baton_app;
grant select on delivery.link to baton_verify;

-- A customer's link to follow an order. Whether it still opens is decided here, so that a lapsed or revoked one can say so.
create table delivery.tracking (
  company_id uuid not null default kernel.company(),
  tracking_id uuid not null,
  order_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_by uuid,
  revoked_at timestamptz,
  primary key (company_id, tracking_id),
  foreign key (company_id, order_id) references orders.sales_order,
  foreign key (company_id, created_by) references people.person (company_id, person_id),
  foreign key (company_id, revoked_by) references people.person (company_id, person_id),
  check (expires_at > created_at),
  check ((revoked_at is null) = (revoked_by is null))
);
create index tracking_order on delivery.tracking (company_id, order_id, created_at desc);
call kernel.protect('delivery.tracking', 'select, insert');
grant update (revoked_by, revoked_at) on delivery.tracking to baton_app;

create function delivery.find_link(wanted bytea, at timestamptz)
  returns table (company_id uuid, kind text, subject_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select l.company_id, l.kind, l.subject_id from delivery.link l where l.token_hash = wanted and l.expires_at > at;
end;
revoke all on all functions in schema delivery from public;
grant execute on all functions in schema delivery to baton_app;

create view delivery.read_delivery with (security_invoker = true) as
  select company_id, delivery_id, number, order_id, customer_id, state, carrier, tracking_number, shipped_at, shipped_by, signed_at, signed_on, signed_how, version
    from delivery.delivery;
create view delivery.read_line with (security_invoker = true) as
  select company_id, delivery_id, line, order_id, order_line, item_id, warehouse_id, quantity, cost, cost_released, cost_lost, signed, short, damaged, invoiced
    from delivery.line;
grant select on delivery.read_delivery, delivery.read_line to baton_app, baton_verify;
