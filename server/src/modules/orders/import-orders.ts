import { money } from '@baton/contract/decimal'
import { statement } from '../../kernel/statement.ts'
import { record, type Work } from '../../kernel/work.ts'
import { importClosed } from '../custody/index.ts'

/** A line as another system had it; its amount is given and not taxed again. */
export interface ImportedLine {
  line: number
  itemId: string
  kind: 'stock' | 'service' | 'freight'
  description: string
  unit: string
  quantity: bigint
  unitPrice: bigint
  listPrice: bigint | null
  taxCode: string
  /** Minor units. */
  amount: bigint
}

/** An order that was over in another system: shipped, signed, invoiced and paid. Amounts in minor units of its currency. */
export interface ImportedOrder {
  id: string
  /** Names it in its source; unique in the company. */
  importKey: string
  number: string
  customerId: string
  customerNumber: string
  ownerId: string
  ownerDepartmentId: string
  currency: string
  paymentMethod: string
  termDays: number
  contactName: string
  recipient: string
  phone: string
  region: string
  street: string
  orderedOn: string
  orderedAt: Date
  promisedOn: string
  settledAt: Date
  note: string
  givenTax: bigint
  freight: bigint
  rounding: bigint
  net: bigint
  gross: bigint
  lines: readonly ImportedLine[]
  /** What the order's one event tells beside its amounts, such as the days of its way. */
  told: Record<string, unknown>
}

const writeOrders = statement(
  'orders.import',
  `insert into orders.sales_order (
     order_id, import_key, number, customer_id, customer_number, owner_id, currency, payment_method, term_days, contact_name, recipient, phone, region,
     street, ordered_on, created_at, promised_on, updated_at, note, summary, given_tax, freight, rounding, net, gross, performed_at, reserved_progress,
     paid_progress, tax, invoiced, paid, requested_on, state, prices_include_tax, invoice_basis, shipped_progress, signed_progress, invoiced_progress)
   select o.*, o.given_tax, o.gross, o.gross, o.promised_on, 'settled', false, 'signed', 'fully', 'fully', 'fully'
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[],
                 $12::text[], $13::text[], $14::text[], $15::date[], $16::timestamptz[], $17::date[], $18::timestamptz[], $19::text[], $20::text[],
                 $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[], $25::bigint[], $26::timestamptz[], $27::text[], $28::text[])
       as o (order_id, import_key, number, customer_id, customer_number, owner_id, currency, payment_method, term_days, contact_name, recipient, phone,
             region, street, ordered_on, created_at, promised_on, updated_at, note, summary, given_tax, freight, rounding, net, gross, performed_at,
             reserved_progress, paid_progress)`,
)

const writeLines = statement(
  'orders.importLines',
  `insert into orders.line (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, net, tax_rate, tax, gross,
                            requested_on, promised_on, shipped, signed, invoiced)
   select l.order_id, l.line, l.item_id, l.kind, l.description, l.unit, l.quantity, l.unit_price, l.list_price, l.tax_code, l.net, 0, 0, l.net,
          l.promised_on, l.promised_on, l.quantity, l.quantity, l.quantity
     from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[],
                 $11::bigint[], $12::date[])
       as l (order_id, line, item_id, kind, description, unit, quantity, unit_price, list_price, tax_code, net, promised_on)`,
)

/**
 * The transition `imported`: orders of another system arrive settled, in few statements however many there are, with one event each. Deliveries,
 * invoices and payments must come in the same transaction. Nothing is reserved, no task opens, and no credit is used.
 */
export function importOrders(work: Work, orders: readonly ImportedOrder[]): void {
  if (orders.length === 0) return
  const column = <T>(of: (order: ImportedOrder) => T): T[] => orders.map(of)
  const stocked = column(({ lines }) => lines.some(({ kind }) => kind === 'stock'))
  work.write(writeOrders, [
    column(({ id }) => id),
    column(({ importKey }) => importKey),
    column(({ number }) => number),
    column(({ customerId }) => customerId),
    column(({ customerNumber }) => customerNumber),
    column(({ ownerId }) => ownerId),
    column(({ currency }) => currency),
    column(({ paymentMethod }) => paymentMethod),
    column(({ termDays }) => termDays),
    column(({ contactName }) => contactName),
    column(({ recipient }) => recipient),
    column(({ phone }) => phone),
    column(({ region }) => region),
    column(({ street }) => street),
    column(({ orderedOn }) => orderedOn),
    column(({ orderedAt }) => orderedAt),
    column(({ promisedOn }) => promisedOn),
    column(({ settledAt }) => settledAt),
    column(({ note }) => note),
    column(summaryOf),
    column(({ givenTax }) => givenTax),
    column(({ freight }) => freight),
    column(({ rounding }) => rounding),
    column(({ net }) => net),
    column(({ gross }) => gross),
    // An order without stock was performed; one with stock was shipped.
    orders.map(({ settledAt }, index) => (stocked[index] ? null : settledAt)),
    stocked.map((is) => (is ? 'fully' : 'none')),
    column(({ gross }) => (gross > 0n ? 'fully' : 'none')),
  ])
  writeImportedLines(work, orders)
  importClosed(
    work,
    orders.map((order) => ({
      kind: 'order',
      id: order.id,
      holderId: order.ownerId,
      departmentId: order.ownerDepartmentId,
      since: order.orderedAt,
      until: order.settledAt,
    })),
  )
  for (const order of orders) record(work, importedEvent(order))
}

function writeImportedLines(work: Work, orders: readonly ImportedOrder[]): void {
  const lines = orders.flatMap(({ id, promisedOn, lines: own }) => own.map((line) => ({ id, promisedOn, line })))
  work.write(writeLines, [
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
}

/** The first lines, for lists of orders. */
export const summaryOf = ({ lines }: { lines: readonly ImportedLine[] }): string =>
  lines
    .slice(0, 2)
    .map(({ description }) => description)
    .join(', ')
    .slice(0, 80)

const importedEvent = (order: ImportedOrder) => ({
  type: 'orders.imported',
  kind: 'order',
  id: order.id,
  begins: true,
  data: {
    to: 'settled',
    key: order.importKey,
    customerId: order.customerId,
    ownerId: order.ownerId,
    orderedOn: order.orderedOn,
    ...order.told,
    lines: order.lines.length,
    net: money(order.net),
    tax: money(order.givenTax),
    freight: money(order.freight),
    rounding: money(order.rounding),
    gross: money(order.gross),
  },
})
