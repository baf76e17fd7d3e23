import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useSession } from '../app/session.ts'
import { AccountCard } from '../features/settings/account-card.tsx'
import { BrowserCards } from '../features/settings/browser-cards.tsx'
import { CompanyCard } from '../features/settings/company-card.tsx'
import { InvitationsCard } from '../features/settings/invitations-card.tsx'
import { SessionsCard } from '../features/settings/sessions-card.tsx'
import { settingsWords } from '../features/settings/words.ts'
import { Page, PageHead } from '../ui/page.tsx'
import '../features/settings/settings.css'

/** My account, this browser, the company. */
export function Settings() {
  const t = useWords(settingsWords)
  const me = useSession().data
  useCrumbs([{ label: t('title') }])
  return (
    <Page>
      <PageHead title={t('title')} />
      <div className="settings">
        <div>
          <InvitationsCard />
          {me && <AccountCard me={me} />}
          <SessionsCard />
        </div>
        <div>
          <BrowserCards />
          {me && <CompanyCard company={me.company} />}
        </div>
      </div>
    </Page>
  )
}
