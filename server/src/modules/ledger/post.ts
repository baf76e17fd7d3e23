import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { type Posting, settledPostings } from './posting.rules.ts'

/** What is to be posted for a document, on a day of the company's calendar ("2026-11-22"). */
export interface NewEntry {
  kind: string
  documentKind: string
  documentId: string
  on: string
  text?: string
  /** Brought in from another system, not posted by a document of this one. */
  imported?: boolean
  postings: readonly Posting[]
}

// Accounts are joined from the left, so that a role without account fails as null instead of vanishing.
const writeEntries = statement(
  'ledger.writeEntries',
  `with entries as (
     insert into ledger.entry (entry_id, kind, document_kind, document_id, posted_on, text, imported, recorded_at, recorded_by)
     select *, $8::timestamptz, $9::uuid
       from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::date[], $6::text[], $7::boolean[]))
   insert into ledger.posting (entry_id, line, debit, credit, amount, customer_id)
   select p.entry_id, p.line, d.code, c.code, p.amount, p.customer_id
     from unnest($10::uuid[], $11::smallint[], $12::text[], $13::text[], $14::bigint[], $15::uuid[])
       as p (entry_id, line, debit, credit, amount, customer_id)
     left join ledger.account d on d.role = p.debit
     left join ledger.account c on c.role = p.credit`,
)

/** Posts an entry in the transaction of its document. Answers the entry's id, or null when no amount is left to post. */
export function post(work: Work, entry: NewEntry): string | null {
  return postMany(work, [entry])[0]!
}

/** The same for many documents in one statement; the ids stand in the order of the entries. */
export function postMany(work: Work, entries: readonly NewEntry[]): (string | null)[] {
  const settled = entries.map((entry) => {
    const postings = settledPostings(entry.postings)
    return { ...entry, postings, id: postings.length > 0 ? work.newId() : null }
  })
  const posted = settled.filter(({ id }) => id !== null)
  if (posted.length === 0) return settled.map(() => null)
  const postings = posted.flatMap(({ id, postings: own }) => own.map((one, index) => ({ id, line: index + 1, ...one })))
  work.writeRows(writeEntries, [
    posted.map(({ id }) => id),
    posted.map(({ kind }) => kind),
    posted.map(({ documentKind }) => documentKind),
    posted.map(({ documentId }) => documentId),
    posted.map(({ on }) => on),
    posted.map(({ text }) => text ?? ''),
    posted.map(({ imported }) => imported ?? false),
    work.now,
    work.actor.personId,
    postings.map(({ id }) => id),
    postings.map(({ line }) => line),
    postings.map(({ debit }) => debit),
    postings.map(({ credit }) => credit),
    postings.map(({ amount }) => amount),
    postings.map(({ customerId }) => customerId ?? null),
  ])
  return settled.map(({ id }) => id)
}
