import type { Body } from '../../app/api.ts'
import type { Company } from '../../app/company.ts'
import { percentOf, shareOf } from '../../ui/share.ts'

export interface BankDraft {
  bank: string
  account: string
  holder: string
}

export interface CompanyDraft {
  name: string
  nameEn: string
  taxId: string
  phone: string
  address: string
  banks: BankDraft[]
  currency: string
  timeZone: string
  language: 'zh' | 'en'
  /** As a percentage, such as "3". */
  priceAllowance: string
  answerHours: string
  signAfterDays: string
  termDays: string
  invoiceBasis: 'signed' | 'shipped'
}

export const draftOf = (company: Company): CompanyDraft => ({
  name: company.name,
  nameEn: company.nameEn,
  taxId: company.taxId ?? '',
  phone: company.phone ?? '',
  address: company.address ?? '',
  banks: company.bankAccounts.map((one) => ({ ...one })),
  currency: company.currency,
  timeZone: company.timeZone,
  language: company.language,
  priceAllowance: percentOf(company.policies.priceAllowance),
  answerHours: String(company.policies.answerHours),
  signAfterDays: String(company.policies.signAfterDays),
  termDays: String(company.policies.termDays),
  invoiceBasis: company.policies.invoiceBasis,
})

/** As it is sent and compared, policy by policy; figures that are none go as they are, so that the server names the fault. */
export const factsOf = (draft: CompanyDraft) => ({
  name: draft.name.trim(),
  nameEn: draft.nameEn.trim(),
  taxId: draft.taxId.trim() || null,
  phone: draft.phone.trim() || null,
  address: draft.address.trim() || null,
  bankAccounts: draft.banks.filter(({ bank, account }) => bank.trim() !== '' || account.trim() !== ''),
  currency: draft.currency.trim().toUpperCase(),
  timeZone: draft.timeZone.trim(),
  language: draft.language,
  priceAllowance: shareOf(draft.priceAllowance),
  answerHours: Number(draft.answerHours),
  signAfterDays: Number(draft.signAfterDays),
  termDays: Number(draft.termDays),
  invoiceBasis: draft.invoiceBasis,
})

export type CompanyFacts = ReturnType<typeof factsOf>

export const versionedOf = (company: Company) => ({ facts: factsOf(draftOf(company)), version: company.version })

/** The form's texts of facts, for a form that goes on after a dispute. */
export const draftFrom = ({ bankAccounts, ...facts }: CompanyFacts): CompanyDraft => ({
  ...facts,
  taxId: facts.taxId ?? '',
  phone: facts.phone ?? '',
  address: facts.address ?? '',
  banks: bankAccounts,
  priceAllowance: percentOf(facts.priceAllowance),
  answerHours: String(facts.answerHours),
  signAfterDays: String(facts.signAfterDays),
  termDays: String(facts.termDays),
})

const POLICIES = ['priceAllowance', 'answerHours', 'signAfterDays', 'termDays', 'invoiceBasis'] as const

/** What was changed, as the endpoint takes it: the policies in an object of their own, and only where one of them was changed. */
export function bodyOf(changes: Partial<CompanyFacts>): Body<'PATCH /v1/company'> {
  const names = Object.keys(changes) as (keyof CompanyFacts)[]
  const isPolicy = (name: keyof CompanyFacts) => POLICIES.some((policy) => policy === name)
  const of = (which: (keyof CompanyFacts)[]) => Object.fromEntries(which.map((name) => [name, changes[name]]))
  const policies = names.filter(isPolicy)
  return {
    ...of(names.filter((name) => !isPolicy(name))),
    ...(policies.length > 0 && { policies: of(policies) }),
  }
}
