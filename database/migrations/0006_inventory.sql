-- Warehouses, balances, moves, reservations.

create schema inventory;
grant usage on schema inventory to baton_app, baton_verify;

create table inventory.warehouse (
  company_id uuid not null default kernel.company(),
  warehouse_id uuid not null,
  number text not null,
  name_zh text not null,
  name_en text not null,
  -- Reservations take from the lowest priority number first.
  priority smallint not null default 1,
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, warehouse_id),
  unique (company_id, number)
);
call kernel.protect('inventory.warehouse', 'select, insert, update');

-- The guarded total per item and warehouse. Quantities in millionths of the item's unit; value in minor units.
create table inventory.balance (
  company_id uuid not null default kernel.company(),
  item_id uuid not null,
  warehouse_id uuid not null,
  on_hand bigint not null default 0 check (on_hand >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  value bigint not null default 0 check (value >= 0),
  primary key (company_id, item_id, warehouse_id),
  foreign key (company_id, item_id) references catalog.item,
  foreign key (company_id, warehouse_id) references inventory.warehouse,
  check (reserved <= on_hand),
  -- No value stays without goods.
  check (on_hand > 0 or value = 0)
) with (fillfactor = 50);
call kernel.protect('inventory.balance', 'select, insert, update');

-- From and to stand in one row; an empty side is the outside (supplier, customer, count).
create table inventory.move (
  company_id uuid not null default kernel.company(),
  move_id uuid not null,
  item_id uuid not null,
  from_warehouse_id uuid,
  to_warehouse_id uuid,
  quantity bigint not null check (quantity > 0),
  value bigint not null,
  kind text not null check (kind in ('opening', 'receipt', 'adjustment', 'transfer', 'shipment', 'reversal')),
  document_kind text not null,
  document_id uuid not null,
  moved_at timestamptz not null,
  actor_id uuid,
  reason text,
  primary key (company_id, move_id),
  foreign key (company_id, item_id) references catalog.item,
  foreign key (company_id, from_warehouse_id) references inventory.warehouse,
  foreign key (company_id, to_warehouse_id) references inventory.warehouse,
  check (from_warehouse_id is not null or to_warehouse_id is not null),
  check (from_warehouse_id is distinct from to_warehouse_id)
);
create index move_item on inventory.move (company_id, item_id, moved_at desc, move_id desc);
-- What was in stock at the start, which an import brings in once for an item in a warehouse.
create index move_opening on inventory.move (company_id, item_id, to_warehouse_id) where kind = 'opening';
create index move_document on inventory.move (company_id, document_kind, document_id);
call kernel.protect('inventory.move', 'select, insert');

-- Stock held for a demand (an order's line). One row per demand and warehouse; it is deleted when nothing is left.
create table inventory.reservation (
  company_id uuid not null default kernel.company(),
  demand_kind text not null,
  demand_id uuid not null,
  demand_line integer not null,
  item_id uuid not null,
  warehouse_id uuid not null,
  quantity bigint not null check (quantity > 0),
  reserved_at timestamptz not null,
  primary key (company_id, demand_kind, demand_id, demand_line, warehouse_id),
  foreign key (company_id, item_id, warehouse_id) references inventory.balance
);
create index reservation_stock on inventory.reservation (company_id, item_id, warehouse_id);
call kernel.protect('inventory.reservation', 'select, insert, update, delete');

create view inventory.read_warehouse with (security_invoker = true) as
  select company_id, warehouse_id, number, name_zh, name_en, priority, active from inventory.warehouse;
create view inventory.read_balance with (security_invoker = true) as
  select company_id, item_id, warehouse_id, on_hand, reserved, value from inventory.balance;
create view inventory.read_reservation with (security_invoker = true) as
  select company_id, demand_kind, demand_id, demand_line, item_id, warehouse_id, quantity, reserved_at from inventory.reservation;
create view inventory.read_move with (security_invoker = true) as
  select company_id, move_id, item_id, from_warehouse_id, to_warehouse_id, quantity, value, kind, document_kind, document_id,
         moved_at, actor_id, reason
    from inventory.move;
grant select on inventory.read_warehouse, inventory.read_balance, inventory.read_reservation, inventory.read_move
  to baton_app, baton_verify;
