import type { partners } from '@baton/contract/masters'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { findOwner, findTakenNumbers } from './customers.ts'
import { decideLimit, decideNumbers, decideOwner, onePreferred } from './partners.rules.ts'
import { addCustomers, type NewCustomer } from './write-customers.ts'

type CreateCustomer = RequestOf<(typeof partners)['POST /v1/customers']>

/** Creates a customer with credit, contacts and addresses. */
export const createCustomer = command({
  numbers: (request: CreateCustomer): Record<string, number> => (request.number ? {} : { CU: 1 }),
  load: (work, request) => {
    const number = request.number ?? work.nextNumber('CU')
    return { number, taken: findTakenNumbers(work, [number]), ownerActive: findOwner(work, request.ownerId) }
  },
  run: (work, request, { number, taken, ownerActive }) => {
    const creditLimit = decideLimit(request.creditLimit, work.actor.rights.has('partners.credit'))
    decideNumbers([number], taken)
    decideOwner(request.ownerId, ownerActive)

    const { contacts, addresses, ...fields } = request
    const { termDays, invoiceBasis } = work.company.settings
    const customer: NewCustomer = {
      ...fields,
      termDays: fields.termDays ?? termDays,
      invoiceBasis: fields.invoiceBasis ?? invoiceBasis,
      id: work.newId(),
      number,
      creditLimit,
      active: true,
      contacts: onePreferred(contacts).map((one) => ({ ...one, id: work.newId() })),
      addresses: onePreferred(addresses).map((one) => ({ ...one, id: work.newId() })),
    }
    addCustomers(work, [customer])
    return { id: customer.id, number, version: 1 }
  },
})
