import { money } from '@baton/contract/decimal'
import type { finance } from '@baton/contract/finance'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { balanced, type Turnover } from './trial-balance.rules.ts'

/** All that was ever posted, from an index alone, less what was posted after the day: mostly nothing. */
const findTurnovers = statement<Turnover>(
  'ledger.findTurnovers',
  `with moved as materialized (
     select m.debit, m.credit, sum(m.amount) as amount from (
       select p.debit, p.credit, p.amount from ledger.posting p
       union all
       select p.debit, p.credit, -p.amount
         from ledger.entry e
         join ledger.posting p on p.company_id = e.company_id and p.entry_id = e.entry_id
        where e.posted_on > $1) as m
      group by m.debit, m.credit)
   select a.code, a.name_zh, a.name_en, a.kind,
          coalesce((select sum(m.amount) from moved m where m.debit = a.code), 0)::bigint as debit,
          coalesce((select sum(m.amount) from moved m where m.credit = a.code), 0)::bigint as credit
     from ledger.account a order by a.code`,
)

/** What each account received and gave up to a day; both columns have one sum. */
export const trialBalance = query({
  load: (work, request: RequestOf<(typeof finance)['GET /v1/trial-balance']>) => {
    const on = request.on ?? dayIn(work.company.timeZone, work.now)
    return { on, turnovers: work.read(findTurnovers, [on]) }
  },
  run: (_work, _request, { on, turnovers }) => {
    const { rows, debit, credit } = balanced(turnovers)
    return {
      on,
      rows: rows.map((row) => ({
        code: row.code,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        kind: row.kind,
        debit: money(row.debit),
        credit: money(row.credit),
        balance: money(row.balance),
      })),
      debit: money(debit),
      credit: money(credit),
    }
  },
})
