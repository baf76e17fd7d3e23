import type { partners } from '@baton/contract/masters'
import { command } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import { loadChains } from '../../kernel/events.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { record } from '../../kernel/work.ts'
import { type CustomerFacts, findOwner, loadCustomer } from './customers.ts'
import { type CustomerFields, decideList, decideOwner, decideVersion, no } from './partners.rules.ts'
import { putAway, writeAddresses, writeContacts, writeCustomerTokens } from './write-customers.ts'

const updateCustomer = statement(
  'partners.updateCustomer',
  `update partners.customer
      set name = $2, short_name = $3, tax_id = $4, region = $5, payment_method = $6, invoice_basis = $7, term_days = $8,
          owner_id = $9, note = $10, active = $11, version = version + 1
    where customer_id = $1`,
)

type ChangeCustomer = RequestOf<(typeof partners)['PATCH /v1/customers/:id']>

/** Changes a customer's fields; contacts and addresses replace the whole list. Orders keep the terms they were made with. */
export const changeCustomer = command({
  load: (work, request: ChangeCustomer) => {
    const customer = loadCustomer(work, request.id)
    loadChains(work, 'customer', [request.id])
    return { customer, ownerActive: findOwner(work, request.ownerId) }
  },
  run: (work, request, { customer, ownerActive }) => {
    if (!customer) throw no.notFound()
    decideVersion(customer.version, request.version)
    if (request.ownerId !== customer.ownerId) decideOwner(request.ownerId, ownerActive)
    const newId = () => work.newId()
    const contacts = request.contacts && decideList('contacts', customer.contacts, request.contacts, newId)
    const addresses = request.addresses && decideList('addresses', customer.addresses, request.addresses, newId)

    const before = fieldsOf(customer)
    const after = changedFields(before, request)
    work.write(updateCustomer, [request.id, ...Object.values(after)])
    const own = { customerId: request.id }
    if (contacts)
      writeContacts(
        work,
        contacts.kept.map((one) => ({ ...one, ...own })),
      )
    if (addresses)
      writeAddresses(
        work,
        addresses.kept.map((one) => ({ ...one, ...own })),
      )
    putAway(work, contacts?.gone ?? [], addresses?.gone ?? [])
    writeCustomerTokens(work, [{ ...customer, ...after }])
    record(work, {
      type: 'partners.customerChanged',
      kind: 'customer',
      id: request.id,
      data: {
        ...differenceOf(before, after),
        ...(contacts && { contacts: { before: customer.contacts, after: contacts.kept } }),
        ...(addresses && { addresses: { before: customer.addresses, after: addresses.kept } }),
      },
    })
    return { id: request.id, version: customer.version + 1 }
  },
})

/** In the order of the update's parameters. */
const fieldsOf = (customer: CustomerFacts): CustomerFields => ({
  name: customer.name,
  shortName: customer.shortName,
  taxId: customer.taxId,
  region: customer.region,
  paymentMethod: customer.paymentMethod,
  invoiceBasis: customer.invoiceBasis,
  termDays: customer.termDays,
  ownerId: customer.ownerId,
  note: customer.note,
  active: customer.active,
})

function changedFields(before: CustomerFields, request: ChangeCustomer): CustomerFields {
  const named = Object.entries(before).map(([key, value]) => {
    const wanted = request[key as keyof CustomerFields]
    return [key, wanted === undefined ? value : wanted]
  })
  return Object.fromEntries(named) as CustomerFields
}
