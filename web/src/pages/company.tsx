import { Link } from 'react-router'
import { useCompany } from '../app/company.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { CompanyForm } from '../features/company/company-form.tsx'
import { LogoCard } from '../features/company/logo-card.tsx'
import { companyWords } from '../features/company/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Card, Page, PageHead } from '../ui/page.tsx'

/** The company as its papers show it, and the policies by which it works. */
export function Company() {
  const t = useWords(companyWords)
  const company = useCompany()
  useCrumbs([{ label: t('settings'), to: '/settings' }, { label: t('title') }])
  return (
    <Page>
      <PageHead title={t('title')} />
      <Awaited asked={company} />
      {company.data && (
        <div className="company">
          <CompanyForm company={company.data} />
          <div className="company-side">
            <LogoCard company={company.data} />
            <Card>
              <p>
                <Link to="/settings/basics" className="strong">
                  {t('basics')}
                </Link>
                <span className="t12 quiet"> {t('basicsText')}</span>
              </p>
              <p>
                <Link to="/openings" className="strong">
                  {t('openings')}
                </Link>
                <span className="t12 quiet"> {t('openingsText')}</span>
              </p>
            </Card>
          </div>
        </div>
      )}
    </Page>
  )
}
