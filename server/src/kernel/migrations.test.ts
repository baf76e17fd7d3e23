import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase } from '../testing/database.ts'
import { migrationsDirectory, readMigrations } from './migrate.ts'
import { OUTSIDE_COMPANIES } from './outside-companies.ts'

/** What a migration must not say, since it fails on a distributed database or where row-level security is forced. */
const forbidden: { what: RegExp; cure: string; planted: string }[] = [
  {
    what: /\bcreate (or replace )?(constraint )?trigger\b|\breturns trigger\b/i,
    cure: 'Guard it with a constraint, a revoked right, or in the one command that writes it.',
    planted: 'create trigger t after insert on orders.line for each row execute function f()',
  },
  {
    what: /\bcreate sequence\b|\bnextval\b|\b(big|small)?serial\b|\bgenerated .* as identity\b/i,
    cure: 'Take numbers from kernel.counter; ids are made in Node.',
    planted: 'create table orders.a (id bigserial)',
  },
  {
    what: /\bgen_random_uuid\b|\buuid_generate|\buuidv[47]\b|\brandom\(\)/i,
    cure: 'Ids are made in Node, so that events can name them.',
    planted: 'alter table orders.line add id uuid default gen_random_uuid()',
  },
  {
    what: /\bclock_timestamp\b|\bdefault (now\(\)|current_timestamp|statement_timestamp)/i,
    cure: 'Times are given by the command, as work.now.',
    planted: 'alter table orders.line add at timestamptz default now()',
  },
  {
    what: /\bas enum\b/i,
    cure: 'Use text with a check: the comparison of enums is not leakproof, so no index serves it.',
    planted: `create type orders.state as enum ('draft')`,
  },
  {
    what: /\bmerge into\b/i,
    cure: 'Use insert … on conflict.',
    planted: 'merge into orders.line using x on true when matched then do nothing',
  },
  {
    what: /\bcreate extension\b/i,
    cure: 'Do without: not every server has it, and the owner may not install it.',
    planted: 'create extension pg_trgm',
  },
]

test('migrations say nothing that a distributed database refuses', async () => {
  const migrations = await readMigrations(migrationsDirectory)
  assert.ok(migrations.length > 0)
  for (const { what, cure, planted } of forbidden) {
    assert.match(planted, what)
    for (const { name, sql } of migrations) {
      const said = what.exec(sql.replace(/--.*$/gm, ''))?.[0]
      assert.equal(said, undefined, `${name} says “${said}”. ${cure}`)
    }
  }
})

