-- Files that people bring in: their rows, what became of each, and what is remembered for the next file.

create schema imports;
grant usage on schema imports to baton_app, baton_verify;

create table imports.import (
  company_id uuid not null default kernel.company(),
  import_id uuid not null,
  kind text not null check (kind in ('customers', 'items', 'stock', 'persons', 'orders')),
  file_name text not null,
  encoding text not null,
  -- The headings of the columns, and the field that each fills; null: the column is left out.
  headings jsonb not null,
  fields jsonb not null,
  state text not null check (state in ('mapping', 'checking', 'checked', 'importing', 'done')),
  -- How many rows the file has, and how many are in each state; the rest is not looked at yet.
  rows integer not null check (rows >= 0),
  ready integer not null default 0 check (ready >= 0),
  wrong integer not null default 0 check (wrong >= 0),
  existing integer not null default 0 check (existing >= 0),
  created integer not null default 0 check (created >= 0),
  updated integer not null default 0 check (updated >= 0),
  -- Whether rows change what is there; else it stays, and what differs is named.
  updates boolean not null default false,
  -- Up to which line the check or the import that is running has come.
  reached integer not null default 0,
  -- Why the last check or import stopped before its end, as {zh, en}.
  stopped_because jsonb,
  created_by uuid not null,
  created_at timestamptz not null,
  -- Who started the check or the import: it is done in this person's name, with this person's rights.
  started_by uuid,
  finished_at timestamptz,
  version integer not null default 1,
  primary key (company_id, import_id),
  foreign key (company_id, created_by) references people.person (company_id, person_id),
  foreign key (company_id, started_by) references people.person (company_id, person_id),
  check (ready + wrong + existing + created + updated <= rows)
) with (fillfactor = 50);
create index import_created on imports.import (company_id, created_at desc, import_id desc);
create index import_own on imports.import (company_id, created_by, created_at desc, import_id desc);
call kernel.protect('imports.import', 'select, insert, update');

-- One row of a file by its line there. Rows of one order share a key and have its first line as their lead; all others lead themselves.
create table imports.file_row (
  company_id uuid not null default kernel.company(),
  import_id uuid not null,
  line integer not null check (line >= 1),
  lead integer not null,
  key text,
  cells jsonb not null,
  -- What the reader could not make sense of, before any meaning is asked for.
  broken text,
  state text not null default 'new' check (state in ('new', 'ready', 'wrong', 'existing', 'created', 'updated')),
  -- What is wrong, by column, with reason and cure as {column, code, zh, en}.
  faults jsonb not null default '[]',
  subject_id uuid,
  primary key (company_id, import_id, line),
  foreign key (company_id, import_id) references imports.import,
  check (lead <= line)
) with (fillfactor = 70);
create index file_row_lead on imports.file_row (company_id, import_id, lead, line);
create index file_row_key on imports.file_row (company_id, import_id, key, line);
create index file_row_state on imports.file_row (company_id, import_id, state, line);
call kernel.protect('imports.file_row', 'select, insert, update');

-- Which field a heading filled the last time, so that the next file of the kind is mapped by itself.
create table imports.heading (
  company_id uuid not null default kernel.company(),
  kind text not null,
  heading text not null,
  field text,
  primary key (company_id, kind, heading)
);
call kernel.protect('imports.heading', 'select, insert, update');

-- The row keys of subjects that have no key of their own: an order's key in the file it came from.
create table imports.key (
  company_id uuid not null default kernel.company(),
  kind text not null,
  key text not null,
  subject_id uuid not null,
  import_id uuid not null,
  primary key (company_id, kind, key),
  foreign key (company_id, import_id) references imports.import
);
call kernel.protect('imports.key', 'select, insert');

-- Locked by whoever imports rows of a kind, so that two files at once cannot create the same thing twice.
create table imports.turn (
  company_id uuid not null default kernel.company(),
  kind text not null,
  primary key (company_id, kind)
);
call kernel.protect('imports.turn', 'select, insert, update');
