import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { useWords } from '../../app/language.ts'
import { useListState } from '../../app/list-state.ts'
import { useRight } from '../../app/session.ts'
import { Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ImportLink } from '../../ui/import-link.tsx'
import { pageFound } from '../../ui/list-page.ts'
import { ListTable } from '../../ui/list-table.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { Toolbar } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { CreditMeter } from './credit-meter.tsx'
import { type CustomerRow, useCustomers } from './customers.ts'
import { customerWords } from './words.ts'
import './customers.css'

/** Customers by name, found by number, name or pinyin initials. */
export function CustomerList() {
  const t = useWords(customerWords)
  const navigate = useNavigate()
  const list = useListState()
  const mayCreate = useRight('partners.change')
  const customers = useCustomers(list)
  return (
    <>
      <Toolbar>
        <SearchBox value={list.q} placeholder={t('search')} onChange={(q) => list.set({ q, peek: null })} />
        <ImportLink kind="customers" right="partners.change" />
        {mayCreate && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => void navigate('/customers/new')}>
            {t('newCustomer')}
          </Button>
        )}
      </Toolbar>
      <ListTable<CustomerRow>
        label={t('customers')}
        {...pageFound(list, customers)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate(`/customers/${row.id}`)}
        isQuiet={(row) => !row.active}
        empty={<NothingFound list={list} icon="customer" text={t('empty')} />}
        columns={[
          {
            key: 'name',
            title: t('name'),
            phone: 'title',
            render: (row) => (
              <Link to={`/customers/${row.id}`} className="strong">
                {row.name}
              </Link>
            ),
          },
          { key: 'number', title: t('number'), phone: 'line', render: (row) => row.number },
          { key: 'region', title: t('region'), phone: 'line', render: (row) => row.region || '—' },
          { key: 'terms', title: t('terms'), phone: 'none', render: (row) => t('termDays', { count: row.termDays }) },
          {
            key: 'limit',
            title: t('credit'),
            align: 'right',
            phone: 'none',
            render: (row) => <Limit amount={row.creditLimit} />,
          },
          {
            key: 'exposure',
            title: t('exposure'),
            align: 'right',
            phone: 'note',
            named: true,
            render: (row) => <Money amount={row.exposure} bare />,
          },
          {
            key: 'meter',
            title: <span className="hidden-text">{t('exposure')}</span>,
            width: 140,
            phone: 'none',
            render: (row) =>
              row.creditLimit !== null && (
                <CreditMeter creditLimit={row.creditLimit} exposure={row.exposure} width={110} bare />
              ),
          },
        ]}
      />
    </>
  )
}

function Limit({ amount }: { amount: string | null }) {
  const t = useWords(customerWords)
  if (amount === null) return <span className="quiet">{t('unlimited')}</span>
  if (/^0(\.0+)?$/.test(amount)) return <span className="muted">{t('prepay')}</span>
  return <Money amount={amount} bare />
}