const GLOBAL = OUTSIDE_COMPANIES

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`

/** Columns of a key in their order, as text. */
const columns = (relation: string, key: string) =>
  `(array(select a.attname::text from unnest(${key}::int2[]) with ordinality k (attnum, place)
           join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.attnum order by k.place))`

interface Guard {
  name: string
  cure: string
  /** Answers rows of (subject, fault). */
  sql: string
  except?: Record<string, string>
  /** Breaks the guard with the given subject. */
  planted: { sql: string; subject: string }
}

const guards: Guard[] = [
  {
    name: 'each table has company_id first in its primary key',
    cure: 'Put company_id first, so that the table can be distributed by company.',
    sql: `select n.nspname || '.' || c.relname as subject, coalesce(${columns('c.oid', 'i.indkey')}::text, 'no primary key') as fault
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
           where c.relkind in ('r', 'p') and ${OURS}
             and ${columns('c.oid', 'i.indkey')}[1] is distinct from 'company_id'`,
    except: without('access.membership', 'kernel.reaction_due'),
    planted: { sql: 'create table orders.planted (planted_id uuid primary key)', subject: 'orders.planted' },
  },
  {
    name: 'each unique key begins with company_id',
    cure: 'Begin it with company_id: nothing is unique beyond one company.',
    sql: `select n.nspname || '.' || x.relname as subject, ${columns('i.indrelid', 'i.indkey')}::text as fault
            from pg_index i join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = x.relnamespace
           where i.indisunique and not i.indisprimary and ${OURS}
             and ${columns('i.indrelid', 'i.indkey')}[1] is distinct from 'company_id'`,
    except: { 'access.account_account_key': 'account names are unique in an installation' },
    planted: { sql: 'create unique index planted on orders.sales_order (number)', subject: 'orders.planted' },
  },
  {
    name: 'each foreign key carries company_id',
    cure: 'Begin it with company_id on both sides, so that no row can refer to another company.',
    sql: `select c.conrelid::regclass || ' ' || c.conname as subject, pg_get_constraintdef(c.oid) as fault
            from pg_constraint c join pg_namespace n on n.oid = c.connamespace
           where c.contype = 'f' and ${OURS}
             and (${columns('c.conrelid', 'c.conkey')}[1] <> 'company_id' or ${columns('c.confrelid', 'c.confkey')}[1] <> 'company_id')`,
    except: {
      'access.invitation invitation_user_id_fkey': GLOBAL['access.account']!,
      'access.membership membership_user_id_fkey': GLOBAL['access.account']!,
      'access.session session_user_id_fkey': GLOBAL['access.account']!,
    },
    planted: {
      sql: `create table orders.planted (company_id uuid, user_id uuid references access.account, primary key (company_id, user_id))`,
      subject: 'orders.planted planted_user_id_fkey',
    },
  },
  {
    name: 'each table is protected by company',
    cure: `Call kernel.protect('<table>', '<privileges>').`,
    sql: `select n.nspname || '.' || c.relname as subject,
                 concat_ws(', ', case when not c.relrowsecurity then 'no row-level security' end, case when not c.relforcerowsecurity then 'not forced' end,
                   case when p.company is null then 'no policy of the company' end, case when p.verify is null then 'not readable by verify' end) as fault
            from pg_class c join pg_namespace n on n.oid = c.relnamespace,
                 lateral (select max(polname) filter (where polname = 'company' and polroles = '{0}' and polcmd = '*'
                                   and pg_get_expr(polqual, polrelid) = '(company_id = kernel.company())'
                                   and pg_get_expr(polwithcheck, polrelid) = '(company_id = kernel.company())') as company,
                                 max(polname) filter (where polname = 'verify' and polroles = array['baton_verify'::regrole::oid] and polcmd = 'r'
                                   and pg_get_expr(polqual, polrelid) = 'true') as verify,
                                 count(*) as policies
                            from pg_policy where polrelid = c.oid) p
           where c.relkind in ('r', 'p') and ${OURS}
             and not (c.relrowsecurity and c.relforcerowsecurity and p.company is not null and p.verify is not null and p.policies = 2)`,
    except: GLOBAL,
    planted: {
      sql: `alter table orders.line no force row level security`,
      subject: 'orders.line',
    },
  },
  {
    name: 'whoever verifies and dumps reads every table',
    cure: 'Grant select on it to baton_verify; without, no backup with pg_dump can be made.',
    sql: `select n.nspname || '.' || c.relname as subject, 'baton_verify may not read it' as fault
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and ${OURS} and not has_table_privilege('baton_verify', c.oid, 'select')`,
    planted: { sql: 'revoke select on access.attempt from baton_verify', subject: 'access.attempt' },
  },
  {
    name: 'each view is read with the rights of who reads it',
    cure: 'Create it with (security_invoker = true), or it shows every company to everybody.',
    sql: `select n.nspname || '.' || c.relname as subject, 'not security_invoker' as fault
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind = 'v' and ${OURS} and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']`,
    planted: { sql: 'create view orders.planted as select * from orders.line', subject: 'orders.planted' },
  },
  {
    name: 'no trigger, no sequence, no enum, no materialised view is there',
    cure: 'See the rules for migrations in CONTRIBUTING.md.',
    sql: `select n.nspname || '.' || c.relname as subject, case c.relkind when 'S' then 'sequence' else 'materialised view' end as fault
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('S', 'm') and ${OURS}
          union all
          select n.nspname || '.' || t.typname, 'enum' from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e' and ${OURS}
          union all
          select t.tgrelid::regclass::text || ' ' || t.tgname, 'trigger' from pg_trigger t where not t.tgisinternal`,
    planted: { sql: 'create sequence orders.planted', subject: 'orders.planted' },
  },
  {
    name: 'amounts and quantities are whole numbers, and texts have no length',
    cure: 'Use bigint in minor units or millionths; text with a check.',
    sql: `select n.nspname || '.' || c.relname || '.' || a.attname as subject, format_type(a.atttypid, a.atttypmod) as fault
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and ${OURS} and a.attnum > 0 and not a.attisdropped
             and a.atttypid in ('numeric'::regtype, 'real'::regtype, 'double precision'::regtype, 'money'::regtype, 'varchar'::regtype, 'bpchar'::regtype,
                                'timestamp'::regtype, 'json'::regtype)`,
    planted: { sql: 'alter table orders.line add planted numeric', subject: 'orders.line.planted' },
  },
  {
    name: 'what runs with the rights of the owner has a fixed search path, and not everybody may call it',
    cure: 'Say set search_path = pg_catalog, and revoke all from public.',
    sql: `select p.oid::regprocedure::text as subject, 'search path or public' as fault
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where p.prosecdef and ${OURS}
             and (not coalesce(p.proconfig, '{}') @> array['search_path=pg_catalog'] or has_function_privilege('public', p.oid, 'execute'))`,
    planted: {
      sql: `create function orders.planted() returns int language sql security definer return 1`,
      subject: 'orders.planted()',
    },
  },
  {
    name: 'the application and verify own nothing, create nothing and pass no policy',
    cure: 'Take the right away; the owner migrates, the application works.',
    sql: `select rolname as subject, 'attribute of the role' as fault from pg_roles
           where rolname in ('baton_app', 'baton_verify') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
          union all
          select r.rolname || ' ' || n.nspname, 'may create in the schema' from pg_namespace n, pg_roles r
           where r.rolname in ('baton_app', 'baton_verify') and ${OURS} and has_schema_privilege(r.oid, n.oid, 'create')
          union all
          select r.rolname || ' database', 'may create schemas' from pg_roles r
           where r.rolname in ('baton_app', 'baton_verify') and has_database_privilege(r.oid, current_database(), 'create')
          union all
          select r.rolname || ' ' || m.roleid::regrole, 'is member of a role' from pg_auth_members m join pg_roles r on r.oid = m.member
           where r.rolname in ('baton_app', 'baton_verify')
          union all
          select r.rolname || ' ' || c.oid::regclass, 'owns it' from pg_class c join pg_roles r on r.oid = c.relowner
           where r.rolname in ('baton_app', 'baton_verify')
          union all
          select r.rolname || ' ' || c.oid::regclass, 'may ' || p from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r,
                 unnest(case r.rolname when 'baton_app' then array['truncate', 'references', 'trigger']
                        else array['insert', 'update', 'delete', 'truncate', 'references', 'trigger'] end) p
           where r.rolname in ('baton_app', 'baton_verify') and c.relkind in ('r', 'p', 'v') and ${OURS} and has_table_privilege(r.oid, c.oid, p)`,
    planted: { sql: 'grant create on schema orders to baton_app', subject: 'baton_app orders' },
  },
  {
    name: 'what stands outside row-level security cannot be read by the application',
    cure: 'Read it through a function that answers one row, or protect it by company.',
    sql: `select n.nspname || '.' || c.relname as subject, 'the application may select' as fault
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and ${OURS} and not c.relforcerowsecurity
             and (has_table_privilege('baton_app', c.oid, 'select') or has_any_column_privilege('baton_app', c.oid, 'select'))`,
    except: { 'kernel.reaction_due': 'it holds no business data, and workers take what is due in all companies' },
    planted: { sql: 'grant select on access.account to baton_app', subject: 'access.account' },
  },
  {
    name: 'journals can be added to, and never changed',
    cure: 'Grant select and insert alone: a posted document is reversed.',
    sql: `select t as subject, 'may be changed' as fault from unnest(array[${['kernel.event', 'ledger.entry', 'ledger.posting', 'inventory.move', 'orders.review', 'orders.change', 'finance.invoice_line'].map((one) => `'${one}'`).join(', ')}]) t
           where has_table_privilege('baton_app', t, 'update') or has_any_column_privilege('baton_app', t, 'update') or has_table_privilege('baton_app', t, 'delete')
          union all
          select 'custody.custody', 'more than its end may be changed'
           where exists (select from pg_attribute where attrelid = 'custody.custody'::regclass and attnum > 0 and attname <> 'until'
                          and has_column_privilege('baton_app', attrelid, attnum, 'update'))
              or has_table_privilege('baton_app', 'custody.custody', 'delete')`,
    planted: { sql: 'grant update on ledger.posting to baton_app', subject: 'ledger.posting' },
  },
]

