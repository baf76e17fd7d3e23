import { money } from '@baton/contract/decimal'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { begin } from '../custody/index.ts'
import type { ImportedLine, ImportedOrder } from './import-orders.ts'
import { summaryOf } from './import-orders.ts'

/** An order that another system had not shipped: what was agreed, and nothing of what follows. */
export type ImportedDraft = Pick<
  ImportedOrder,
  | 'id'
  | 'importKey'
  | 'number'
  | 'customerId'
  | 'customerNumber'
  | 'currency'
  | 'paymentMethod'
  | 'termDays'
  | 'contactName'
  | 'recipient'
  | 'phone'
  | 'region'
  | 'street'
  | 'orderedOn'
  | 'promisedOn'
  | 'note'
> & { lines: readonly ImportedLine[] }

const writeDrafts = statement(
  'orders.importDrafts',
  `with made as (
     insert into orders.sales_order (
       order_id, import_key, number, customer_id, customer_number, currency, payment_method, term_days, contact_name, recipient, phone, region, street,
       ordered_on, requested_on, note, summary, net, gross, tax, state, prices_include_tax, invoice_basis, owner_id, holder_id, holder_department_id,
       held_since, created_at, updated_at)
     select o.*, o.net, 0, 'draft', false, 'signed', $19, $19, $20, $21, $21, $21
       from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[], $10::text[], $11::text[],
                   $12::text[], $13::text[], $14::date[], $15::date[], $16::text[], $17::text[], $18::bigint[])
         as o (order_id, import_key, number, customer_id, customer_number, currency, payment_method, term_days, contact_name, recipient, phone, region,
               street, ordered_on, requested_on, note, summary, net))
   insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, net, requested_on, gross, tax,
                            tax_rate)
   select l.*, l.net, 0, 0
     from unnest($22::uuid[], $23::int[], $24::uuid[], $25::text[], $26::text[], $27::text[], $28::bigint[], $29::bigint[], $30::bigint[], $31::text[],
                 $32::bigint[], $33::date[])
       as l (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, net, requested_on)`,
)

/** Brings orders in as drafts that whoever imports them owns and holds: from here on they go the way of every order. */
export function importDrafts(work: Work, drafts: readonly ImportedDraft[]): void {
  if (drafts.length === 0) return
  const { actor, now } = work
  const column = <T>(of: (draft: ImportedDraft) => T): T[] => drafts.map(of)
  const lines = drafts.flatMap(({ id, promisedOn, lines: own }) => own.map((line) => ({ id, promisedOn, line })))
  work.write(writeDrafts, [
    column(({ id }) => id),
    column(({ importKey }) => importKey),
    column(({ number }) => number),
    column(({ customerId }) => customerId),
    column(({ customerNumber }) => customerNumber),
    column(({ currency }) => currency),
    column(({ paymentMethod }) => paymentMethod),
    column(({ termDays }) => termDays),
    column(({ contactName }) => contactName),
    column(({ recipient }) => recipient),
    column(({ phone }) => phone),
    column(({ region }) => region),
    column(({ street }) => street),
    column(({ orderedOn }) => orderedOn),
    column(({ promisedOn }) => promisedOn),
    column(({ note }) => note),
    column(summaryOf),
    column(netOf),
    actor.personId,
    actor.departmentId,
    now,
    lines.map(({ id }) => id),
    lines.map(({ line }) => line.line),
    lines.map(({ line }) => line.itemId),
    lines.map(({ line }) => line.kind),
    lines.map(({ line }) => line.description),
    lines.map(({ line }) => line.unit),
    lines.map(({ line }) => line.quantity),
    lines.map(({ line }) => line.unitPrice),
    lines.map(({ line }) => line.listPrice),
    lines.map(({ line }) => line.taxCode),
    lines.map(({ line }) => line.amount),
    lines.map(({ promisedOn }) => promisedOn),
  ])
  begin(
    work,
    drafts.map(({ id }) => ({
      kind: 'order',
      id,
      holderId: actor.personId,
      departmentId: actor.departmentId,
      entered: 'imported' as const,
      because: 'owner' as const,
    })),
  )
  for (const draft of drafts)
    record(work, {
      type: 'orders.created',
      kind: 'order',
      id: draft.id,
      begins: true,
      data: {
        customerId: draft.customerId,
        gross: money(netOf(draft)),
        lines: draft.lines.length,
        key: draft.importKey,
      },
    })
}

const netOf = ({ lines }: ImportedDraft): bigint => lines.reduce((sum, { amount }) => sum + amount, 0n)
