import { unitPrice } from '@baton/contract/decimal'
import { statement } from '../../kernel/statement.ts'
import { addItems, type ItemKind, type NewItem } from '../catalog/index.ts'
import { type Fault, faults } from './faults.rules.ts'
import { ITEM_FIELDS as FIELDS } from './goods-fields.rules.ts'
import { at, differences, existing, kindOf, type Parsed, textsOf, textValue, wrong } from './kind.ts'
import { findTaxRates, findUnits, type TaxRate, taxRateNamed, type Unit, unitNamed } from './lookups.ts'

interface Known {
  id: string
  number: string
  name: string
  specification: string
  category: string
  listPrice: bigint | null
}

const findKnown = statement<Known>(
  'imports.knownItems',
  `select item_id as id, number, name, specification, category, list_price as "listPrice"
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
  load: (work, rows) => ({
    known: work.read(findKnown, [textsOf(rows, 'number')]),
    units: work.read(findUnits),
    taxRates: work.read(findTaxRates),
  }),
  judge: (work, rows, { known, units, taxRates }) => {
    const byNumber = new Map(known.map((one) => [one.number, one]))
    return rows.map((row) => {
      const kept = byNumber.get(textValue(row, 'number'))
      if (kept && row.faults.length === 0) return existing(row, kept.id, differences(row, FIELDS, shownOf(kept)))
      const found: Fault[] = []
      const unit = row.values.unit ? unitNamed(units, textValue(row, 'unit')) : undefined
      const taxRate = row.values.taxRate ? taxRateNamed(taxRates, textValue(row, 'taxRate')) : undefined
      if (row.values.unit && !unit) found.push(unknownUnit(row, units))
      if (row.values.taxRate && !taxRate) found.push(unknownRate(row, taxRates))
      if (!unit || !taxRate || row.faults.length + found.length > 0) return wrong(row, found)
      const ready: NewItem = { id: work.newId(), ...factsOf(row), unit: unit.code, taxCode: taxRate.code }
      return { line: row.line, state: 'ready' as const, faults: [], subjectId: ready.id, ready }
    })
  },
  write: (work, ready) => addItems(work, ready),
})

const shownOf = ({ name, specification, category, listPrice }: Known) => ({
  name: { value: name },
  specification: { value: specification },
  category: { value: category },
  listPrice: { value: listPrice, shown: listPrice === null ? '' : unitPrice(listPrice) },
})

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
