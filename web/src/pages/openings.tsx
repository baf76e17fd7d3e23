import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { AccountOpening } from '../features/opening/account-opening.tsx'
import { AdvanceOpening } from '../features/opening/advance-opening.tsx'
import { ReceivableOpening } from '../features/opening/receivable-opening.tsx'
import { StockOpening } from '../features/opening/stock-opening.tsx'
import { openingWords } from '../features/opening/words.ts'
import { Page, PageHead, Toolbar } from '../ui/page.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'

/** What stood in the books on the day the company began with Baton: stock, receivables, advances, accounts. */
export function Openings() {
  const t = useWords(openingWords)
  const list = useListState({ view: 'stock' })
  const mayOpen = useRight('finance.open')
  const views = {
    stock: useRight('inventory.open'),
    receivables: mayOpen,
    advances: mayOpen,
    accounts: useRight('ledger.open'),
  }
  const shown = (Object.keys(views) as (keyof typeof views)[]).filter((view) => views[view])
  const view = shown.find((one) => one === list.view) ?? shown[0]
  useCrumbs([{ label: t('settings'), to: '/settings' }, { label: t('title') }])
  return (
    <Page>
      <PageHead title={t('title')} facts={t('intro')} />
      <Toolbar>
        <ViewTabs
          label={t('title')}
          tabs={shown.map((key) => ({ key, label: t(key), to: `/openings?view=${key}` }))}
          current={view ?? ''}
        />
      </Toolbar>
      {view === 'stock' && <StockOpening />}
      {view === 'receivables' && <ReceivableOpening />}
      {view === 'advances' && <AdvanceOpening />}
      {view === 'accounts' && <AccountOpening />}
    </Page>
  )
}
