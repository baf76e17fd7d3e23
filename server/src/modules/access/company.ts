import type { company } from '@baton/contract/company'
import { formatDecimal } from '@baton/contract/decimal'
import { command, query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import type { CompanySettings, Work } from '../../kernel/work.ts'
import { loadAdministration, raiseRights } from './administration.ts'
import { decideCurrency, decideTimeZone, no } from './company.rules.ts'
import { loadCompanyJournal, tellCompany } from './company-journal.ts'

type ChangeCompany = RequestOf<(typeof company)['PATCH /v1/company']>

interface CompanyFields {
  name: string
  nameEn: string
  taxId: string | null
  address: string | null
  phone: string | null
  bankAccounts: { bank: string; account: string; holder: string }[]
  currency: string
  timeZone: string
  language: 'zh' | 'en'
  settings: Partial<CompanySettings>
}

type CompanyRow = CompanyFields & { demonstration: boolean; version: number }

const COMPANY = `select name, name_en as "nameEn", tax_id as "taxId", address, phone, bank_accounts as "bankAccounts", currency,
       time_zone as "timeZone", language, demonstration, settings, version from access.company`

const findCompany = statement<CompanyRow>('access.showCompany', COMPANY)
const findLogoKey = statement<{ key: string }>('access.logoKey', `select encode(sha256, 'hex') as key from access.logo`)
/** Whatever states a price or an amount begins a journal of one of these kinds. */
const findPriced = statement<{ fixed: boolean }>(
  'access.currencyFixed',
  `select exists (select from kernel.chain where subject_kind = any(array['item', 'customer', 'order', 'invoice', 'ledgerOpening'])) as fixed`,
)

/** The company as its papers show it; policies that it never set have their defaults. */
export const showCompany = query({
  load: (work) => ({ rows: work.read(findCompany), logos: work.read(findLogoKey), priced: work.read(findPriced) }),
  run: (work, _request: unknown, { rows, logos, priced }) => {
    const { settings: _, ...row } = rows[0]!
    const { settings } = work.company
    return {
      id: work.company.id,
      ...row,
      currencyFixed: priced[0]!.fixed,
      logo: logos[0]?.key ?? null,
      policies: {
        priceAllowance: formatDecimal(BigInt(settings.priceAllowance), 6),
        answerHours: settings.answerHours,
        signAfterDays: settings.signAfterDays,
        termDays: settings.termDays,
        invoiceBasis: settings.invoiceBasis,
      },
    }
  },
})

const updateCompany = statement(
  'access.changeCompany',
  `update access.company
      set name = $1, name_en = $2, tax_id = $3, address = $4, phone = $5, bank_accounts = $6::jsonb, currency = $7, time_zone = $8, language = $9,
          settings = $10::jsonb, version = version + 1`,
)

/** Changes the company's facts and policies. Servers read them again with the next act of anybody, like rights. */
export const changeCompany = command({
  load: (work, _request: ChangeCompany) => {
    loadAdministration(work)
    const rows = work.read(findCompany)
    loadCompanyJournal(work)
    return { rows, priced: work.read(findPriced) }
  },
  run: (work, request, { rows, priced }) => {
    const before = rows[0]!
    if (before.version !== request.version) throw no.companyStale().with({ current: { version: before.version } })
    decideCurrency(before.currency, request.currency, priced[0]!.fixed)
    if (request.timeZone !== undefined) decideTimeZone(request.timeZone)

    const after = changed(before, request)
    work.write(updateCompany, [
      after.name,
      after.nameEn,
      after.taxId,
      after.address,
      after.phone,
      JSON.stringify(after.bankAccounts),
      after.currency,
      after.timeZone,
      after.language,
      JSON.stringify(after.settings),
    ])
    raiseRights(work)
    recordChange(work, before, after)
    return { version: before.version + 1 }
  },
})

function changed(before: CompanyFields, request: ChangeCompany): CompanyFields {
  const { policies = {} } = request
  const { priceAllowance, ...others } = policies
  const asked: Partial<CompanySettings> = {
    ...others,
    ...(priceAllowance !== undefined && { priceAllowance: Number(priceAllowance) }),
  }
  const stated = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  return {
    name: request.name ?? before.name,
    nameEn: request.nameEn ?? before.nameEn,
    taxId: request.taxId === undefined ? before.taxId : request.taxId || null,
    address: request.address === undefined ? before.address : request.address || null,
    phone: request.phone === undefined ? before.phone : request.phone || null,
    bankAccounts: request.bankAccounts ?? before.bankAccounts,
    currency: request.currency ?? before.currency,
    timeZone: request.timeZone ?? before.timeZone,
    language: request.language ?? before.language,
    settings: { ...before.settings, ...stated },
  }
}

function recordChange(work: Work, before: CompanyFields, after: CompanyFields): void {
  const names = (Object.keys(after) as (keyof CompanyFields)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const difference = names.map((name) => [name, { before: before[name], after: after[name] }])
  tellCompany(work, 'access.companyChanged', Object.fromEntries(difference))
}
