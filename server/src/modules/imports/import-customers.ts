import { statement } from '../../kernel/statement.ts'
import type { Company } from '../../kernel/work.ts'
import {
  addCustomers,
  type CustomerChange,
  changeCustomers,
  decideFirstLimit,
  loadCustomersNamed,
  type NewCustomer,
  type StandingCustomer,
} from '../partners/index.ts'
import { CUSTOMER_FIELDS as FIELDS } from './customer-fields.rules.ts'
import { type Fault, faults } from './faults.rules.ts'
import type { Field } from './field.rules.ts'
import {
  at,
  changedOf,
  type Judged,
  kindOf,
  type MadeOrChanged,
  madeOf,
  type Parsed,
  resolve,
  standing,
  textsOf,
  textValue,
  valueOr,
  wrong,
} from './kind.ts'
import { findPersons } from './lookups.ts'

const findKnown = statement<StandingCustomer>(
  'imports.knownCustomers',
  `select customer_id as id, number, name, short_name as "shortName", tax_id as "taxId", region, payment_method as "paymentMethod",
          invoice_basis as "invoiceBasis", term_days as "termDays", owner_id as "ownerId", note, active
     from partners.read_customer where customer_id = any(array(
       select customer_id from partners.read_customer where number = any($1::text[])
       union select customer_id from partners.read_customer where name = any($2::text[])))`,
)

const field = (name: string): Field => FIELDS.find((one) => one.name === name)!

/** Customers are told apart by their number, or by their name when the file gives none. */
export const customers = kindOf({
  kind: 'customers',
  right: 'partners.change',
  fields: FIELDS,
  keyField: 'number',
  keyOf: ({ number, name }) => (number ? `#${number}` : name ? `=${name}` : null),
  numbers: (rows) => ({ CU: rows.filter((row) => !row.values.number).length }),
  updates: true,
  load: (work, rows, _found, { updates }) => {
    const numbers = textsOf(rows, 'number')
    const unnumbered = rows.filter((row) => !row.values.number)
    const names = textsOf(unnumbered, 'name')
    return {
      known: updates ? loadCustomersNamed(work, numbers, names) : work.read(findKnown, [numbers, names]),
      persons: work.read(findPersons, [textsOf(rows, 'owner')]),
    }
  },
  judge: (work, rows, { known, persons }, _found, { writes, updates }) => {
    const byNumber = new Map(known.map((one) => [one.number, one]))
    const byName = new Map<string, typeof known>()
    for (const one of known) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
    const mayGiveCredit = work.actor.rights.has('partners.credit')
    const lines = new Map<string, number>()
    return rows.map((row): Judged<MadeOrChanged<NewCustomer, CustomerChange>> => {
      const name = textValue(row, 'name')
      const namesakes = row.values.number ? [] : (byName.get(name) ?? [])
      const kept = row.values.number ? byNumber.get(textValue(row, 'number')) : namesakes[0]
      const found: Fault[] = []
      if (updates && namesakes.length > 1) found.push(at(row, 'name', faults.ambiguous(field('name'), name)))
      const owner = row.values.owner ? resolve(row, field('owner'), persons) : null
      if (owner && 'fault' in owner) found.push(owner.fault)
      const ownerId = owner && 'one' in owner ? owner.one.id : null
      // One row may name a customer by number and another by name, which their keys do not show.
      const twice = kept && updates ? lines.get(kept.id) : undefined
      if (twice !== undefined) found.push(at(row, 'name', faults.twice(field('name'), twice)))
      if (kept) lines.set(kept.id, twice ?? row.line)
      if (kept && row.faults.length === 0 && (!updates || found.length === 0))
        return standingOf(row, kept, { ownerId, persons, updates })
      if (row.values.creditLimit && !mayGiveCredit)
        found.push(at(row, 'creditLimit', faults.needsRight(field('creditLimit'), 'partners.credit')))
      found.push(...addressFaults(row))
      if (row.faults.length + found.length > 0) return wrong(row, found)
      const ready: NewCustomer = {
        id: work.newId(),
        number: textValue(row, 'number') || (writes ? work.nextNumber('CU') : ''),
        ...termsOf(row, work.company.settings),
        creditLimit: decideFirstLimit(row.values.creditLimit as bigint | undefined, mayGiveCredit),
        ownerId,
        contacts: contactsOf(row).map((one) => ({ ...one, id: work.newId() })),
        addresses: addressesOf(row).map((one) => ({ ...one, id: work.newId() })),
      }
      return { line: row.line, state: 'ready', faults: [], subjectId: ready.id, ready: { made: ready } }
    })
  },
  write: (work, ready) => {
    addCustomers(work, madeOf(ready))
    changeCustomers(work, changedOf(ready))
  },
})

