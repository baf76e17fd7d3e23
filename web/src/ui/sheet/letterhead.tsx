import { useCompany } from '../../app/company.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useSession } from '../../app/session.ts'
import { sheetWords } from './words.ts'

/** The head of a paper, on the left: logo, name, where to find the company, its tax id, and with `bank` where to pay. */
export function Letterhead({ bank, note }: { bank?: boolean; note?: string | false }) {
  const t = useWords(sheetWords)
  const english = useLanguage() === 'en'
  const company = useCompany().data
  const known = useSession().data?.company.name ?? ''
  const name = (english && company?.nameEn) || company?.name || known
  const reach = [company?.address, company?.phone].filter(Boolean).join('  ')
  const taxId = company?.taxId ? t('taxId', { id: company.taxId }) : ''
  const banks = (bank && company?.bankAccounts) || []
  return (
    <>
      {company?.logo && (
        <img className="sheet-logo" src={`/v1/company/logo?v=${company.logo}`} alt={t('logoOf', { name })} />
      )}
      <div className="grow">
        <h2>{name}</h2>
        {reach && <p>{reach}</p>}
        {taxId && <p>{taxId}</p>}
        {banks.slice(0, 2).map((one) => (
          <p key={one.account}>{[one.holder, one.bank, one.account].filter(Boolean).join(' ')}</p>
        ))}
        {note && <p>{note}</p>}
      </div>
    </>
  )
}
