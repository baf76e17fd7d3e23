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
  /** What a new item starts with; one rate of a company is. */
  preferred?: boolean
}

const UNITS = `insert into catalog.unit (code, name_zh, name_en, decimals)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::smallint[])`
const insertUnits = statement('catalog.insertUnits', UNITS)
const insertMissingUnits = statement('catalog.insertMissingUnits', `${UNITS} on conflict do nothing`)

const columnsOf = (units: readonly NewUnit[]): unknown[] => [
  units.map(({ code }) => code),
  units.map(({ zh }) => zh),
  units.map(({ en }) => en),
  units.map(({ decimals }) => decimals),
]

/** Creates units of measure that are not there yet. */
export const createUnits = (work: Work, units: readonly NewUnit[]): void => work.write(insertUnits, columnsOf(units))

/** Adds units of measure; those that are there stay as they are. */
export const addMissingUnits = (work: Work, units: readonly NewUnit[]): void =>
  work.write(insertMissingUnits, columnsOf(units))

const insertTaxRates = statement(
  'catalog.insertTaxRates',
  `insert into catalog.tax_rate (code, name_zh, name_en, rate, preferred)
   select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::boolean[])`,
)

/** Creates tax rates that are not there yet. */
export function createTaxRates(work: Work, rates: readonly NewTaxRate[]): void {
  const columns = [rates.map(({ code }) => code), rates.map(({ zh }) => zh), rates.map(({ en }) => en)]
  work.write(insertTaxRates, [
    ...columns,
    rates.map(({ rate }) => rate),
    rates.map(({ preferred }) => preferred ?? false),
  ])
}

const allUnits = statement<{ code: string; nameZh: string; nameEn: string; decimals: number; version: number }>(
  'catalog.allUnits',
  'select code, name_zh as "nameZh", name_en as "nameEn", decimals, version from catalog.unit order by code',
)

export const listUnits = query({
  load: (work) => ({ rows: work.read(allUnits) }),
  run: (_work, _request: unknown, { rows }) => ({ rows }),
})

interface TaxRateRow {
  code: string
  nameZh: string
  nameEn: string
  rate: number
  nextRate: number | null
  nextFrom: string | null
  preferred: boolean
  active: boolean
  version: number
}

const allTaxRates = statement<TaxRateRow>(
  'catalog.allTaxRates',
  `select code, name_zh as "nameZh", name_en as "nameEn", rate, next_rate as "nextRate", next_from as "nextFrom", preferred, active, version
     from catalog.tax_rate order by active desc, rate desc, code`,
)

export const listTaxRates = query({
  load: (work) => ({ rates: work.read(allTaxRates) }),
  run: (_work, _request: unknown, { rates }) => ({
    rows: rates.map(({ rate, nextRate, nextFrom, ...row }) => ({
      ...row,
      rate: shownRate(rate),
      next: nextRate === null ? null : { rate: shownRate(nextRate), from: nextFrom! },
    })),
  }),
})
