import { statement } from '../../kernel/statement.ts'
import type { Company } from '../../kernel/work.ts'
import { addCustomers, decideFirstLimit, type NewCustomer } from '../partners/index.ts'
import type { Field } from './cells.rules.ts'
import { CUSTOMER_FIELDS as FIELDS } from './customer-fields.rules.ts'
import { type Fault, faults } from './faults.rules.ts'
import { at, differences, existing, kindOf, type Parsed, resolve, textsOf, textValue, wrong } from './kind.ts'
import { findPersons } from './lookups.ts'

interface Known {
  id: string
  number: string
  name: string
  shortName: string
  taxId: string | null
  region: string
  termDays: number
}

const findKnown = statement<Known>(
  'imports.knownCustomers',
  `select customer_id as id, number, name, short_name as "shortName", tax_id as "taxId", region, term_days as "termDays"
     from partners.read_customer where number = any($1::text[])
   union
   select customer_id, number, name, short_name, tax_id, region, term_days from partners.read_customer where name = any($2::text[])`,
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
  load: (work, rows) => ({
    known: work.read(findKnown, [
      textsOf(rows, 'number'),
      textsOf(
        rows.filter((row) => !row.values.number),
        'name',
      ),
    ]),
    persons: work.read(findPersons, [textsOf(rows, 'owner')]),
  }),
  judge: (work, rows, { known, persons }, _found, writes) => {
    const byNumber = new Map(known.map((one) => [one.number, one]))
    const byName = new Map(known.map((one) => [one.name, one]))
    const mayGiveCredit = work.actor.rights.has('partners.credit')
    return rows.map((row) => {
      const kept = row.values.number ? byNumber.get(textValue(row, 'number')) : byName.get(textValue(row, 'name'))
      if (kept && row.faults.length === 0) return existing(row, kept.id, differences(row, FIELDS, shownOf(kept)))
      const found: Fault[] = []
      const owner = row.values.owner ? resolve(row, field('owner'), persons) : null
      if (owner && 'fault' in owner) found.push(owner.fault)
      if (row.values.creditLimit && !mayGiveCredit)
        found.push(at(row, 'creditLimit', faults.needsRight(field('creditLimit'), 'partners.credit')))
      found.push(...addressFaults(row))
      if (row.faults.length + found.length > 0) return wrong(row, found)
      const ready: NewCustomer = {
        id: work.newId(),
        number: textValue(row, 'number') || (writes ? work.nextNumber('CU') : ''),
        ...termsOf(row, work.company.settings),
        creditLimit: decideFirstLimit(row.values.creditLimit as bigint | undefined, mayGiveCredit),
        ownerId: owner && 'one' in owner ? owner.one.id : null,
        contacts: contactsOf(row).map((one) => ({ ...one, id: work.newId() })),
        addresses: addressesOf(row).map((one) => ({ ...one, id: work.newId() })),
      }
      return { line: row.line, state: 'ready' as const, faults: [], subjectId: ready.id, ready }
    })
  },
  write: (work, ready) => addCustomers(work, ready),
})

const shownOf = ({ name, shortName, taxId, region, termDays }: Known) => ({
  name: { value: name },
  shortName: { value: shortName },
  taxId: { value: taxId },
  region: { value: region },
  termDays: { value: termDays },
})

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
