import type { Stages } from './stages.ts'

/** What a corruption may name. */
export type Ids = Stages & { customer: string; tracker: string }

/** Takes constraints away that mention a text, so that what they guard can be broken. */
export const drop = (table: string, text: string) => `do $$ declare one name; begin
  for one in select conname from pg_constraint where conrelid = '${table}'::regclass and pg_get_constraintdef(oid) like '%${text}%' loop
    execute format('alter table ${table} drop constraint %I cascade', one);
  end loop; end $$;`

/** Rewrites the last event of a subject with a hash that fits, as somebody with the database's password could. */
export const forge = (id: string, bytes: string, sequence = 'sequence') => `
  with last as (select * from kernel.event where subject_id = '${id}' order by sequence desc limit 1),
       forged as (select subject_id, sequence, ${sequence} as to_sequence, ${bytes} as bytes from last),
       written as (
         update kernel.event e set bytes = f.bytes, sequence = f.to_sequence,
                hash = sha256((select b.hash from kernel.event b where b.subject_id = e.subject_id and b.sequence = f.sequence - 1) || convert_to(f.bytes, 'UTF8'))
           from forged f where e.subject_id = f.subject_id and e.sequence = f.sequence
           returning e.subject_id, e.sequence, e.hash)
  update kernel.chain c set hash = w.hash, sequence = w.sequence from written w where c.subject_id = w.subject_id;`

export const order = (id: string, set: string) => `update orders.sales_order set ${set} where order_id = '${id}';`
export const line = (id: string, number: number, set: string) =>
  `update orders.line set ${set} where order_id = '${id}' and line = ${number};`
export const deliveryLine = (id: string, set: string) =>
  `update delivery.line set ${set} where order_id = '${id}' and line = 1;`
export const account = (role: string) => `(select code from ledger.account where role = '${role}')`
export const ID = (last: number) => `'00000000-0000-7000-8000-00000000000${last}'`

export const NEW_CUSTOMER = `insert into partners.customer (customer_id, number, name, created_at) values (${ID(1)}, 'C-X', 'X', now());
  insert into partners.credit (customer_id) values (${ID(1)});`

/** A copy of an offer that waits, with its package. */
export const secondOffer = (id: string) => `
  insert into custody.offer (offer_id, batch_id, number, from_id, to_person_id, kind, state, reason, offered_at)
    select ${ID(2)}, batch_id, 'HO-X', from_id, to_person_id, kind, 'offered', reason, offered_at from custody.read_offer where subject_id = '${id}';
  insert into handover.package (offer_id, checks) values (${ID(2)}, '[]');`

export const secondTask = (from: string, subject: string) => `
  insert into tasks.task (task_id, subject_kind, subject_id, kind, department_id, state, waits_for, opened_at)
    select ${ID(3)}, 'order', ${subject}, kind, department_id, 'open', waits_for, opened_at from tasks.task where task_id = '${from}';
  insert into custody.custody (subject_kind, subject_id, sequence, since, kind, department_id, entered)
    select 'task', ${ID(3)}, 1, opened_at, 'pool', department_id, 'pooled' from tasks.task where task_id = ${ID(3)};`

/** The check that must see it, what it is, and how it is done. */
export type Corruption = [check: string, what: string, sql: (ids: Ids) => string]
