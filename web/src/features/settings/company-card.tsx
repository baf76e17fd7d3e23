import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { type Me, useRight } from '../../app/session.ts'
import { Facts } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { settingsWords } from './words.ts'

/** The company's facts, to be read. */
export function CompanyCard({ company }: { company: Me['company'] }) {
  const t = useWords(settingsWords)
  const mayChange = useRight('access.company')
  const mayBasics = useRight('catalog.change')
  return (
    <Card
      title={t('company')}
      note={!mayChange && t('readOnly')}
      actions={
        <>
          {mayBasics && <Link to="/settings/basics">{t('basics')}</Link>}
          {mayChange && <Link to="/settings/company">{t('changeCompany')}</Link>}
        </>
      }
    >
      <Facts
        facts={[
          [t('companyName'), company.name],
          [t('currency'), company.currency],
          [t('zone'), company.timeZone],
          [t('companyLanguage'), t(company.language)],
          [t('demonstration'), company.demonstration && t('demonstrationText')],
        ]}
      />
    </Card>
  )
}
