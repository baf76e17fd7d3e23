import { type Check, noneOf } from './check.ts'
import { OUTSIDE_COMPANIES } from './outside-companies.ts'

const outside = Object.keys(OUTSIDE_COMPANIES)
  .map((name) => `'${name}'`)
  .join(', ')

/** Tables to which rows are only added; of custody a row's end may be set, once. */
const JOURNALS = `array['kernel.event', 'ledger.entry', 'ledger.posting', 'inventory.move', 'orders.review', 'orders.change', 'finance.invoice_line']`

/** The bytes of an event as `eventBytes` writes them, up to its data. */
const PREFIX = `'{"company":"' || company_id || '","kind":"' || subject_kind || '","id":"' || subject_id || '","sequence":' || sequence
  || ',"type":"' || type || '","at":"' || to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  || '","actor":' || coalesce('"' || actor_id || '"', 'null') || ',"data":{'`

export const checks: Check[] = [
  {
    id: 'C10-append',
    title: 'The application may add to the journals, and change nothing in them',
    sql: `select t as journal, p as privilege from unnest(${JOURNALS}) t, unnest(array['update', 'delete', 'truncate']) p
           where has_table_privilege('baton_app', t, p) or (p = 'update' and has_any_column_privilege('baton_app', t, p))
          union all
          select 'custody.custody', a.attname::text from pg_attribute a
           where a.attrelid = 'custody.custody'::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'until'
             and has_column_privilege('baton_app', a.attrelid, a.attnum, 'update')`,
  },
  {
    id: 'E2',
    title: 'A reaction is delivered, owed, or parked with its reason',
    sql: `select d.company_id, d.subject_kind, d.subject_id, d.sequence, d.reaction, d.attempts
            from kernel.reaction_due d
           where d.parked_reason = '' or (d.parked_reason is null and d.attempts >= 8 and d.due_at < now())
              or not exists (select from kernel.event e where e.company_id = d.company_id and e.subject_kind = d.subject_kind
                              and e.subject_id = d.subject_id and e.sequence = d.sequence)`,
  },
  {
    id: 'E4',
    title: 'The events of a subject are counted from one, without a gap',
    ...noneOf('journal', 'first <> 1 or last <> events', 'company_id, subject_kind, subject_id, first, last, events'),
  },
  {
    id: 'K1',
    title: 'A person’s idempotency key has one reply, kept with the hash of its request',
    sql: `select company_id, actor_id, key, count(*) as replies from kernel.idempotency
           group by company_id, actor_id, key having count(*) > 1 or min(length(request_hash)) <> 32 or max(length(request_hash)) <> 32`,
  },
  {
    id: 'X2',
    title: 'Row-level security by company is forced on every table that belongs to one, and verify sees them all',
    sql: `select c.oid::regclass::text as relation, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
             and n.nspname || '.' || c.relname not in (${outside})
             and not (c.relrowsecurity and c.relforcerowsecurity and exists (
               select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polroles = '{0}'
                and pg_get_expr(p.polqual, p.polrelid) = '(company_id = kernel.company())'
                and pg_get_expr(p.polwithcheck, p.polrelid) = '(company_id = kernel.company())')
               and exists (
               select from pg_policy p where p.polrelid = c.oid and p.polcmd = 'r' and p.polroles = array['baton_verify'::regrole::oid]
                and pg_get_expr(p.polqual, p.polrelid) = 'true')
               and not exists (
               select from pg_policy p where p.polrelid = c.oid and p.polname not in ('company', 'verify')))`,
  },
]

/** Recomputed over every event, which takes longest; `baton verify` reports them apart, with their rate. */
export const chainChecks: Check[] = [
  {
    id: 'C10-head',
    title: 'Each chain’s head is its last event',
    sql: `select company_id, subject_kind, subject_id, c.sequence as head, e.last
            from (select company_id, subject_kind, subject_id, max(sequence) as last from kernel.event group by company_id, subject_kind, subject_id) e
            full join kernel.chain c using (company_id, subject_kind, subject_id)
           where c.sequence is null or e.last is null or e.last > c.sequence
          union all
          select company_id, subject_kind, subject_id, c.sequence, e.sequence
            from kernel.chain c left join kernel.event e using (company_id, subject_kind, subject_id, sequence)
           where e.hash is distinct from c.hash`,
  },
  {
    id: 'C10',
    title: 'Each event’s hash covers its own bytes and the hash before it',
    sql: `select company_id, subject_kind, subject_id, sequence
            from (select company_id, subject_kind, subject_id, sequence, bytes, hash,
                         lag(hash, 1, decode(repeat('00', 32), 'hex')) over (partition by company_id, subject_kind, subject_id order by sequence) as before
                    from kernel.event) e
           where hash <> sha256(before || convert_to(bytes, 'UTF8'))`,
  },
  {
    id: 'C10-columns',
    title: 'Each event’s columns say what its hashed bytes say',
    sql: `select company_id, subject_kind, subject_id, sequence, type from kernel.event where not starts_with(bytes, ${PREFIX})`,
  },
]
