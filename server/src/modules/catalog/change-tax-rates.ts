import { randomUUID } from 'node:crypto'
import type { pricing } from '@baton/contract/pricing'
import { type Context, command, type Kernel, perform, query } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { dayIn } from '../../kernel/time.ts'
import { loadCompanyJournal, tellCompany } from '../access/index.ts'
import { decideTaxChange, no, type TaxRate } from './pricing.rules.ts'
import { createTaxRates } from './units.ts'

const RATE = `select code, name_zh as "nameZh", name_en as "nameEn", rate, next_rate as "nextRate", next_from as "nextFrom", preferred, active, version
  from catalog.tax_rate`
const lockRate = statement<TaxRate & { version: number }>(
  'catalog.lockTaxRate',
  `${RATE} where code = $1 order by code for no key update`,
)
const countItems = statement<{ items: number }>(
  'catalog.countItemsOfTaxRate',
  'select count(*)::int as items from catalog.item where tax_code = $1 and active',
)
const updateRate = statement(
  'catalog.changeTaxRate',
  `update catalog.tax_rate set name_zh = $2, name_en = $3, next_rate = $4, next_from = $5, preferred = $6, active = $7, version = version + 1
    where code = $1`,
)
const preferNone = statement(
  'catalog.preferNoTaxRate',
  'update catalog.tax_rate set preferred = false, version = version + 1 where preferred and code <> $1',
)

/** Creates a tax rate, perhaps as the usual one of new items. */
export const createTaxRate = command({
  load: (work, { code }: RequestOf<(typeof pricing)['POST /v1/tax-rates']>) => {
    loadCompanyJournal(work)
    return { taken: work.read(lockRate, [code]) }
  },
  run: (work, { code, nameZh, nameEn, rate, preferred }, { taken }) => {
    if (taken.length > 0) throw no.taxTaken(code)
    if (preferred) work.write(preferNone, [code])
    createTaxRates(work, [{ code, zh: nameZh, en: nameEn, rate: Number(rate), preferred }])
    tellCompany(work, 'catalog.taxRateCreated', { code, nameZh, nameEn, rate: Number(rate), preferred })
    return { code, version: 1 }
  },
})

/** Changes a tax rate; a new rate begins on a day to come, by the job that looks at the calendar. */
export const changeTaxRate = command({
  load: (work, { code }: RequestOf<(typeof pricing)['PATCH /v1/tax-rates/:code']>) => {
    const rows = work.read(lockRate, [code])
    loadCompanyJournal(work)
    return { rows, use: work.read(countItems, [code]) }
  },
  run: (work, request, { rows: [row], use }) => {
    if (!row) throw no.taxNotFound()
    const { version, ...before } = row
    if (version !== request.version) throw no.codeStale().with({ current: { version } })
    decideTaxChange(before, request, { today: dayIn(work.company.timeZone, work.now), items: use[0]!.items })

    const { next, preferred = before.preferred, active = before.active } = request
    const { nameZh = before.nameZh, nameEn = before.nameEn } = request
    const nextRate = next === undefined ? before.nextRate : next && Number(next.rate)
    const nextFrom = next === undefined ? before.nextFrom : (next?.from ?? null)
    if (preferred && !before.preferred) work.write(preferNone, [before.code])
    work.write(updateRate, [before.code, nameZh, nameEn, nextRate, nextFrom, preferred, active])
    const after = { ...before, nameZh, nameEn, nextRate, nextFrom, preferred, active }
    tellCompany(work, 'catalog.taxRateChanged', { taxRate: before.code, ...differenceOf(before, after) })
    return { code: before.code, version: version + 1 }
  },
})

const findDue = statement<{ due: boolean }>(
  'catalog.findTaxRatesDue',
  'select exists (select from catalog.tax_rate where next_from <= $1) as due',
)
const ratesDue = query({
  load: (work, { today }: { today: string }) => ({ rows: work.read(findDue, [today]) }),
  run: (_work, _request, { rows }) => ({ due: rows[0]!.due }),
})
const lockDue = statement<TaxRate>(
  'catalog.lockTaxRatesDue',
  `${RATE} where next_from <= $1 order by code for no key update`,
)
const startRates = statement(
  'catalog.startTaxRates',
  `update catalog.tax_rate set rate = next_rate, next_rate = null, next_from = null, version = version + 1 where next_from <= $1`,
)

const startDue = command({
  load: (work, { today }: { today: string }) => {
    loadCompanyJournal(work)
    return { due: work.read(lockDue, [today]) }
  },
  run: (work, { today }, { due }) => {
    work.write(startRates, [today])
    for (const { code, rate, nextRate } of due)
      tellCompany(work, 'catalog.taxRateStarted', { taxRate: code, on: today, rate: { before: rate, after: nextRate } })
    return { started: due.length }
  },
})

/** Lets the rates begin whose day has come in the company's calendar. Orders keep the rate they were made with. */
export async function startTaxRates(kernel: Kernel, context: Context): Promise<void> {
  const today = dayIn(context.company.timeZone, kernel.clock())
  const { reply } = await perform(kernel, context, ratesDue, { today })
  if (reply.due) await perform(kernel, context, startDue, { today }, `start-tax-rates:${randomUUID()}`)
}
