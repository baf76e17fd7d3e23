-- Who holds what, since when, the open offer, and the work of departments.

create schema custody;
grant usage on schema custody to baton_app, baton_verify;

-- One chain per subject. A row's end and its successor's start are one value, written in one statement; the foreign key to the
-- predecessor makes gaps and overlaps impossible, the partial index allows one open row only.
create table custody.custody (
  company_id uuid not null default kernel.company(),
  subject_kind text not null,
  subject_id uuid not null,
  sequence integer not null,
  previous integer generated always as (nullif(sequence - 1, 0)) stored,
  since timestamptz not null,
  until timestamptz,
  kind text not null check (kind in ('held', 'pool', 'closed')),
  holder_id uuid,
  -- The pool, or the holder's department at that time; none on a closed row.
  department_id uuid,
  entered text not null check (entered in ('created', 'accepted', 'claimed', 'assigned', 'returned', 'reversed', 'pooled', 'closed', 'reopened', 'imported')),
  actor_id uuid,
  offer_id uuid,
  reason text,
  holder_active boolean generated always as (case when until is null and holder_id is not null then true end) stored,
  pool_active boolean generated always as (case when until is null and kind = 'pool' then true end) stored,
  primary key (company_id, subject_kind, subject_id, sequence),
  unique (company_id, subject_kind, subject_id, sequence, until),
  foreign key (company_id, subject_kind, subject_id, previous, since)
    references custody.custody (company_id, subject_kind, subject_id, sequence, until),
  foreign key (company_id, holder_id, holder_active) references people.person (company_id, person_id, active),
  foreign key (company_id, department_id) references people.department,
  foreign key (company_id, department_id, pool_active) references people.department (company_id, department_id, active),
  check (sequence >= 1),
  check (until >= since),
  check ((kind = 'held') = (holder_id is not null)),
  check ((kind = 'closed') = (department_id is null))
) with (fillfactor = 90);
create unique index custody_open on custody.custody (company_id, subject_kind, subject_id) where until is null;
create index custody_holder on custody.custody (company_id, holder_id, subject_kind) where until is null and holder_id is not null;
create index custody_pool on custody.custody (company_id, department_id, subject_kind) where until is null and holder_id is null;
call kernel.protect('custody.custody', 'select, insert');
grant update (until) on custody.custody to baton_app;

-- A package: one receiver, one or more subjects, one answer.
create table custody.offer (
  company_id uuid not null default kernel.company(),
  offer_id uuid not null,
  batch_id uuid not null,
  number text not null,
  from_id uuid not null,
  to_person_id uuid,
  to_department_id uuid,
  kind text not null default 'handover' check (kind in ('handover', 'return', 'reverse')),
  state text not null check (state in ('offered', 'accepted', 'declined', 'recalled', 'lapsed', 'ended', 'reversed')),
  version integer not null default 1,
  reason text not null,
  offered_at timestamptz not null,
  answer_by timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  answer_reason text,
  primary key (company_id, offer_id),
  unique (company_id, number),
  foreign key (company_id, from_id) references people.person (company_id, person_id),
  foreign key (company_id, to_person_id) references people.person (company_id, person_id),
  foreign key (company_id, to_department_id) references people.department,
  check ((to_person_id is null) <> (to_department_id is null))
) with (fillfactor = 80);
create index offer_inbox on custody.offer (company_id, to_person_id, offered_at desc, offer_id desc) where state = 'offered';
create index offer_answered on custody.offer (company_id, to_person_id, offered_at desc, offer_id desc) where state <> 'offered';
create index offer_sent on custody.offer (company_id, from_id, offered_at desc, offer_id desc);
create index offer_pool on custody.offer (company_id, to_department_id, offered_at desc, offer_id desc) where to_department_id is not null;
create index offer_deadline on custody.offer (company_id, answer_by) where state = 'offered';
create index offer_batch on custody.offer (company_id, batch_id);
call kernel.protect('custody.offer', 'select, insert, update');

