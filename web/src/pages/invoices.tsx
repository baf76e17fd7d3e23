import { Button } from 'antd'
import { useState } from 'react'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { type ListState, useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { DueList } from '../features/finance/due-list.tsx'
import { InvoiceList } from '../features/finance/invoice-list.tsx'
import { PaymentDialog } from '../features/finance/payment-dialog.tsx'
import { PaymentList } from '../features/finance/payment-list.tsx'
import { ReceivablesList } from '../features/finance/receivables-list.tsx'
import { TrialBalance } from '../features/finance/trial-balance.tsx'
import { financeWords } from '../features/finance/words.ts'
import { EntryList } from '../features/ledger/entry-list.tsx'
import { Choice } from '../ui/choice.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'

const views = ['due', 'invoices', 'payments', 'receivables', 'balance', 'entries'] as const
const ledger: readonly string[] = ['balance', 'entries']

/** What can be invoiced, what is owed, what was paid, and whether the books agree. */
export function Invoices() {
  const t = useWords(financeWords)
  const list = useListState({ view: 'due' })
  const [paying, setPaying] = useState(false)
  const mayPay = useRight('finance.pay')
  const mayLedger = useRight('ledger.read')
  useCrumbs([{ label: t('title') }])
  const tabs = views
    .filter((view) => !ledger.includes(view) || mayLedger)
    .map((view) => ({ key: view, label: t(view), to: view === 'due' ? '/invoices' : `/invoices?view=${view}` }))
  return (
    <Page>
      <h1 className="hidden-text">{t('title')}</h1>
      <Toolbar>
        <ViewTabs label={t('title')} tabs={tabs} current={list.view} />
        <span className="push" />
        {mayPay && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setPaying(true)}>
            {t('record')}
          </Button>
        )}
      </Toolbar>
      <ViewTools list={list} />
      {list.view === 'due' && <DueList list={list} />}
      {list.view === 'invoices' && <InvoiceList list={list} open={openOnly(list)} />}
      {list.view === 'payments' && <PaymentList list={list} open={list.get('show') === 'open'} />}
      {list.view === 'receivables' && <ReceivablesList list={list} />}
      {list.view === 'balance' && <TrialBalance list={list} />}
      {list.view === 'entries' && <EntryList list={list} />}
      <PaymentDialog open={paying} onClose={() => setPaying(false)} />
    </Page>
  )
}

/** Open invoices come first; among payments all are of interest. */
const openOnly = (list: ListState) => list.get('show') !== 'all'

function ViewTools({ list }: { list: ListState }) {
  const t = useWords(financeWords)
  const invoices = list.view === 'invoices'
  const payments = list.view === 'payments'
  if (!invoices && !payments && list.view !== 'due') return null
  const open = invoices ? openOnly(list) : list.get('show') === 'open'
  return (
    <Toolbar>
      {!payments && (
        <SearchBox
          key={list.view}
          value={list.q}
          onChange={(q) => list.set({ q })}
          placeholder={t(invoices ? 'searchInvoices' : 'searchDue')}
        />
      )}
      {(invoices || payments) && (
        <Choice
          label={t('show')}
          value={open ? 'open' : 'all'}
          onChange={(show) => list.set({ show: (show === 'all') === payments ? null : show })}
          options={[
            { value: 'open', label: t(invoices ? 'openOnly' : 'left') },
            { value: 'all', label: t('all') },
          ]}
        />
      )}
    </Toolbar>
  )
}
