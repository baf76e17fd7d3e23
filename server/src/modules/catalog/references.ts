import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Price } from './catalog.rules.ts'

const findUnits = statement<{ code: string }>('catalog.findUnitCodes', 'select code from catalog.unit')
const findTaxCodes = statement<{ code: string }>(
  'catalog.findTaxCodes',
  'select code from catalog.tax_rate where active',
)
const findPricedCustomers = statement<{ customer_id: string }>(
  'catalog.findPricedCustomers',
  'select customer_id from partners.read_customer where customer_id = any($1::uuid[])',
)

/** What units, tax rates and customers there are, for the references of an item. */
export const findReferences = (work: Work, prices: readonly Price[] = []) => {
  const customerIds = [...new Set(prices.flatMap(({ customerId }) => customerId ?? []))]
  return {
    units: work.read(findUnits).map((rows) => new Set(rows.map(({ code }) => code))),
    taxCodes: work.read(findTaxCodes).map((rows) => new Set(rows.map(({ code }) => code))),
    customers: work
      .read(findPricedCustomers, [customerIds])
      .map((rows) => new Set(rows.map(({ customer_id }) => customer_id))),
  }
}
