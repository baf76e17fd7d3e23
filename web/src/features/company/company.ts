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

/** What is sent: figures that are none go as they are, so that the server names the fault. */
export const bodyOf = (draft: CompanyDraft): Body<'PATCH /v1/company'> => ({
  name: draft.name.trim(),
  nameEn: draft.nameEn.trim(),
  taxId: draft.taxId.trim() || null,
  phone: draft.phone.trim() || null,
  address: draft.address.trim() || null,
  bankAccounts: draft.banks.filter(({ bank, account }) => bank.trim() !== '' || account.trim() !== ''),
  currency: draft.currency.trim().toUpperCase(),
  timeZone: draft.timeZone.trim(),
  language: draft.language,
  policies: {
    priceAllowance: shareOf(draft.priceAllowance),
    answerHours: Number(draft.answerHours),
    signAfterDays: Number(draft.signAfterDays),
    termDays: Number(draft.termDays),
    invoiceBasis: draft.invoiceBasis,
  },
})
