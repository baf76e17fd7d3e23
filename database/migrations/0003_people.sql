-- Departments, persons, their calendars and leave.

create schema people;
grant usage on schema people to baton_app, baton_verify;

create table people.department (
  company_id uuid not null default kernel.company(),
  department_id uuid not null,
  parent_id uuid,
  number text not null,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('sales', 'tracking', 'finance', 'planning', 'buying', 'store', 'shop', 'shipping', 'management')),
  head_id uuid,
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, department_id),
  unique (company_id, number),
  foreign key (company_id, parent_id) references people.department
);
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
  primary key (company_id, person_id),
  unique (company_id, number),
  -- What the custody's foreign key points at, so that who holds something cannot be made inactive.
  unique (company_id, person_id, active),
  foreign key (company_id, department_id) references people.department
);
create index person_department on people.person (company_id, department_id);
call kernel.protect('people.person', 'select, insert, update');
alter table people.department add foreign key (company_id, head_id) references people.person (company_id, person_id);
alter table access.membership add foreign key (company_id, person_id) references people.person (company_id, person_id);
alter table access.person_role add foreign key (company_id, person_id) references people.person (company_id, person_id);

-- The working week: minutes from midnight in the company's time zone.
create table people.shift (
  company_id uuid not null default kernel.company(),
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null check (from_minute between 0 and 1440),
  to_minute smallint not null check (to_minute between 0 and 1440),
  primary key (company_id, weekday, from_minute),
  check (to_minute > from_minute)
);
call kernel.protect('people.shift', 'select, insert, delete');

-- Days that differ from the working week: public holidays, and weekend days worked in their place.
create table people.calendar_day (
  company_id uuid not null default kernel.company(),
  day date not null,
  working boolean not null,
  name text not null,
  primary key (company_id, day)
);
call kernel.protect('people.calendar_day', 'select, insert, update, delete');

create table people.leave (
  company_id uuid not null default kernel.company(),
  leave_id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null default '',
  cancelled boolean not null default false,
  primary key (company_id, leave_id),
  foreign key (company_id, person_id) references people.person (company_id, person_id),
  check (until_at > from_at)
);
create index leave_person on people.leave (company_id, person_id, until_at);
call kernel.protect('people.leave', 'select, insert, update');

create view people.read_department with (security_invoker = true) as
  select company_id, department_id, parent_id, number, name_zh, name_en, kind, head_id, active from people.department;
create view people.read_person with (security_invoker = true) as
  select p.company_id, p.person_id, p.number, p.name, p.department_id, p.position, p.load_ceiling, p.active,
         d.name_zh as department_zh, d.name_en as department_en, d.kind as department_kind
    from people.person p join people.department d on d.company_id = p.company_id and d.department_id = p.department_id;
create view people.read_leave with (security_invoker = true) as
  select company_id, person_id, from_at, until_at from people.leave where not cancelled;
grant select on people.read_department, people.read_person, people.read_leave to baton_app, baton_verify;
