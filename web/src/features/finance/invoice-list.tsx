import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { usePhone } from '../../app/use-media.ts'
import { DateText, Money } from '../../ui/figures.tsx'
import { pageFound, pageSearched } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { InvoiceStatus, isOwed } from './invoice-state.tsx'
import { financeWords } from './words.ts'

type Row = Reply<'GET /v1/invoices'>['rows'][number]

/** A credit note takes away what an invoice asks for; its reversal asks for it again. */
const signedGross = ({ kind, gross }: Row) => (kind === 'credit_note' ? `-${gross}` : gross)

/** Invoices: open ones by due date, or all with the newest first. */
export function InvoiceList({ list, open }: { list: ListState; open: boolean }) {
  const t = useWords(financeWords)
  const navigate = useNavigate()
  const customerId = list.get('customer')
  const query = {
    ...pageSearched(list),
    ...(open && { open: true }),
    ...(customerId && { customerId }),
  }
  const found = useQuery({
    queryKey: ['order', 'invoices', query],
    queryFn: ({ signal }) => call('GET /v1/invoices', { query, signal }),
  })
  return (
    <ListTable<Row>
      label={t('invoices')}
      {...pageFound(list, found)}
      rowKey={(row) => row.id}
      rowName={(row) => row.number}
      columns={useColumns()}
      onOpen={(row) => void navigate(`/invoices/${row.id}`)}
      isQuiet={(row) => !isOwed(row)}
      empty={
        <NothingFound list={list} icon="finance" text={t(open ? 'nothingOpen' : 'noInvoices')}>
          {open && (
            <Link
              to="?view=invoices&show=all"
              onClick={(event) => {
                event.preventDefault()
                list.set({ show: 'all' })
              }}
            >
              {t('seeAll')}
            </Link>
          )}
        </NothingFound>
      }
    />
  )
}

function useColumns(): ListColumn<Row>[] {
  const t = useWords(financeWords)
  const phone = usePhone()
  return [
    {
      key: 'number',
      title: t('number'),
      phone: 'title',
      render: (row) => (
        <Link to={`/invoices/${row.id}`} className="strong">
          {row.number}
        </Link>
      ),
    },
    { key: 'state', title: t('state'), phone: 'title', render: (row) => <InvoiceStatus invoice={row} /> },
    { key: 'customer', title: t('customer'), phone: 'line', render: (row) => row.customer.name },
    {
      key: 'order',
      title: t('order'),
      phone: 'none',
      render: (row) =>
        row.order ? (
          <Link to={`/orders/${row.order.id}`}>{row.order.number}</Link>
        ) : (
          <span className="quiet">{t('opening')}</span>
        ),
    },
    { key: 'issued', title: t('issuedOn'), phone: 'none', render: (row) => <DateText value={row.issuedOn} /> },
    {
      key: 'due',
      title: t('dueOn'),
      phone: 'note',
      render: (row) => (isOwed(row) ? <DateText value={row.dueOn} /> : <span className="quiet">—</span>),
    },
    {
      key: 'gross',
      title: t('gross'),
      align: 'right',
      phone: 'none',
      render: (row) => <Money amount={signedGross(row)} currency={row.currency} bare />,
    },
    {
      key: 'open',
      title: t('open'),
      align: 'right',
      phone: 'side',
      render: (row) => (
        <span className="strong">
          <Money
            amount={isOwed(row) ? row.open : phone ? signedGross(row) : null}
            currency={row.currency}
            bare={!phone}
          />
        </span>
      ),
    },
  ]
}
