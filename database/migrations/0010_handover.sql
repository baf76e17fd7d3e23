-- What a handover adds to the offer: the batch, the sheet, the checks that were seen.

create schema handover;
grant usage on schema handover to baton_app, baton_verify;

create table handover.batch (
  company_id uuid not null default kernel.company(),
  batch_id uuid not null,
  offered_by uuid not null,
  offered_at timestamptz not null,
  primary key (company_id, batch_id),
  foreign key (company_id, offered_by) references people.person (company_id, person_id)
);
call kernel.protect('handover.batch', 'select, insert');

create table handover.package (
  company_id uuid not null default kernel.company(),
  offer_id uuid not null,
  -- What the sender writes for the receiver; the sheet's computed part is frozen at acceptance.
  note text not null default '',
  next_action text not null default '',
  next_action_due timestamptz,
  afterwards text not null default 'read' check (afterwards in ('none', 'read')),
  afterwards_until timestamptz,
  checks jsonb not null,
  sheet jsonb,
  sheet_frozen_at timestamptz,
  primary key (company_id, offer_id),
  foreign key (company_id, offer_id) references custody.offer
);
call kernel.protect('handover.package', 'select, insert');
grant update (sheet, sheet_frozen_at) on handover.package to baton_app;

create schema notices;
grant usage on schema notices to baton_app, baton_verify;

-- What concerns a person, one row per subject and box: what happens again brings it back to the top, unread.
create table notices.notice (
  company_id uuid not null default kernel.company(),
  notice_id uuid not null,
  person_id uuid not null,
  box text not null check (box in ('accept', 'todo', 'mention', 'copied')),
  subject_kind text not null,
  subject_id uuid not null,
  -- The last event, by type and place in its chain, and how many since it was read.
  type text not null,
  event_kind text not null,
  event_id uuid not null,
  sequence integer not null,
  times integer not null check (times >= 1),
  actor_id uuid,
  noticed_at timestamptz not null,
  read_at timestamptz,
  primary key (company_id, notice_id),
  unique (company_id, person_id, box, subject_kind, subject_id),
  foreign key (company_id, person_id) references people.person (company_id, person_id),
  foreign key (company_id, event_kind, event_id, sequence) references kernel.event
);
create index notice_person on notices.notice (company_id, person_id, noticed_at desc, notice_id desc);
create index notice_box on notices.notice (company_id, person_id, box, noticed_at desc, notice_id desc);
create index notice_unread on notices.notice (company_id, person_id, box) where read_at is null;
call kernel.protect('notices.notice', 'select, insert, update');
