import { catalog } from '@baton/contract/masters'
import { bind } from '../../kernel/route.ts'
import { changeItem } from './change-item.ts'
import { createItem } from './create-item.ts'
import { listItems } from './list-items.ts'
import { quotePrice } from './quote-price.ts'
import { showItem } from './show-item.ts'
import { listTaxRates, listUnits } from './units.ts'

export const routes = bind(catalog, {
  'GET /v1/items': listItems,
  'GET /v1/items/:id': showItem,
  'GET /v1/items/:id/price': quotePrice,
  'POST /v1/items': createItem,
  'PATCH /v1/items/:id': changeItem,
  'GET /v1/units': listUnits,
  'GET /v1/tax-rates': listTaxRates,
})