create table custody.offer_subject (
  company_id uuid not null default kernel.company(),
  offer_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  open boolean not null default true,
  -- It was closed while it waited, so it left the package before the answer.
  dropped boolean not null default false,
  -- The custody row that this subject had when it was offered.
  sequence integer not null,
  primary key (company_id, offer_id, subject_kind, subject_id),
  foreign key (company_id, offer_id) references custody.offer,
  foreign key (company_id, subject_kind, subject_id, sequence) references custody.custody
) with (fillfactor = 80);
create unique index offer_subject_open on custody.offer_subject (company_id, subject_kind, subject_id) where open;
create index offer_subject_past on custody.offer_subject (company_id, subject_kind, subject_id, offer_id);
call kernel.protect('custody.offer_subject', 'select, insert, update');

-- Who may read a subject because of a relation to it: owner, holder, holder of a task, watcher (with an end), a department's pool.
create table custody.visible (
  company_id uuid not null default kernel.company(),
  -- A person with the department of that time, or a department's pool (then both are the department).
  viewer_id uuid not null,
  department_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  because text not null check (because in ('owner', 'holder', 'task', 'watcher', 'offered', 'former')),
  until timestamptz,
  primary key (company_id, viewer_id, subject_kind, subject_id, because)
);
create index visible_department on custody.visible (company_id, department_id, subject_kind, subject_id);
create index visible_subject on custody.visible (company_id, subject_kind, subject_id);
call kernel.protect('custody.visible', 'select, insert, update, delete');

create schema tasks;
grant usage on schema tasks to baton_app, baton_verify;

create table tasks.task (
  company_id uuid not null default kernel.company(),
  task_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null check (kind in ('follow_up', 'pick', 'shortage', 'deliver', 'perform', 'settle')),
  department_id uuid not null,
  -- Whose work it is, as its custody says, so that a list finds it in its order; none in a pool and once it has ended.
  holder_id uuid,
  state text not null check (state in ('open', 'done', 'cancelled')),
  -- The fact that ends the task; nobody ticks it off by hand.
  waits_for text not null,
  due_on date,
  -- The lines of the subject that are to be worked on, and how much of each, millionths; side by side.
  lines integer[] not null default '{}',
  quantities bigint[] not null default '{}',
  opened_at timestamptz not null,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (company_id, task_id),
  foreign key (company_id, department_id) references people.department,
  check (cardinality(lines) = cardinality(quantities) and 0 < all (quantities)),
  -- Work ends with its custody, at one instant; whoever finds the custody moved meanwhile has no end to write.
  constraint task_ended check ((state = 'open') = (ended_at is null))
) with (fillfactor = 80);
create index task_subject on tasks.task (company_id, subject_kind, subject_id);
create unique index task_open_kind on tasks.task (company_id, subject_kind, subject_id, kind) where state = 'open';
create index task_pool on tasks.task (company_id, department_id, (case when due_on is null then 'infinity' else due_on end), task_id)
  where state = 'open' and holder_id is null;
create index task_holder on tasks.task (company_id, holder_id, (case when due_on is null then 'infinity' else due_on end), task_id)
  where state = 'open' and holder_id is not null;
call kernel.protect('tasks.task', 'select, insert, update');

create schema notes;
grant usage on schema notes to baton_app, baton_verify;

create table notes.note (
  company_id uuid not null default kernel.company(),
  note_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  author_id uuid not null,
  kind text not null default 'follow_up' check (kind in ('follow_up', 'message')),
  text text not null check (length(text) between 1 and 4000),
  remind_on date,
  done_at timestamptz,
  written_at timestamptz not null,
  primary key (company_id, note_id),
  foreign key (company_id, author_id) references people.person (company_id, person_id)
);
create index note_subject on notes.note (company_id, subject_kind, subject_id, written_at desc);
create index note_due on notes.note (company_id, author_id, remind_on) where remind_on is not null and done_at is null;
call kernel.protect('notes.note', 'select, insert, update');

-- A file of a subject. One that was removed keeps its name and its hash, so that the journal still says what it was; its bytes are gone.
create table notes.attachment (
  company_id uuid not null default kernel.company(),
  attachment_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size integer not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  content bytea,
  -- Nobody of the company: a customer, by a link.
  added_by uuid,
  added_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  primary key (company_id, attachment_id),
  foreign key (company_id, added_by) references people.person (company_id, person_id),
  foreign key (company_id, removed_by) references people.person (company_id, person_id),
  check ((content is null) = (removed_at is not null) and (removed_at is null) = (removed_by is null)),
  check (length(content) = size)
);
create index attachment_subject on notes.attachment (company_id, subject_kind, subject_id, added_at);
call kernel.protect('notes.attachment', 'select, insert');
grant update (content, removed_by, removed_at) on notes.attachment to baton_app;

