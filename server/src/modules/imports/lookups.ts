import { divideHalfUp } from '@baton/contract/decimal'
import { statement } from '../../kernel/statement.ts'
import { folded, plainNumber } from './cells.rules.ts'

/** Something that a cell can name by its number or one of its names. */
export interface Named {
  id: string
  number: string
  names: string[]
}

/** Persons who work here, by number or name. */
export const findPersons = statement<Named & { departmentId: string; canSignIn: boolean }>(
  'imports.persons',
  `select p.person_id as id, p.number, array[p.name] as names, p.department_id as "departmentId", coalesce(m.active, false) as "canSignIn"
     from people.read_person p left join access.find_member(kernel.company(), null) m on m.person_id = p.person_id
    where p.active and (p.number = any($1::text[]) or p.name = any($1))`,
)

export interface Unit {
  code: string
  nameZh: string
  nameEn: string
  decimals: number
}

export const findUnits = statement<Unit>(
  'imports.units',
  'select code, name_zh as "nameZh", name_en as "nameEn", decimals from catalog.read_unit order by code',
)

export interface TaxRate {
  code: string
  nameZh: string
  nameEn: string
  rate: number
}

export const findTaxRates = statement<TaxRate>(
  'imports.taxRates',
  'select code, name_zh as "nameZh", name_en as "nameEn", rate from catalog.read_tax_rate where active order by rate desc, code',
)

const called = (word: string, names: readonly string[]): boolean => names.some((name) => folded(name) === word)

export const unitNamed = (units: readonly Unit[], text: string): Unit | undefined =>
  units.find(({ code, nameZh, nameEn }) => called(folded(text), [code, nameZh, nameEn]))

/** A rate by its code, its name, or its percentage: "13%", "13", and 0.13, as workbooks keep a percentage. */
export function taxRateNamed(rates: readonly TaxRate[], text: string): TaxRate | undefined {
  const word = folded(text)
  const one = rates.find(({ code, nameZh, nameEn }) => called(word, [code, nameZh, nameEn]))
  if (one) return one
  const percent = /%$/.test(word)
  const plain = plainNumber(word.replace(/%$/, ''))
  if (plain === null) return undefined
  const [whole = '0', fraction = ''] = plain.split('.')
  const hundredMillionths = BigInt(whole + fraction.padEnd(8, '0').slice(0, 8))
  const isShare = !percent && hundredMillionths < 100_000_000n
  const rate = Number(divideHalfUp(hundredMillionths, isShare ? 100n : 10_000n))
  return rates.find((known) => known.rate === rate)
}
