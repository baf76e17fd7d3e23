import { useWords } from '../../app/language.ts'
import type { Me } from '../../app/session.ts'
import { Facts } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { settingsWords } from './words.ts'

/** The company's facts, to be read. */
export function CompanyCard({ company }: { company: Me['company'] }) {
  const t = useWords(settingsWords)
  return (
    <Card title={t('company')} note={t('readOnly')}>
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
