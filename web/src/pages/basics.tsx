import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { Accounts } from '../features/basics/accounts.tsx'
import { PriceLists } from '../features/basics/price-lists.tsx'
import { TaxRates } from '../features/basics/tax-rates.tsx'
import { Units } from '../features/basics/units.tsx'
import { Warehouses } from '../features/basics/warehouses.tsx'
import { basicsWords } from '../features/basics/words.ts'
import { Page, PageHead, Toolbar } from '../ui/page.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'

const views = ['warehouses', 'units', 'taxRates', 'priceLists', 'accounts'] as const

/** What other masters refer to: warehouses, units, tax rates, price lists, accounts. */
export function Basics() {
  const t = useWords(basicsWords)
  const list = useListState({ view: 'warehouses' })
  useCrumbs([{ label: t('settings'), to: '/settings' }, { label: t('title') }])
  const reads = useRight('ledger.read')
  const shown = views.filter((one) => one !== 'accounts' || reads)
  const view = shown.find((one) => one === list.view) ?? 'warehouses'
  return (
    <Page>
      <PageHead title={t('title')} />
      <Toolbar>
        <ViewTabs
          label={t('title')}
          tabs={shown.map((key) => ({ key, label: t(key), to: `/settings/basics?view=${key}` }))}
          current={view}
        />
      </Toolbar>
      {view === 'warehouses' && <Warehouses />}
      {view === 'units' && <Units />}
      {view === 'taxRates' && <TaxRates />}
      {view === 'priceLists' && <PriceLists />}
      {view === 'accounts' && <Accounts />}
    </Page>
  )
}
