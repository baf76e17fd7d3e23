import { money } from '@baton/contract/decimal'
import type { ledger } from '@baton/contract/ledger'
import { command, query } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { record } from '../../kernel/work.ts'
import type { AccountKind } from './chart.ts'
import { decideOpenings, isControlled, no, type OpenedAccount } from './opening.rules.ts'
import { entriesOf, loadEntriesOf, reverse } from './reverse.ts'

const lockAccounts = statement<{ code: string }>(
  'ledger.lockAccounts',
  'select code from ledger.account where code = any($1::text[]) order by code for no key update',
)

type AccountRow = OpenedAccount & {
  nameZh: string
  nameEn: string
  kind: AccountKind
  version: number
  openingId: string | null
  openedOn: string | null
}

/** What stood on an account at the start is what moved between it and the opening balances. */
const findAccounts = statement<AccountRow>(
  'ledger.findAccounts',
  `with other as materialized (select code from ledger.account where role = 'opening'),
   moved as materialized (
     select p.debit as code, p.amount from ledger.posting p where p.credit = any(array(select code from other))
     union all
     select p.credit, -p.amount from ledger.posting p where p.debit = any(array(select code from other)))
   select a.code, a.name_zh as "nameZh", a.name_en as "nameEn", a.kind, a.role, a.active, a.version, o.opening_id as "openingId", o.opened_on as "openedOn",
          o.opening_id is not null as standing, coalesce((select sum(m.amount) from moved m where m.code = a.code), 0)::bigint as opened
     from ledger.account a
     left join ledger.opening o on o.company_id = a.company_id and o.account = a.code and o.reversed_at is null
    order by a.code`,
)

/** The chart of accounts with the opening balances; together they leave nothing on the account that is their other side. */
export const listAccounts = query({
  load: (work, _request: RequestOf<(typeof ledger)['GET /v1/accounts']>) => ({ accounts: work.read(findAccounts) }),
  run: (_work, { scope }, { accounts }) => ({
    rows: accounts
      .filter(({ active, role }) => scope === 'all' || (active && role !== 'opening'))
      .map(({ code, nameZh, nameEn, kind, role, active, version, opened, openingId, openedOn }) => ({
        code,
        nameZh,
        nameEn,
        kind,
        active,
        posted: role !== null,
        version,
        controlled: isControlled(role),
        opened: money(opened),
        opening: openingId === null ? null : { id: openingId, on: openedOn! },
      })),
    difference: money(accounts.reduce((sum, { opened }) => sum + opened, 0n)),
  }),
})

const writeOpenings = statement(
  'ledger.writeOpenings',
  `with made as (
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) as o (id, entry_id, account, amount)),
   openings as (
     insert into ledger.opening (opening_id, account, opened_on, amount, opened_by, opened_at)
     select id, account, $5::date, amount, $6::uuid, $7::timestamptz from made),
   entries as (
     insert into ledger.entry (entry_id, kind, document_kind, document_id, posted_on, recorded_at, recorded_by)
     select entry_id, 'opening', 'ledgerOpening', id, $5::date, $7::timestamptz, $6::uuid from made)
   insert into ledger.posting (entry_id, line, debit, credit, amount)
   select entry_id, 1, case when amount > 0 then account else other end, case when amount > 0 then other else account end, abs(amount)
     from (select made.*, (select code from ledger.account where role = 'opening') as other from made) m`,
)

/** Posts what stood on the accounts before, each against the opening balances; controlled accounts are compared and not posted. */
export const openAccounts = command({
  load: (work, { lines }: RequestOf<(typeof ledger)['POST /v1/ledger/openings']>) => {
    work.read(lockAccounts, [lines.map(({ account }) => account)])
    return { accounts: work.read(findAccounts) }
  },
  run: (work, request, { accounts }) => {
    const { timeZone, currency } = work.company
    const today = dayIn(timeZone, work.now)
    const on = request.on ?? today
    const posted = decideOpenings(request.lines, { on, today, accounts, currency })
    const made = posted.map((one) => ({ ...one, id: work.newId(), entryId: work.newId() }))
    work.write(writeOpenings, [
      made.map(({ id }) => id),
      made.map(({ entryId }) => entryId),
      made.map(({ account }) => account),
      made.map(({ amount }) => amount),
      on,
      work.actor.personId,
      work.now,
    ])
    const rows = made.map(({ id, account, amount }) => ({ id, account, amount: money(amount) }))
    for (const { id, ...data } of rows)
      record(work, { type: 'ledger.opened', kind: 'ledgerOpening', id, begins: true, data: { ...data, on } })
    return { rows }
  },
})

const lockOpening = statement<{ id: string; account: string; amount: bigint; reversed: boolean }>(
  'ledger.lockOpening',
  `select opening_id as id, account, amount, reversed_at is not null as reversed
     from ledger.opening where opening_id = $1 for no key update`,
)
const entries = entriesOf('ledger.openingEntries', `select 'ledgerOpening'::text, $1::uuid`)
const writeReversal = statement(
  'ledger.reverseOpening',
  'update ledger.opening set reversed_at = $2, reversed_by = $3, reason = $4 where opening_id = $1',
)

/** Takes back the opening balance of one account by a reversing entry; the account can then be opened anew. */
export const reverseOpening = command({
  load: (work, { id }: RequestOf<(typeof ledger)['POST /v1/ledger/openings/:id/reverse']>) => {
    const openings = work.read(lockOpening, [id])
    loadChains(work, 'ledgerOpening', [id])
    return { openings, entries: loadEntriesOf(work, entries, [id]) }
  },
  run: (work, { id, reason }, { openings: [opening], entries: posted }) => {
    if (!opening) throw no.openingUnknown()
    if (opening.reversed) throw no.openingReversed(opening.account)

    work.write(writeReversal, [id, work.now, work.actor.personId, reason])
    reverse(work, posted, { on: dayIn(work.company.timeZone, work.now), text: reason })
    const data = { account: opening.account, amount: money(opening.amount), reason }
    record(work, { type: 'ledger.openingReversed', kind: 'ledgerOpening', id, data })
    return { id }
  },
})