/** The global tables less those whose key begins with company_id nevertheless. */
function without(...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(GLOBAL).filter(([name]) => !names.includes(name)))
}

describe('the migrated database', () => {
  let owner: pg.Client
  before(async () => {
    const { ownerUrl } = await createTestDatabase()
    owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
  })
  after(() => owner.end())

  const faults = async ({ sql, except = {} }: Guard) => {
    const { rows } = await owner.query<{ subject: string; fault: string }>(sql)
    return {
      bad: rows.filter(({ subject }) => !except[subject]),
      needless: Object.keys(except).filter((name) => !rows.some(({ subject }) => subject === name)),
    }
  }
  for (const guard of guards) {
    test(guard.name, async () => {
      const { bad, needless } = await faults(guard)
      assert.ok(bad.length === 0, `${guard.cure}\n${bad.map((one) => `${one.subject}: ${one.fault}`).join('\n')}`)
      assert.deepEqual(needless, [], 'These exceptions are no longer needed; strike them.')
      await owner.query('begin')
      try {
        await owner.query(guard.planted.sql)
        const caught = (await faults(guard)).bad.map(({ subject }) => subject)
        assert.deepEqual(caught, [guard.planted.subject], 'the planted fault was not caught')
      } finally {
        await owner.query('rollback')
      }
    })
  }
})
