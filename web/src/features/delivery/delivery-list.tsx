import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { DateText } from '../../ui/figures.tsx'
import { pageFound, pageSearched } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { deliveryWords } from './words.ts'

type Row = Reply<'GET /v1/deliveries'>['rows'][number]

/** Delivery notes of one state, newest first. */
export function DeliveryList({ list, state }: { list: ListState; state: 'shipped' | 'signed' }) {
  const t = useWords(deliveryWords)
  const navigate = useNavigate()
  const query = { ...pageSearched(list), state }
  const found = useQuery({
    queryKey: ['order', 'deliveries', query],
    queryFn: ({ signal }) => call('GET /v1/deliveries', { query, signal }),
  })
  return (
    <ListTable<Row>
      label={t(state === 'shipped' ? 'onTheWay' : 'signed')}
      {...pageFound(list, found)}
      rowKey={(row) => row.id}
      rowName={(row) => row.number}
      columns={useColumns(state)}
      onOpen={(row) => void navigate(`/deliveries/${row.id}`)}
      empty={
        <NothingFound
          list={list}
          icon={state === 'shipped' ? 'delivery' : 'check'}
          text={t(state === 'shipped' ? 'noShipped' : 'noSigned')}
        >
          <Link to="/orders">{t('seeOrders')}</Link>
        </NothingFound>
      }
    />
  )
}

const ways = { link: 'byLink', staff: 'byStaff', policy: 'byPolicy', imported: 'byImport' } as const

function useColumns(state: 'shipped' | 'signed'): ListColumn<Row>[] {
  const t = useWords(deliveryWords)
  const always: ListColumn<Row>[] = [
    {
      key: 'number',
      title: t('number'),
      phone: 'title',
      render: (row) => (
        <Link to={`/deliveries/${row.id}`} className="strong">
          {row.number}
        </Link>
      ),
    },
    { key: 'customer', title: t('customer'), phone: 'line', render: (row) => row.customer.name },
    {
      key: 'order',
      title: t('order'),
      phone: 'none',
      render: (row) => <Link to={`/orders/${row.order.id}`}>{row.order.number}</Link>,
    },
    { key: 'lines', title: t('linesCol'), align: 'right', phone: 'none', render: (row) => row.lines },
    {
      key: 'carrier',
      title: t('carrierTracking'),
      phone: 'none',
      render: (row) =>
        [row.carrier, row.trackingNumber].filter(Boolean).join(' · ') || <span className="quiet">—</span>,
    },
    {
      key: 'shipped',
      title: t('shippedAt'),
      phone: state === 'shipped' ? 'note' : 'none',
      render: (row) => <DateText value={row.shippedAt} style="time" />,
    },
  ]
  if (state === 'shipped') {
    return [...always, { key: 'by', title: t('shippedBy'), phone: 'none', render: (row) => row.shippedBy.name }]
  }
  return [
    ...always,
    { key: 'signed', title: t('signedOn'), phone: 'note', render: (row) => <DateText value={row.signedOn} /> },
    {
      key: 'name',
      title: t('signedBy'),
      phone: 'none',
      render: (row) => row.signedName ?? <span className="quiet">—</span>,
    },
    { key: 'how', title: t('signedHow'), phone: 'none', render: (row) => row.signedHow && t(ways[row.signedHow]) },
  ]
}
