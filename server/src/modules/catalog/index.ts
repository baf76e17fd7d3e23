/**
 * The front door of the catalog: items, units, tax rates, prices.
 * Read views: catalog.read_item, catalog.read_unit, catalog.read_tax_rate.
 */
export { type ItemKind, type Price, type PriceSource, priceFor } from './catalog.rules.ts'
export { changeItems, type ItemChange, loadItemsNumbered, type StandingItem } from './change-items.ts'
export { startTaxRates } from './change-tax-rates.ts'
export { findItems, findPrices, type ItemFacts } from './items.ts'
export { addMissingUnits, createTaxRates, createUnits, type NewTaxRate, type NewUnit } from './units.ts'
export { addItems, type NewItem } from './write-items.ts'
