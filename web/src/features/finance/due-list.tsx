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
import { financeWords } from './words.ts'

type Row = Reply<'GET /v1/invoices/due'>['rows'][number]

const issuePath = (row: Row) => `/invoices/new/${row.order.id}`

/** Orders of which something can be invoiced now, the oldest first. */
export function DueList({ list }: { list: ListState }) {
  const t = useWords(financeWords)
  const navigate = useNavigate()
  const query = pageSearched(list)
  const found = useQuery({
    queryKey: ['order', 'invoices-due', query],
    queryFn: ({ signal }) => call('GET /v1/invoices/due', { query, signal }),
  })
  return (
    <ListTable<Row>
      label={t('due')}
      {...pageFound(list, found)}
      rowKey={(row) => row.order.id}
      rowName={(row) => row.order.number}
      columns={useColumns()}
      onOpen={(row) => void navigate(issuePath(row))}
      empty={
        <NothingFound list={list} icon="finance" text={t('nothingDue')}>
          <Link to="/deliveries?view=on-the-way">{t('seeDeliveries')}</Link>
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
      title: t('order'),
      phone: 'title',
      render: (row) => (
        <Link to={issuePath(row)} className="strong">
          {row.order.number}
        </Link>
      ),
    },
    { key: 'customer', title: t('customer'), phone: 'line', render: (row) => row.customer.name },
    {
      key: 'basis',
      title: t('basis'),
      phone: 'none',
      render: (row) => t(row.basis === 'signed' ? 'basisSigned' : 'basisShipped'),
    },
    { key: 'since', title: t('since'), phone: 'note', render: (row) => <DateText value={row.since} /> },
    { key: 'lines', title: t('lines'), align: 'right', phone: 'none', render: (row) => row.lines },
    {
      key: 'gross',
      title: t('amount'),
      align: 'right',
      phone: 'side',
      render: (row) => (
        <span className="strong">
          <Money amount={row.gross} bare={!phone} />
        </span>
      ),
    },
    {
      key: 'act',
      title: <span className="hidden-text">{t('issue')}</span>,
      align: 'right',
      phone: 'none',
      render: (row) => (
        <Link to={issuePath(row)} aria-label={t('issueOrder', { number: row.order.number })}>
          {t('issue')}
        </Link>
      ),
    },
  ]
}
