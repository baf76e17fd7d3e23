-- Departments, persons, their calendars and leave.

create schema people;
grant usage on schema people to baton_app, baton_verify;

-- A working calendar: the company's own, which every department follows that names no other.
create table people.calendar (
  company_id uuid not null default kernel.company(),
  calendar_id uuid not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  standard boolean not null default false,
  version integer not null default 1,
  primary key (company_id, calendar_id)
);
create unique index calendar_standard on people.calendar (company_id) where standard;
call kernel.protect('people.calendar', 'select, insert, update');

create table people.department (
  company_id uuid not null default kernel.company(),
  department_id uuid not null,
  parent_id uuid,
  number text not null,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('sales', 'tracking', 'finance', 'planning', 'buying', 'store', 'shop', 'shipping', 'management')),
  head_id uuid,
  calendar_id uuid,
  active boolean not null default true,
  version integer not null default 1,
  -- Part of the keys to the department above and to the head, so that the database itself refuses to close or to disable those.
  parent_active boolean generated always as (case when active and parent_id is not null then true end) stored,
  head_active boolean generated always as (case when active and head_id is not null then true end) stored,
  primary key (company_id, department_id),
  unique (company_id, number),
  unique (company_id, department_id, active),
  foreign key (company_id, parent_id) references people.department,
  foreign key (company_id, calendar_id) references people.calendar,
  foreign key (company_id, parent_id, parent_active) references people.department (company_id, department_id, active)
);
create index department_parent on people.department (company_id, parent_id);
create index department_head on people.department (company_id, head_id);
call kernel.protect('people.department', 'select, insert, update');

create table people.person (
  company_id uuid not null default kernel.company(),
  person_id uuid not null,
  number text not null,
  name text not null check (name <> ''),
  department_id uuid not null,
  position text not null default '',
  email text,
  phone text,
  -- How many open orders and tasks the person can carry at once; null: not limited.
  load_ceiling integer check (load_ceiling > 0),
  active boolean not null default true,
  version integer not null default 1,
  department_active boolean generated always as (case when active then true end) stored,
  primary key (company_id, person_id),
  unique (company_id, number),
  -- What the custody's foreign key points at, so that who holds something cannot be made inactive.
  unique (company_id, person_id, active),
  foreign key (company_id, department_id) references people.department,
  foreign key (company_id, department_id, department_active) references people.department (company_id, department_id, active)
);
create index person_name on people.person (company_id, name);
create index person_department on people.person (company_id, department_id);
call kernel.protect('people.person', 'select, insert, update');
alter table people.department add foreign key (company_id, head_id) references people.person (company_id, person_id);
alter table people.department add foreign key (company_id, head_id, head_active) references people.person (company_id, person_id, active);
alter table access.membership add foreign key (company_id, person_id) references people.person (company_id, person_id);
alter table access.person_role add foreign key (company_id, person_id) references people.person (company_id, person_id);

-- The working week of a calendar: minutes from midnight in the company's time zone.
create table people.shift (
  company_id uuid not null default kernel.company(),
  calendar_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null check (from_minute between 0 and 1440),
  to_minute smallint not null check (to_minute between 0 and 1440),
  primary key (company_id, calendar_id, weekday, from_minute),
  foreign key (company_id, calendar_id) references people.calendar,
  check (to_minute > from_minute)
);
call kernel.protect('people.shift', 'select, insert, update, delete');

-- Days that differ from the working week: public holidays, and weekend days worked in their place.
create table people.calendar_day (
  company_id uuid not null default kernel.company(),
  calendar_id uuid not null,
  day date not null,
  working boolean not null,
  name text not null,
  primary key (company_id, calendar_id, day),
  foreign key (company_id, calendar_id) references people.calendar
);
call kernel.protect('people.calendar_day', 'select, insert, update, delete');

create table people.leave (
  company_id uuid not null default kernel.company(),
  leave_id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null default '',
  recorded_by uuid not null,
  cancelled boolean not null default false,
  primary key (company_id, leave_id),
  foreign key (company_id, person_id) references people.person (company_id, person_id),
  check (until_at > from_at)
);
create index leave_person on people.leave (company_id, person_id, until_at);
create index leave_time on people.leave (company_id, until_at, leave_id);
call kernel.protect('people.leave', 'select, insert, update');

create view people.read_department with (security_invoker = true) as
  select company_id, department_id, parent_id, number, name_zh, name_en, kind, head_id, active from people.department;
create view people.read_person with (security_invoker = true) as
  select p.company_id, p.person_id, p.number, p.name, p.department_id, p.position, p.load_ceiling, p.active,
         d.name_zh as department_zh, d.name_en as department_en, d.kind as department_kind, p.phone, p.email
    from people.person p join people.department d on d.company_id = p.company_id and d.department_id = p.department_id;
create view people.read_leave with (security_invoker = true) as
  select company_id, person_id, from_at, until_at from people.leave where not cancelled;
grant select on people.read_department, people.read_person, people.read_leave to baton_app, baton_verify;
