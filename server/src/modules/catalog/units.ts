import { query } from '../../kernel/command.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { shownRate } from './list-items.ts'

/** A unit of measure; quantities in it have at most so many decimals. */
export interface NewUnit {
  code: string
  zh: string
  en: string
  decimals: number
}

/** A tax rate in millionths: 13 % is 130000. */
export interface NewTaxRate {
  code: string
  zh: string
  en: string
  rate: number
}

const insertUnits = statement(
  'catalog.insertUnits',
  `insert into catalog.unit (code, name_zh, name_en, decimals)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::smallint[]) on conflict do nothing`,
)

/** Adds units of measure; those that are there stay as they are. */
export function createUnits(work: Work, units: readonly NewUnit[]): void {
  const columns = [units.map(({ code }) => code), units.map(({ zh }) => zh), units.map(({ en }) => en)]
  work.write(insertUnits, [...columns, units.map(({ decimals }) => decimals)])
}

const insertTaxRates = statement(
  'catalog.insertTaxRates',
  `insert into catalog.tax_rate (code, name_zh, name_en, rate)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::int[]) on conflict do nothing`,
)

/** Adds tax rates; those that are there stay as they are. */
export function createTaxRates(work: Work, rates: readonly NewTaxRate[]): void {
  const columns = [rates.map(({ code }) => code), rates.map(({ zh }) => zh), rates.map(({ en }) => en)]
  work.write(insertTaxRates, [...columns, rates.map(({ rate }) => rate)])
}

const allUnits = statement<{ code: string; name_zh: string; name_en: string; decimals: number }>(
  'catalog.allUnits',
  'select code, name_zh, name_en, decimals from catalog.unit order by code',
)

export const listUnits = query({
  load: (work) => ({ units: work.read(allUnits) }),
  run: (_work, _request, { units }) => ({
    rows: units.map(({ code, name_zh, name_en, decimals }) => ({ code, nameZh: name_zh, nameEn: name_en, decimals })),
  }),
})

const allTaxRates = statement<{ code: string; name_zh: string; name_en: string; rate: number }>(
  'catalog.allTaxRates',
  'select code, name_zh, name_en, rate from catalog.tax_rate where active order by rate desc, code',
)

export const listTaxRates = query({
  load: (work) => ({ rates: work.read(allTaxRates) }),
  run: (_work, _request, { rates }) => ({
    rows: rates.map(({ code, name_zh, name_en, rate }) => ({
      code,
      nameZh: name_zh,
      nameEn: name_en,
      rate: shownRate(rate),
    })),
  }),
})
