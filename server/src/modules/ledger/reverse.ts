import type { Read } from '../../kernel/read.ts'
import { type Statement, statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

interface EntryRow {
  entry_id: string
  kind: string
  document_kind: string
  document_id: string
  debit: string
  credit: string
  amount: bigint
  customer_id: string | null
}

/** A posted entry that still stands: it is no reversal and has not been reversed. Debit and credit are account codes. */
export interface Entry {
  id: string
  kind: string
  documentKind: string
  documentId: string
  postings: { debit: string; credit: string; amount: bigint; customerId: string | null }[]
}

/** A statement that reads the standing entries of the documents that `documents` selects as (kind text, id uuid). */
export const entriesOf = (name: string, documents: string): Statement<EntryRow> =>
  statement<EntryRow>(
    name,
    `select e.entry_id, e.kind, e.document_kind, e.document_id, p.debit, p.credit, p.amount, p.customer_id
       from ledger.entry e
       join ledger.posting p on p.company_id = e.company_id and p.entry_id = e.entry_id
      where e.document_id = any(array(select d.id from (${documents}) as d (kind, id))) and (e.document_kind, e.document_id) in (${documents}) and e.reverses_id is null
        and not exists (select from ledger.entry r where r.company_id = e.company_id and r.reverses_id = e.entry_id)
      order by e.entry_id, p.line`,
  )

/** Reads entries with a statement of `entriesOf`. The document must be locked before, so that nobody else reverses them meanwhile. */
export function loadEntriesOf(work: Work, entries: Statement<EntryRow>, values: unknown[]): Read<Entry[]> {
  return work.read(entries, values).map((rows) => {
    const byId = new Map<string, Entry>()
    for (const row of rows) {
      const entry = byId.get(row.entry_id) ?? {
        id: row.entry_id,
        kind: row.kind,
        documentKind: row.document_kind,
        documentId: row.document_id,
        postings: [],
      }
      entry.postings.push({ debit: row.debit, credit: row.credit, amount: row.amount, customerId: row.customer_id })
      byId.set(entry.id, entry)
    }
    return [...byId.values()]
  })
}

const writeReversals = statement(
  'ledger.writeReversals',
  `with reversed as (
     select * from unnest($1::uuid[], $2::uuid[]) as r (reversal_id, entry_id)),
   entries as (
     insert into ledger.entry (entry_id, kind, document_kind, document_id, posted_on, text, reverses_id, recorded_at, recorded_by)
     select r.reversal_id, e.kind, e.document_kind, e.document_id, $3::date, $4::text, e.entry_id, $5::timestamptz, $6::uuid
       from reversed r join ledger.entry e on e.entry_id = r.entry_id)
   insert into ledger.posting (entry_id, line, debit, credit, amount, customer_id)
   select r.reversal_id, p.line, p.credit, p.debit, p.amount, p.customer_id
     from reversed r join ledger.posting p on p.entry_id = r.entry_id`,
)

/** Undoes entries by new ones with the sides swapped: what is posted never changes. Each entry can be reversed once. */
export function reverse(
  work: Work,
  entries: readonly Pick<Entry, 'id'>[],
  { on, text }: { on: string; text?: string },
): string[] {
  if (entries.length === 0) return []
  const ids = entries.map(() => work.newId())
  work.write(writeReversals, [ids, entries.map(({ id }) => id), on, text ?? '', work.now, work.actor.personId])
  return ids
}
