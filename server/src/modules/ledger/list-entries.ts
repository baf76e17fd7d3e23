import { money } from '@baton/contract/decimal'
import type { ledger } from '@baton/contract/ledger'
import { query } from '../../kernel/command.ts'
import { fromTop, keyOf, pageOf } from '../../kernel/cursor.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'

interface PostingText {
  line: number
  debit: { code: string; nameZh: string; nameEn: string }
  credit: { code: string; nameZh: string; nameEn: string }
  /** In JSON a bigint is text, since a JSON number would lose its last digits. */
  amount: string
  customer: { id: string; name: string } | null
}

interface Row {
  id: string
  kind: string
  posted_on: string
  text: string
  document_kind: string
  document_id: string
  reverses_id: string | null
  recorded_at: Date
  recorded_by: string | null
  recorded_by_name: string | null
  postings: PostingText[]
}

const account = (name: string) =>
  `json_build_object('code', ${name}.code, 'nameZh', ${name}.name_zh, 'nameEn', ${name}.name_en)`

const entries = (condition: string, order: string, limit: string) =>
  `select e.entry_id as id, e.kind, e.posted_on, e.text, e.document_kind, e.document_id, e.reverses_id, e.recorded_at, e.recorded_by,
          w.name as recorded_by_name,
          (select json_agg(json_build_object('line', p.line, 'debit', ${account('d')}, 'credit', ${account('c')}, 'amount', p.amount::text,
                    'customer', case when p.customer_id is not null then json_build_object('id', p.customer_id, 'name', k.name) end) order by p.line)
             from ledger.posting p
             join ledger.account d on d.company_id = p.company_id and d.code = p.debit
             join ledger.account c on c.company_id = p.company_id and c.code = p.credit
             left join partners.read_customer k on k.company_id = p.company_id and k.customer_id = p.customer_id
            where p.company_id = e.company_id and p.entry_id = e.entry_id) as postings
     from ledger.entry e
     left join people.read_person w on w.company_id = e.company_id and w.person_id = e.recorded_by
    where ${condition} order by ${order} limit ${limit}`

const list = statement<Row>(
  'ledger.listEntries',
  entries('(e.posted_on, e.entry_id) < ($1::date, $2::uuid)', 'e.posted_on desc, e.entry_id desc', '$3'),
)

const moved = (side: 'debit' | 'credit') =>
  `(select entry_id from ledger.posting where ${side} = $1 and entry_id < $2::uuid order by entry_id desc limit $3)`
const listOfAccount = statement<Row>(
  'ledger.listEntriesOfAccount',
  entries(`e.entry_id = any(array(${moved('debit')} union ${moved('credit')}))`, 'e.entry_id desc', '$3'),
)

/** After the last entry there can be. */
const END = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Entries by the day they were posted on; those of one account in the order in which they were recorded, newest first. */
export const listEntries = query({
  load: (work, request: RequestOf<(typeof ledger)['GET /v1/ledger/entries']>) => {
    if (request.account === undefined) return { rows: work.read(list, [...fromTop(request.cursor), request.limit + 1]) }
    const [id] = keyOf(request.cursor, 1)
    return { rows: work.read(listOfAccount, [request.account, id ?? END, request.limit + 1]) }
  },
  run: (_work, request, { rows }) =>
    pageOf(
      rows,
      request.limit,
      (row) => (request.account === undefined ? [row.posted_on, row.id] : [row.id]),
      (row) => ({
        id: row.id,
        kind: row.kind,
        postedOn: row.posted_on,
        text: row.text,
        documentKind: row.document_kind,
        documentId: row.document_id,
        reverses: row.reverses_id,
        recordedAt: row.recorded_at.toISOString(),
        recordedBy: row.recorded_by ? { id: row.recorded_by, name: row.recorded_by_name ?? '' } : null,
        postings: row.postings.map((posting) => ({ ...posting, amount: money(BigInt(posting.amount)) })),
      }),
    ),
})
