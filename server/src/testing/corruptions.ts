import { type Corruption, drop, forge, ID, line, order, secondOffer, secondTask } from './corrupting.ts'
import { corruptionsOfImports } from './corruptions-of-imports.ts'
import { corruptionsOfPeople } from './corruptions-of-people.ts'
import { corruptionsOfTrade } from './corruptions-of-trade.ts'
import { corruptionsOfWatching } from './corruptions-of-watching.ts'

/** Damage that no command does, at least one for each invariant. */
export const corruptions: Corruption[] = [
  ['C10-append', 'the application may rewrite events', () => 'grant update on kernel.event to baton_app'],
  [
    'C10-head',
    'a head that is no event’s',
    ({ draft }) => `update kernel.chain set hash = sha256('x') where subject_id = '${draft}'`,
  ],
  [
    'C10',
    'an event’s words are changed',
    ({ settled }) => `update kernel.event set bytes = replace(bytes, '张蕾', '李蕾') where subject_id = '${settled}'`,
  ],
  [
    'C10',
    'an event’s hash is changed',
    ({ settled }) => `update kernel.event set hash = sha256('x') where subject_id = '${settled}' and sequence = 2`,
  ],
  [
    'C10-columns',
    'an event tells of another actor',
    ({ settled, tracker }) =>
      `update kernel.event set actor_id = '${tracker}' where subject_id = '${settled}' and sequence = 1`,
  ],
  [
    'C10-columns',
    'an event is dated back',
    ({ settled }) =>
      `update kernel.event set recorded_at = recorded_at - interval '1 ms' where subject_id = '${settled}' and sequence = 1`,
  ],
  [
    'E2',
    'a reaction was tried to the end and is not parked',
    ({ draft }) =>
      `insert into kernel.reaction_due (company_id, subject_kind, subject_id, sequence, reaction, due_at, attempts) select company_id, subject_kind, subject_id, sequence, 'orders.x', now() - interval '1 day', 8 from kernel.event where subject_id = '${draft}'`,
  ],
  [
    'E2',
    'a reaction is owed to nothing',
    () =>
      `insert into kernel.reaction_due (company_id, subject_kind, subject_id, sequence, reaction, due_at) values (kernel.company(), 'order', ${ID(4)}, 1, 'orders.x', now())`,
  ],
  [
    'E4',
    'an event is missing in the count',
    ({ pending }) => forge(pending, `replace(bytes, '"sequence":3', '"sequence":4')`, 'sequence + 1'),
  ],
  [
    'K1',
    'a key has two replies',
    () =>
      `alter table kernel.idempotency drop constraint idempotency_pkey; insert into kernel.idempotency select * from kernel.idempotency limit 1`,
  ],
  ['X2', 'row-level security no longer binds the owner', () => 'alter table orders.line no force row level security'],
  ['X2', 'a policy lets everybody in', () => 'create policy planted on orders.line using (true)'],
  [
    'X1',
    'a review was made by nobody of this company',
    ({ approved }) => `update orders.review set reviewed_by = ${ID(5)} where order_id = '${approved}'`,
  ],
  [
    'X1',
    'a line is of an item that is not of this company',
    ({ draft }) => drop('orders.line', 'catalog.item') + line(draft, 1, `item_id = ${ID(5)}`),
  ],
  ['A1', 'nobody can tell whether rights are stale', () => 'delete from kernel.rights_version'],
  [
    'A2',
    'the only administrator is shut out',
    () =>
      `update access.membership m set active = false from access.person_role r where r.person_id = m.person_id and r.role_id = 'admin'`,
  ],
  [
    'C1',
    'nobody holds an open order',
    ({ pending }) => `update custody.custody set until = since where subject_id = '${pending}'`,
  ],
  [
    'C2',
    'a minute in which nobody held it',
    ({ returned }) =>
      `${drop('custody.custody', 'previous')} update custody.custody set since = since + interval '1 minute' where subject_id = '${returned}' and sequence = 3`,
  ],
  [
    'C3',
    'a minute in which two held it',
    ({ returned }) =>
      `${drop('custody.custody', 'previous')} update custody.custody set since = since - interval '1 minute' where subject_id = '${returned}' and sequence = 3`,
  ],
  [
    'C4',
    'a holder can no longer sign in',
    ({ tracker }) => `update access.membership set active = false where person_id = '${tracker}'`,
  ],
  [
    'C5',
    'a declined offer moved custody',
    ({ processing }) =>
      `update custody.offer o set state = 'declined' from custody.offer_subject s where s.offer_id = o.offer_id and s.subject_id = '${processing}'`,
  ],
  [
    'C5-package',
    'an offer without what was seen',
    ({ declined }) =>
      `delete from handover.package p using custody.offer_subject s where s.offer_id = p.offer_id and s.subject_id = '${declined}'`,
  ],
  [
    'C6',
    'something is held that does not exist',
    () =>
      `insert into custody.custody (subject_kind, subject_id, sequence, since, kind, department_id, entered) select 'order', ${ID(7)}, 1, now(), 'pool', department_id, 'created' from people.department limit 1`,
  ],
  [
    'C6-task',
    'a settled order leaves work behind',
    ({ settled, claimedTask }) => secondTask(claimedTask, `'${settled}'`),
  ],
  [
    'C7',
    'a draft’s amount moved without a change',
    ({ draft }) =>
      line(draft, 1, 'net = net + 1, gross = gross + 1') + order(draft, 'net = net + 1, gross = gross + 1'),
  ],
  [
    'C7-event',
    'a handover tells of a price',
    ({ offered }) => forge(offered, `replace(bytes, '"reason":', '"price":"9","reason":')`),
  ],
  [
    'C8',
    'an order waits in two offers',
    ({ offered }) =>
      `drop index custody.offer_subject_open; ${secondOffer(offered)} insert into custody.offer_subject (offer_id, subject_kind, subject_id, sequence) values (${ID(2)}, 'order', '${offered}', 1)`,
  ],
  [
    'C8',
    'an answered offer still waits',
    ({ offered }) =>
      `update custody.offer o set state = 'declined' from custody.offer_subject s where s.offer_id = o.offer_id and s.subject_id = '${offered}'`,
  ],
  ['C8-package', 'an offer of nothing waits', ({ offered }) => secondOffer(offered)],
  ['C8-order', 'an order shows as offered and is not', ({ draft }) => order(draft, 'offered = true')],
  [
    'C1-task',
    'a finished task is still held',
    ({ claimedTask }) => `update tasks.task set state = 'done', ended_at = now() where task_id = '${claimedTask}'`,
  ],
  [
    'C1-task-facts',
    'a list finds a task with somebody else',
    ({ claimedTask, tracker }) => `update tasks.task set holder_id = '${tracker}' where task_id = '${claimedTask}'`,
  ],
  [
    'C9-task',
    'nobody answered for a task at first',
    ({ claimedTask }) =>
      `update tasks.task set opened_at = opened_at - interval '1 day' where task_id = '${claimedTask}'`,
  ],
  [
    'W1-task',
    'an open task has ended',
    ({ claimedTask }) =>
      `alter table tasks.task drop constraint task_ended; update tasks.task set ended_at = now() where task_id = '${claimedTask}'`,
  ],
  [
    'W1-task-kind',
    'an order has the same task twice',
    ({ claimedTask }) =>
      `drop index tasks.task_open_kind; ${secondTask(claimedTask, `(select subject_id from tasks.task where task_id = '${claimedTask}')`)}`,
  ],
  [
    'W1-approval',
    'a decision without its moment',
    ({ approved }) => `update approvals.approval set decided_at = null where subject_id = '${approved}'`,
  ],
  [
    'W3',
    'somebody approved their own request',
    ({ approved }) =>
      `${drop('approvals.approval', 'requested_by')} update approvals.approval set decided_by = requested_by where subject_id = '${approved}'`,
  ],
  [
    'C1-order',
    'a cancelled order has a holder',
    ({ cancelled, tracker }) =>
      `update custody.custody set until = since where subject_id = '${cancelled}' and until is null; insert into custody.custody (subject_kind, subject_id, sequence, since, kind, holder_id, department_id, entered) select 'order', subject_id, sequence + 1, until, 'held', p.person_id, p.department_id, 'reopened' from custody.custody, people.person p where subject_id = '${cancelled}' and kind = 'closed' and p.person_id = '${tracker}'; update orders.sales_order o set holder_id = p.person_id, holder_department_id = p.department_id from people.person p where o.order_id = '${cancelled}' and p.person_id = '${tracker}'`,
  ],
  [
    'C1-facts',
    'lists find an order with somebody else',
    ({ draft, tracker }) => order(draft, `holder_id = '${tracker}'`),
  ],
  [
    'C9',
    'nobody answered for an order at first',
    ({ draft }) => order(draft, `created_at = created_at - interval '1 day'`),
  ],
  [
    'W1',
    'an order in a state that nobody declared',
    ({ draft }) => drop('orders.sales_order', 'draft') + order(draft, `state = 'paused'`),
  ],
  [
    'W1-derived',
    'a completed order is not all signed',
    ({ completed }) => line(completed, 2, 'signed = 0') + order(completed, `signed_progress = 'partly'`),
  ],
  ['W2', 'an order became confirmed and no event tells', ({ draft }) => order(draft, `state = 'confirmed'`)],
  [
    'E1',
    'an order has no journal',
    ({ draft }) =>
      `delete from kernel.event where subject_id = '${draft}'; delete from kernel.chain where subject_id = '${draft}'`,
  ],
  [
    'W2-change',
    'a change forgets its reason',
    ({ changed }) => `update orders.change set reason = '' where order_id = '${changed}'`,
  ],
  [
    'W4',
    'a proposed change waits for nobody',
    ({ amended }) => `update orders.proposed_change set state = 'withdrawn' where order_id = '${amended}'`,
  ],
  ['E1-facts', 'a change was forgotten', ({ changed }) => `delete from orders.change where order_id = '${changed}'`],
  ...corruptionsOfImports,
  ...corruptionsOfPeople,
  ...corruptionsOfTrade,
  ...corruptionsOfWatching,
]
