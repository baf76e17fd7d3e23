import { catalog } from '@baton/contract/masters'
import { pricing } from '@baton/contract/pricing'
import { bind } from '../../kernel/route.ts'
import { changeItem } from './change-item.ts'
import { changePriceList, createPriceList } from './change-price-lists.ts'
import { changeTaxRate, createTaxRate } from './change-tax-rates.ts'
import { changeUnit, createUnit } from './change-units.ts'
import { createItem } from './create-item.ts'
import { listItems } from './list-items.ts'
import { listPriceLists, showPriceList } from './price-lists.ts'
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

export const pricingRoutes = bind(pricing, {
  'POST /v1/units': createUnit,
  'PATCH /v1/units/:code': changeUnit,
  'POST /v1/tax-rates': createTaxRate,
  'PATCH /v1/tax-rates/:code': changeTaxRate,
  'GET /v1/price-lists': listPriceLists,
  'GET /v1/price-lists/:id': showPriceList,
  'POST /v1/price-lists': createPriceList,
  'PATCH /v1/price-lists/:id': changePriceList,
})
