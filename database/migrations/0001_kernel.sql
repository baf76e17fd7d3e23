-- What every module stands on: the company of a session, protection of tables, events and their chains,
-- replies kept for replays, counters.

create schema kernel;
grant usage on schema kernel to baton_app, baton_verify;

-- The company of the running transaction. Without the setting no row is seen and none can be written.
create function kernel.company() returns uuid language sql stable parallel safe
  return nullif(current_setting('baton.company', true), '')::uuid;

-- Puts a table under forced row-level security by company and grants the application what it needs, never more.
create procedure kernel.protect(guarded regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', guarded);
  execute format('create policy company on %s using (company_id = kernel.company()) with check (company_id = kernel.company())', guarded);
  execute format('create policy verify on %s for select to baton_verify using (true)', guarded);
  execute format('grant %s on %s to baton_app', privileges, guarded);
  execute format('grant select on %s to baton_verify', guarded);
end $$;

-- One row is outbox, timeline and audit at once. `bytes` is the exact text that the hash covers; readers take data from it.
create table kernel.event (
  company_id uuid not null default kernel.company(),
  subject_kind text not null,
  subject_id uuid not null,
  sequence integer not null check (sequence >= 1),
  type text not null,
  recorded_at timestamptz not null,
  actor_id uuid,
  on_behalf_of uuid,
  bytes text not null,
  hash bytea not null check (length(hash) = 32),
  primary key (company_id, subject_kind, subject_id, sequence)
);
call kernel.protect('kernel.event', 'select, insert');

create table kernel.chain (
  company_id uuid not null default kernel.company(),
  subject_kind text not null,
  subject_id uuid not null,
  sequence integer not null,
  hash bytea not null check (length(hash) = 32),
  primary key (company_id, subject_kind, subject_id)
) with (fillfactor = 80);
call kernel.protect('kernel.chain', 'select, insert, update');

-- A reaction that is still owed. The worker deletes the row in the transaction of the effect, so the effect happens once.
-- Workers serve all companies, so this queue has no row-level security; it holds no business data.
create table kernel.reaction_due (
  company_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  sequence integer not null,
  reaction text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  parked_reason text,
  primary key (company_id, subject_kind, subject_id, sequence, reaction)
);
create index reaction_due_next on kernel.reaction_due (reaction, due_at) where parked_reason is null;
grant select, insert, update, delete on kernel.reaction_due to baton_app;
grant select on kernel.reaction_due to baton_verify;

create table kernel.idempotency (
  company_id uuid not null default kernel.company(),
  actor_id uuid not null,
  key text not null check (length(key) between 8 and 200),
  request_hash bytea not null,
  status smallint not null,
  reply text not null,
  created_at timestamptz not null,
  primary key (company_id, actor_id, key)
);
call kernel.protect('kernel.idempotency', 'select, insert, delete');

-- Rises with every change of rights, roles, memberships or the company's settings, so that what servers remember is known to be stale.
create table kernel.rights_version (
  company_id uuid primary key default kernel.company(),
  version bigint not null
);
call kernel.protect('kernel.rights_version', 'select, insert, update');

create table kernel.counter (
  company_id uuid not null default kernel.company(),
  series text not null,
  next bigint not null constraint counter_in_order check (next >= 1),
  -- The day of the last number, for series whose numbers follow the calendar.
  last_on date,
  primary key (company_id, series)
) with (fillfactor = 50);
call kernel.protect('kernel.counter', 'select, insert, update');

-- Search by equality and range on small pieces: under row-level security trigram indexes are not used.
create table kernel.search_token (
  company_id uuid not null default kernel.company(),
  subject_kind text not null,
  token text collate "C" not null,
  subject_id uuid not null,
  primary key (company_id, subject_kind, token, subject_id)
);
create index search_token_subject on kernel.search_token (company_id, subject_kind, subject_id, token);
call kernel.protect('kernel.search_token', 'select, insert, delete');

-- Whether the first data of this installation is whole. A start that was killed on the way begins again from nothing.
create table kernel.first_data (
  one boolean primary key default true check (one),
  state text not null check (state in ('begun', 'whole'))
);
grant select on kernel.first_data to baton_verify;
