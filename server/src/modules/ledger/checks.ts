import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'M1',
    title:
      'Each entry has postings, and each posting moves a positive amount between two accounts, so entries sum to zero',
    sql: `select company_id, entry_id, p.line, p.amount
            from (select company_id, entry_id, true as entered from ledger.entry) e full join ledger.posting p using (company_id, entry_id)
           where e.entered is null or p.line is null or p.amount <= 0 or p.debit is null or p.credit is null or p.debit = p.credit`,
  },
  {
    id: 'M2',
    title: 'The trial balance: over the accounts of the chart, debits and credits have one sum',
    sql: `with moved as (
            select company_id, debit, credit, sum(amount) as amount from ledger.posting group by company_id, debit, credit),
          sides as (
            select company_id, debit as code, amount as debit, 0 as credit from moved
            union all select company_id, credit, 0, amount from moved)
          select s.company_id, sum(s.debit) as debit, sum(s.credit) as credit
            from sides s join ledger.account a on a.company_id = s.company_id and a.code = s.code
           group by s.company_id having sum(s.debit) <> sum(s.credit)`,
  },
  {
    id: 'M12',
    title:
      'An opening balance that stands has its entry against the opening account, and one that was taken back leaves nothing',
    sql: `with posted as (
            select o.company_id, o.opening_id,
                   sum(case when p.debit = o.account and p.credit = a.code then p.amount
                            when p.credit = o.account and p.debit = a.code then -p.amount else 0 end) as amount
              from ledger.opening o
              join ledger.account a on a.company_id = o.company_id and a.role = 'opening'
              join ledger.entry e on e.company_id = o.company_id and e.document_kind = 'ledgerOpening' and e.document_id = o.opening_id
              join ledger.posting p on p.company_id = e.company_id and p.entry_id = e.entry_id
             group by o.company_id, o.opening_id)
          select o.company_id, o.opening_id, o.account, o.amount, p.amount as posted
            from ledger.opening o left join posted p on p.company_id = o.company_id and p.opening_id = o.opening_id
           where coalesce(p.amount, 0) <> case when o.reversed_at is null then o.amount else 0 end`,
  },
  {
    id: 'M6-ledger',
    title: 'A reversal is its entry with the sides swapped, posting by posting',
    sql: `with pairs as (
            select company_id, entry_id as reversal_id, reverses_id from ledger.entry where reverses_id is not null),
          undone as (
            select r.company_id, r.reversal_id, p.line, p.credit as debit, p.debit as credit, p.amount, p.customer_id
              from pairs r join ledger.posting p on p.company_id = r.company_id and p.entry_id = r.reverses_id),
          undoing as (
            select r.company_id, r.reversal_id, p.line, p.debit, p.credit, p.amount, p.customer_id
              from pairs r join ledger.posting p on p.company_id = r.company_id and p.entry_id = r.reversal_id)
          (select * from undone except all select * from undoing) union all (select * from undoing except all select * from undone)`,
  },
]
