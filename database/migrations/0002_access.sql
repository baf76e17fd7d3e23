-- Companies, accounts, sessions, roles and their rights.

create schema access;
grant usage on schema access to baton_app, baton_verify;

create table access.company (
  company_id uuid primary key,
  name text not null check (name <> ''),
  name_en text not null default '',
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  language text not null check (language in ('zh', 'en')),
  tax_id text,
  -- [{bank, account, holder}], in the order in which papers show them.
  bank_accounts jsonb not null default '[]',
  address text,
  phone text,
  demonstration boolean not null default false,
  -- The data set whose import founded the company, so that the same import goes on with it and no other does.
  imported_from text,
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null
);
call kernel.protect('access.company', 'select, insert, update');

-- The picture on the company's papers; what it is was told by its bytes.
create table access.logo (
  company_id uuid primary key default kernel.company() references access.company,
  media_type text not null check (media_type in ('image/png', 'image/jpeg')),
  content bytea not null check (length(content) between 1 and 524288),
  sha256 bytea not null check (length(sha256) = 32),
  kept_by uuid not null,
  kept_at timestamptz not null
);
call kernel.protect('access.logo', 'select, insert, update, delete');

-- Accounts and sessions are needed before the company is known: no row-level security, and the application may not read them.
create table access.account (
  user_id uuid primary key,
  account text not null unique check (account = lower(account) and account <> ''),
  password_hash text not null,
  must_change boolean not null default true,
  active boolean not null default true,
  created_at timestamptz not null
);
grant insert on access.account to baton_app;
grant select on access.account to baton_verify;

create table access.membership (
  user_id uuid not null references access.account,
  company_id uuid not null references access.company,
  person_id uuid not null,
  active boolean not null default true,
  -- An administrator keeps somebody out for a while who still works here, for instance when a telephone was lost.
  locked boolean not null default false,
  primary key (company_id, user_id),
  unique (company_id, person_id)
);
create index membership_user on access.membership (user_id);
grant insert on access.membership to baton_app;
grant select on access.membership to baton_verify;

-- The holder of an account is asked to work in one more company; only they can say so. What they are shown is kept here, since they read it
-- from another company, and the company that asks sees no more of them than the name that it wrote.
create table access.invitation (
  invitation_id uuid primary key,
  company_id uuid not null references access.company,
  person_id uuid not null,
  user_id uuid not null references access.account,
  account text not null,
  company_name text not null,
  person_name text not null,
  invited_by text not null,
  invited_at timestamptz not null,
  -- Answered ones stay, so that an answer that is sent again is understood.
  state text not null check (state in ('open', 'accepted', 'declined')),
  unique (company_id, person_id)
);
create index invitation_user on access.invitation (user_id);
grant select on access.invitation to baton_verify;

create table access.session (
  token_hash bytea primary key,
  user_id uuid not null references access.account,
  company_id uuid not null references access.company,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- By which its owner names it, who never sees the token again, and what they know it by.
  session_id uuid not null,
  device text not null,
  address text not null
);
create index session_by_user on access.session (user_id);
grant insert on access.session to baton_app;
grant select on access.session to baton_verify;

-- Failed sign-ins, by account and by address, so that guessing slows down.
create table access.attempt (
  bucket text primary key,
  failures integer not null,
  failed_at timestamptz not null,
  blocked_until timestamptz
);
create index attempt_by_age on access.attempt (failed_at);
grant select on access.attempt to baton_verify;

create table access.role (
  company_id uuid not null default kernel.company(),
  role_id text not null,
  name_zh text not null,
  name_en text not null,
  scope text not null check (scope in ('own', 'department', 'below', 'all')),
  rights text[] not null,
  -- Roles that every company has; they are copied, not changed.
  built_in boolean not null default false,
  version integer not null default 1,
  -- Under which its journal is kept: the names of built-in roles are no ids.
  journal_id uuid not null,
  primary key (company_id, role_id),
  unique (company_id, journal_id)
);
call kernel.protect('access.role', 'select, insert, update, delete');

create table access.person_role (
  company_id uuid not null default kernel.company(),
  person_id uuid not null,
  role_id text not null,
  primary key (company_id, person_id, role_id),
  foreign key (company_id, role_id) references access.role
);
call kernel.protect('access.person_role', 'select, insert, delete');