create table notes.watcher (
  company_id uuid not null default kernel.company(),
  subject_kind text not null,
  subject_id uuid not null,
  person_id uuid not null,
  until timestamptz,
  -- Copied by somebody who answers for the subject, which lets the person read. Who watches by themselves reads only as long as they may anyway.
  copied boolean not null,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (company_id, subject_kind, subject_id, person_id),
  foreign key (company_id, person_id) references people.person (company_id, person_id),
  foreign key (company_id, added_by) references people.person (company_id, person_id)
);
create index watcher_person on notes.watcher (company_id, person_id, subject_kind, subject_id);
call kernel.protect('notes.watcher', 'select, insert, update, delete');

create schema approvals;
grant usage on schema approvals to baton_app, baton_verify;

create table approvals.approval (
  company_id uuid not null default kernel.company(),
  approval_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'withdrawn')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  facts jsonb not null,
  -- The right that a decider needs.
  decider_right text not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  amount bigint,
  valid_until timestamptz,
  version integer not null default 1,
  primary key (company_id, approval_id),
  check ((state in ('approved', 'rejected')) = (decided_by is not null)),
  check (decided_by is distinct from requested_by or decided_by is null)
);
create unique index approval_open on approvals.approval (company_id, subject_kind, subject_id, kind) where state = 'open';
create index approval_waiting on approvals.approval (company_id, requested_at, approval_id) where state = 'open';
create index approval_subject on approvals.approval (company_id, subject_kind, subject_id);
call kernel.protect('approvals.approval', 'select, insert, update');

create view custody.read_current with (security_invoker = true) as
  select company_id, subject_kind, subject_id, sequence, kind, holder_id, department_id, since, entered
    from custody.custody where until is null;
create view custody.read_segment with (security_invoker = true) as
  select company_id, subject_kind, subject_id, sequence, kind, holder_id, department_id, since, until, entered, actor_id, offer_id, reason
    from custody.custody;
create view custody.read_visible with (security_invoker = true) as
  select company_id, viewer_id, department_id, subject_kind, subject_id, because, until from custody.visible;
create view custody.read_offer with (security_invoker = true) as
  select o.company_id, o.offer_id, o.number, o.batch_id, o.from_id, o.to_person_id, o.to_department_id, o.kind, o.state, o.version, o.reason,
         o.offered_at, o.answer_by, o.answered_at, o.answered_by, o.answer_reason, s.subject_kind, s.subject_id, s.open, s.dropped, s.sequence
    from custody.offer o join custody.offer_subject s on s.company_id = o.company_id and s.offer_id = o.offer_id;
create view custody.read_package with (security_invoker = true) as
  select company_id, offer_id, number, batch_id, from_id, to_person_id, to_department_id, kind, state, version, reason, offered_at, answer_by, answered_at,
         answered_by, answer_reason
    from custody.offer;
create view tasks.read_task with (security_invoker = true) as
  select company_id, task_id, subject_kind, subject_id, kind, department_id, state, waits_for, due_on, opened_at, ended_at, version from tasks.task;
grant select on custody.read_current, custody.read_segment, custody.read_visible, custody.read_offer, custody.read_package, tasks.read_task to baton_app, baton_verify;

create view approvals.read_approval with (security_invoker = true) as
  select company_id, approval_id, subject_kind, subject_id, kind, state, requested_by, requested_at, facts, decider_right, decided_by, decided_at, reason, valid_until
    from approvals.approval;
create view notes.read_note with (security_invoker = true) as
  select company_id, note_id, subject_kind, subject_id, author_id, kind, text, remind_on, done_at, written_at from notes.note;
create view notes.read_attachment with (security_invoker = true) as
  select company_id, attachment_id, subject_kind, subject_id, name, media_type, size, added_by, added_at from notes.attachment where removed_at is null;
create view notes.read_watcher with (security_invoker = true) as
  select company_id, subject_kind, subject_id, person_id, until, copied, added_by, added_at from notes.watcher;
grant select on approvals.read_approval, notes.read_note, notes.read_attachment, notes.read_watcher to baton_app, baton_verify;