/** Contacts, addresses and the credit limit stay: they are changed where their history is seen. */
function standingOf(
  row: Parsed,
  kept: StandingCustomer,
  facts: { ownerId: string | null; persons: readonly { id: string; names: readonly string[] }[]; updates: boolean },
): Judged<{ changed: CustomerChange }> {
  const { ownerId, persons, updates } = facts
  const after = {
    name: valueOr(row, 'name', kept.name),
    shortName: valueOr(row, 'shortName', kept.shortName),
    taxId: valueOr(row, 'taxId', kept.taxId),
    region: valueOr(row, 'region', kept.region),
    paymentMethod: valueOr(row, 'paymentMethod', kept.paymentMethod),
    invoiceBasis: valueOr(row, 'invoiceBasis', kept.invoiceBasis),
    termDays: valueOr(row, 'termDays', kept.termDays),
    ownerId: ownerId ?? kept.ownerId,
    note: valueOr(row, 'note', kept.note),
    active: kept.active,
  }
  const shown = {
    name: kept.name,
    shortName: kept.shortName,
    taxId: kept.taxId ?? '',
    region: kept.region,
    paymentMethod: kept.paymentMethod,
    invoiceBasis: kept.invoiceBasis,
    termDays: String(kept.termDays),
    owner: persons.find(({ id }) => id === kept.ownerId)?.names[0] ?? '…',
    note: kept.note,
  }
  return standing(row, kept.id, FIELDS, { before: kept, after }, { shown, updates })
}

const termsOf = (row: Parsed, usual: Company['settings']) => ({
  name: textValue(row, 'name'),
  shortName: textValue(row, 'shortName'),
  taxId: textValue(row, 'taxId') || null,
  region: textValue(row, 'region'),
  paymentMethod: (textValue(row, 'paymentMethod') || 'transfer') as NewCustomer['paymentMethod'],
  invoiceBasis: (textValue(row, 'invoiceBasis') || usual.invoiceBasis) as NewCustomer['invoiceBasis'],
  termDays: (row.values.termDays as number | undefined) ?? usual.termDays,
  note: textValue(row, 'note'),
  active: true,
})

const contactsOf = (row: Parsed) =>
  row.values.contactName
    ? [
        {
          name: textValue(row, 'contactName'),
          position: textValue(row, 'contactPosition'),
          phone: textValue(row, 'contactPhone'),
          email: textValue(row, 'contactEmail'),
          preferred: true,
        },
      ]
    : []

const phoneOf = (row: Parsed): string => textValue(row, 'phone') || textValue(row, 'contactPhone')

const addressesOf = (row: Parsed) =>
  row.values.street
    ? [
        {
          recipient:
            textValue(row, 'recipient') || textValue(row, 'contactName') || textValue(row, 'name').slice(0, 100),
          phone: phoneOf(row),
          region: textValue(row, 'addressRegion'),
          street: textValue(row, 'street'),
          preferred: true,
        },
      ]
    : []

/** An address is whole or absent: where to, and whom to call. */
function addressFaults(row: Parsed): Fault[] {
  if (row.values.street) {
    const place = ['phone', 'contactPhone'].find((name) => name in row.columns) ?? 'street'
    return phoneOf(row) ? [] : [at(row, place, faults.together(field('phone'), field('street')))]
  }
  const given = ['recipient', 'phone', 'addressRegion'].find((name) => row.values[name])
  return given ? [at(row, 'street', faults.together(field('street'), field(given)))] : []
}