create table access.preference (
  company_id uuid not null default kernel.company(),
  person_id uuid not null,
  name text not null,
  value jsonb not null,
  primary key (company_id, person_id, name)
);
call kernel.protect('access.preference', 'select, insert, update, delete');

-- The only doors to the tables above, which the application cannot select from. Each reads or writes one row's worth.
create function access.find_account(wanted text)
  returns table (user_id uuid, password_hash text, must_change boolean, company_id uuid, person_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select a.user_id, a.password_hash, a.must_change, m.company_id, m.person_id
    from access.account a left join access.membership m on m.user_id = a.user_id and m.active and not m.locked
   where a.account = wanted and a.active;
end;

create function access.find_session(wanted bytea, at timestamptz)
  returns table (user_id uuid, company_id uuid, person_id uuid, account text, must_change boolean)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.user_id, s.company_id, s.person_id, a.account, a.must_change
    from access.session s
    join access.account a on a.user_id = s.user_id and a.active
    join access.membership m on m.company_id = s.company_id and m.user_id = s.user_id and m.active and not m.locked
   where s.token_hash = wanted and s.expires_at > at;
end;

create function access.end_session(wanted bytea) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.session where token_hash = wanted;
end;

create function access.end_sessions(of_user uuid, except_hash bytea) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.session where user_id = of_user and token_hash is distinct from except_hash;
end;

create function access.set_password(of_user uuid, new_hash text, change_next boolean) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  update access.account set password_hash = new_hash, must_change = change_next where user_id = of_user;
end;

-- Whoever leaves is no longer invited either.
create function access.set_membership_active(in_company uuid, of_person uuid, now_active boolean) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.invitation where company_id = in_company and person_id = of_person and not now_active;
  update access.membership set active = now_active where company_id = in_company and person_id = of_person;
end;

create function access.set_locked(in_company uuid, of_person uuid, now_locked boolean) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  update access.membership set locked = now_locked where company_id = in_company and person_id = of_person;
end;

-- A person's sessions in one company; those of the same account in another company are none of its business.
create function access.end_sessions_of(in_company uuid, of_person uuid) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.session where company_id = in_company and person_id = of_person;
end;

create function access.end_session_of(of_user uuid, wanted uuid) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.session where user_id = of_user and session_id = wanted;
end;

create function access.list_sessions(of_user uuid, at timestamptz)
  returns table (session_id uuid, company_id uuid, token_hash bytea, created_at timestamptz, expires_at timestamptz, device text, address text)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.session_id, s.company_id, s.token_hash, s.created_at, s.expires_at, s.device, s.address
    from access.session s where s.user_id = of_user and s.expires_at > at;
end;

create function access.count_sessions(in_company uuid, at timestamptz) returns table (person_id uuid, sessions integer)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.person_id, count(*)::integer from access.session s where s.company_id = in_company and s.expires_at > at group by s.person_id;
end;

create function access.is_taken(wanted text) returns boolean
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select exists (select from access.account where account = wanted);
end;

create function access.set_account(of_user uuid, new_account text) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  update access.account set account = new_account where user_id = of_user;
end;

-- `active` is whether the person can sign in here now; `shared` whether the account belongs to another company too.
create function access.find_member(in_company uuid, of_person uuid)
  returns table (user_id uuid, person_id uuid, account text, active boolean, must_change boolean, locked boolean, shared boolean)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select a.user_id, m.person_id, a.account, a.active and m.active and not m.locked, a.must_change, m.locked,
         exists (select from access.membership o where o.user_id = m.user_id and o.company_id <> m.company_id)
    from access.membership m join access.account a on a.user_id = m.user_id
   where m.company_id = in_company and (of_person is null or m.person_id = of_person);
end;

-- Asks the holder of an account; who has declined may be asked again.
create function access.invite(wanted text, as_invitation uuid, in_company uuid, as_person uuid, named_company text, named_person text, by_whom text, at timestamptz)
  returns void language sql security definer set search_path = pg_catalog
begin atomic
  insert into access.invitation (invitation_id, company_id, person_id, user_id, account, company_name, person_name, invited_by, invited_at, state)
  select as_invitation, in_company, as_person, a.user_id, a.account, named_company, named_person, by_whom, at, 'open'
    from access.account a where a.account = wanted
  on conflict (company_id, person_id) do update
    set invitation_id = excluded.invitation_id, user_id = excluded.user_id, account = excluded.account, company_name = excluded.company_name,
        person_name = excluded.person_name, invited_by = excluded.invited_by, invited_at = excluded.invited_at, state = 'open';
end;

create function access.find_invited(in_company uuid, of_person uuid) returns table (account text, invited_at timestamptz, declined boolean)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select i.account, i.invited_at, i.state = 'declined' from access.invitation i
   where i.company_id = in_company and i.person_id = of_person and i.state <> 'accepted';
end;

create function access.list_invitations(of_user uuid)
  returns table (invitation_id uuid, company_id uuid, person_id uuid, company_name text, person_name text, invited_by text, invited_at timestamptz, state text)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select i.invitation_id, i.company_id, i.person_id, i.company_name, i.person_name, i.invited_by, i.invited_at, i.state
    from access.invitation i where i.user_id = of_user;
end;

-- An account is one person in a company: what else it was asked there falls away.
create function access.accept_invitation(wanted uuid, of_user uuid) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  insert into access.membership (user_id, company_id, person_id)
  select i.user_id, i.company_id, i.person_id from access.invitation i where i.invitation_id = wanted and i.user_id = of_user;
  delete from access.invitation o using access.invitation i
   where i.invitation_id = wanted and o.user_id = i.user_id and o.company_id = i.company_id and o.invitation_id <> wanted;
  update access.invitation set state = 'accepted' where invitation_id = wanted and user_id = of_user;
end;

create function access.decline_invitation(wanted uuid, of_user uuid) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  update access.invitation set state = 'declined' where invitation_id = wanted and user_id = of_user;
end;

create function access.withdraw_invitation(in_company uuid, of_person uuid) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.invitation where company_id = in_company and person_id = of_person;
end;

-- For jobs, which serve every company in turn.
create function access.list_companies() returns table (company_id uuid)
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select distinct m.company_id from access.membership m where m.active;
end;

create function access.blocked_until(wanted text) returns timestamptz
  language sql stable security definer set search_path = pg_catalog
begin atomic
  select blocked_until from access.attempt where bucket = wanted;
end;

-- Counts a wrong password; from the given one on the bucket is blocked, twice as long each time, at most 15 minutes. After an hour without
-- one it is counted anew, and after a day it is forgotten.
create function access.count_failure(wanted text, at timestamptz, most integer) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.attempt where failed_at < at - interval '1 day';
  insert into access.attempt as t (bucket, failures, failed_at, blocked_until) values (wanted, 1, at, null)
  on conflict (bucket) do update set
    failures = case when t.failed_at < at - interval '1 hour' then 1 else t.failures + 1 end,
    failed_at = at,
    blocked_until = case when t.failed_at >= at - interval '1 hour' and t.failures + 1 >= most
      then at + least(interval '15 minutes', interval '2 seconds' * power(2, least(t.failures + 1 - most, 9))) end;
end;

create function access.forget_failures(wanted text) returns void
  language sql security definer set search_path = pg_catalog
begin atomic
  delete from access.attempt where bucket = wanted;
end;

revoke all on all functions in schema access from public;
grant execute on all functions in schema access to baton_app;

create view access.read_right with (security_invoker = true) as
  select pr.company_id, pr.person_id, unnest(r.rights) as name, r.scope
    from access.person_role pr join access.role r on r.company_id = pr.company_id and r.role_id = pr.role_id;
grant select on access.read_right to baton_app, baton_verify;

create view access.read_person_role with (security_invoker = true) as
  select pr.company_id, pr.person_id, pr.role_id, r.name_zh, r.name_en, r.scope, r.rights
    from access.person_role pr join access.role r on r.company_id = pr.company_id and r.role_id = pr.role_id;
create view access.read_role with (security_invoker = true) as
  select company_id, role_id, journal_id, name_zh, name_en, built_in from access.role;
grant select on access.read_person_role, access.read_role to baton_app, baton_verify;

create view access.read_company with (security_invoker = true) as
  select company_id, name, name_en, currency, tax_id, bank_accounts, address, phone, imported_from from access.company;
grant select on access.read_company to baton_app, baton_verify;
