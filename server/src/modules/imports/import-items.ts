import { unitPrice } from '@baton/contract/decimal'
import { statement } from '../../kernel/statement.ts'
import {
  addItems,
  changeItems,
  type ItemChange,
  type ItemKind,
  loadItemsNumbered,
  type NewItem,
  type StandingItem,
} from '../catalog/index.ts'
import { type Fault, faults } from './faults.rules.ts'
import { ITEM_FIELDS as FIELDS } from './goods-fields.rules.ts'
import {
  at,
  changedOf,
  type Judged,
  kindOf,
  type MadeOrChanged,
  madeOf,
  type Parsed,
  standing,
  textsOf,
  textValue,
  valueOr,
  wrong,
} from './kind.ts'
import { findTaxRates, findUnits, type TaxRate, taxRateNamed, type Unit, unitNamed } from './lookups.ts'

const findKnown = statement<StandingItem>(
  'imports.knownItems',
  `select item_id as id, number, kind, unit, name, specification, tax_code as "taxCode", category, list_price as "listPrice",
          floor_price as "floorPrice", standard_cost as "standardCost", active
     from catalog.read_item where number = any($1::text[])`,
)

const field = (name: string) => FIELDS.find((one) => one.name === name)!

/** Items are told apart by their number. */
export const items = kindOf({
  kind: 'items',
  right: 'catalog.change',
  fields: FIELDS,
  keyField: 'number',
  keyOf: ({ number }) => (number as string | undefined) ?? null,
  updates: true,
  load: (work, rows, _found, { updates }) => ({
    known: updates ? loadItemsNumbered(work, textsOf(rows, 'number')) : work.read(findKnown, [textsOf(rows, 'number')]),
    units: work.read(findUnits),
    taxRates: work.read(findTaxRates),
  }),
  judge: (work, rows, { known, units, taxRates }, _found, { updates }) => {
    const byNumber = new Map(known.map((one) => [one.number, one]))
    return rows.map((row): Judged<MadeOrChanged<NewItem, ItemChange>> => {
      const kept = byNumber.get(textValue(row, 'number'))
      const found: Fault[] = []
      const unit = row.values.unit ? unitNamed(units, textValue(row, 'unit')) : undefined
      const taxRate = row.values.taxRate ? taxRateNamed(taxRates, textValue(row, 'taxRate')) : undefined
      if (row.values.unit && !unit) found.push(unknownUnit(row, units))
      if (row.values.taxRate && !taxRate) found.push(unknownRate(row, taxRates))
      if (kept && row.faults.length === 0 && (!updates || found.length === 0))
        return standingOf(row, kept, { unit, taxRate, updates })
      if (!unit || !taxRate || row.faults.length + found.length > 0) return wrong(row, found)
      const ready: NewItem = { id: work.newId(), ...factsOf(row), unit: unit.code, taxCode: taxRate.code }
      return { line: row.line, state: 'ready', faults: [], subjectId: ready.id, ready: { made: ready } }
    })
  },
  write: (work, ready) => {
    addItems(work, madeOf(ready))
    changeItems(work, changedOf(ready))
  },
})

const priceShown = (price: bigint | null): string => (price === null ? '' : unitPrice(price))

/** Unit and kind are given once: prices and stock count in them. */
function standingOf(
  row: Parsed,
  kept: StandingItem,
  { unit, taxRate, updates }: { unit: Unit | undefined; taxRate: TaxRate | undefined; updates: boolean },
): Judged<{ changed: ItemChange }> {
  const fixed: Fault[] = []
  if (unit && unit.code !== kept.unit) fixed.push(at(row, 'unit', faults.fixed(field('unit'), kept.unit)))
  if (valueOr(row, 'kind', kept.kind) !== kept.kind) fixed.push(at(row, 'kind', faults.fixed(field('kind'), kept.kind)))
  if (updates && fixed.length > 0) return wrong(row, fixed)
  const after = {
    name: valueOr(row, 'name', kept.name),
    specification: valueOr(row, 'specification', kept.specification),
    taxCode: taxRate?.code ?? kept.taxCode,
    category: valueOr(row, 'category', kept.category),
    listPrice: valueOr(row, 'listPrice', kept.listPrice),
    floorPrice: valueOr(row, 'floorPrice', kept.floorPrice),
    standardCost: valueOr(row, 'standardCost', kept.standardCost),
    active: kept.active,
  }
  const shown = {
    name: kept.name,
    specification: kept.specification,
    taxRate: kept.taxCode,
    category: kept.category,
    listPrice: priceShown(kept.listPrice),
    floorPrice: priceShown(kept.floorPrice),
    standardCost: priceShown(kept.standardCost),
  }
  return standing(row, kept.id, FIELDS, { before: kept, after }, { shown, updates })
}

const factsOf = (row: Parsed) => ({
  number: textValue(row, 'number'),
  name: textValue(row, 'name'),
  specification: textValue(row, 'specification'),
  kind: (textValue(row, 'kind') || 'stock') as ItemKind,
  category: textValue(row, 'category'),
  listPrice: (row.values.listPrice as bigint | undefined) ?? null,
  floorPrice: (row.values.floorPrice as bigint | undefined) ?? null,
  standardCost: (row.values.standardCost as bigint | undefined) ?? 0n,
  active: true,
  prices: [],
})

const unknownUnit = (row: Parsed, units: readonly Unit[]): Fault =>
  at(
    row,
    'unit',
    faults.unknown(field('unit'), textValue(row, 'unit'), {
      zh: `请用：${units.map(({ nameZh }) => nameZh).join('、')}。`,
      en: `Use one of: ${units.map(({ code }) => code).join(', ')}.`,
    }),
  )

/** The fault of a tax rate that the company does not know; orders have the same field. */
export const unknownRate = (row: Parsed, rates: readonly TaxRate[]): Fault =>
  at(
    row,
    'taxRate',
    faults.unknown(field('taxRate'), textValue(row, 'taxRate'), {
      zh: `请用：${rates.map(({ nameZh }) => nameZh).join('、')}。`,
      en: `Use one of: ${rates.map(({ nameEn }) => nameEn).join(', ')}.`,
    }),
  )
