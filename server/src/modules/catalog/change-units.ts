import type { pricing } from '@baton/contract/pricing'
import { command } from '../../kernel/command.ts'
import { differenceOf } from '../../kernel/difference.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { loadCompanyJournal, tellCompany } from '../access/index.ts'
import { decideDecimals, no } from './pricing.rules.ts'
import { createUnits } from './units.ts'

interface UnitRow {
  code: string
  nameZh: string
  nameEn: string
  decimals: number
  version: number
}

const lockUnit = statement<UnitRow>(
  'catalog.lockUnit',
  `select code, name_zh as "nameZh", name_en as "nameEn", decimals, version from catalog.unit where code = $1 order by code for no key update`,
)
const findUse = statement<{ used: boolean }>(
  'catalog.findUnitUse',
  'select exists (select from catalog.item where unit = $1) as used',
)
const updateUnit = statement(
  'catalog.changeUnit',
  'update catalog.unit set name_zh = $2, name_en = $3, decimals = $4, version = version + 1 where code = $1',
)

/** Creates a unit of measure. */
export const createUnit = command({
  load: (work, { code }: RequestOf<(typeof pricing)['POST /v1/units']>) => {
    loadCompanyJournal(work)
    return { taken: work.read(lockUnit, [code]) }
  },
  run: (work, { code, nameZh, nameEn, decimals }, { taken }) => {
    if (taken.length > 0) throw no.unitTaken(code)
    createUnits(work, [{ code, zh: nameZh, en: nameEn, decimals }])
    tellCompany(work, 'catalog.unitCreated', { code, nameZh, nameEn, decimals })
    return { code, version: 1 }
  },
})

/** Renames a unit, or lets it count finer. */
export const changeUnit = command({
  load: (work, { code }: RequestOf<(typeof pricing)['PATCH /v1/units/:code']>) => {
    const rows = work.read(lockUnit, [code])
    loadCompanyJournal(work)
    return { rows, use: work.read(findUse, [code]) }
  },
  run: (work, request, { rows: [row], use }) => {
    if (!row) throw no.unitNotFound()
    const { version, ...before } = row
    if (version !== request.version) throw no.codeStale().with({ current: { version } })
    decideDecimals({ ...before, used: use[0]!.used }, request.decimals ?? before.decimals)

    const { nameZh = before.nameZh, nameEn = before.nameEn, decimals = before.decimals } = request
    work.write(updateUnit, [before.code, nameZh, nameEn, decimals])
    const after = { code: before.code, nameZh, nameEn, decimals }
    tellCompany(work, 'catalog.unitChanged', { unit: before.code, ...differenceOf(before, after) })
    return { code: before.code, version: version + 1 }
  },
})
