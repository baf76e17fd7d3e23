import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { DeliveryList } from '../features/delivery/delivery-list.tsx'
import { ScanField } from '../features/delivery/scan-field.tsx'
import { ShippableList } from '../features/delivery/shippable-list.tsx'
import { deliveryWords } from '../features/delivery/words.ts'
import { Page, Toolbar } from '../ui/page.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'

/** What can leave, what is on the way, what has arrived; a scan opens it. */
export function Deliveries() {
  const t = useWords(deliveryWords)
  const list = useListState({ view: 'to-ship' })
  useCrumbs([{ label: t('title') }])
  const tabs = [
    { key: 'to-ship', label: t('toShip'), to: '/deliveries' },
    { key: 'on-the-way', label: t('onTheWay'), to: '/deliveries?view=on-the-way' },
    { key: 'signed', label: t('signed'), to: '/deliveries?view=signed' },
  ]
  return (
    <Page>
      <h1 className="hidden-text">{t('title')}</h1>
      <Toolbar>
        <ViewTabs label={t('title')} tabs={tabs} current={list.view} />
        <span className="push" />
        <ScanField />
      </Toolbar>
      <Toolbar>
        <SearchBox value={list.q} onChange={(q) => list.set({ q })} placeholder={t('searchHint')} />
      </Toolbar>
      {list.view === 'to-ship' && <ShippableList list={list} />}
      {list.view === 'on-the-way' && <DeliveryList key="shipped" list={list} state="shipped" />}
      {list.view === 'signed' && <DeliveryList key="signed" list={list} state="signed" />}
    </Page>
  )
}
