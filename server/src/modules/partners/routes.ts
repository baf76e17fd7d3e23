import { partners } from '@baton/contract/masters'
import { bind } from '../../kernel/route.ts'
import { changeCustomer } from './change-customer.ts'
import { createCustomer } from './create-customer.ts'
import { listCustomers } from './list-customers.ts'
import { showCustomer } from './show-customer.ts'

export const routes = bind(partners, {
  'GET /v1/customers': listCustomers,
  'GET /v1/customers/:id': showCustomer,
  'POST /v1/customers': createCustomer,
  'PATCH /v1/customers/:id': changeCustomer,
})
