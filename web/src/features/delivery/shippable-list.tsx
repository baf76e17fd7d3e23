import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { DateText, Slack } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { pageFound, pageSearched } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { StatusIcon } from '../../ui/status.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { deliveryWords } from './words.ts'

type Row = Reply<'GET /v1/deliveries/shippable'>['rows'][number]

const shipPath = (row: Row) => `/deliveries/ship/${row.order.id}`

/** Orders with reserved stock, the earliest promise first. */
export function ShippableList({ list }: { list: ListState }) {
  const t = useWords(deliveryWords)
  const navigate = useNavigate()
  const query = pageSearched(list)
  const found = useQuery({
    queryKey: ['order', 'shippable', query],
    queryFn: ({ signal }) => call('GET /v1/deliveries/shippable', { query, signal }),
  })
  return (
    <ListTable<Row>
      label={t('toShip')}
      {...pageFound(list, found)}
      rowKey={(row) => row.order.id}
      rowName={(row) => row.order.number}
      columns={useColumns()}
      onOpen={(row) => void navigate(shipPath(row))}
      empty={
        <NothingFound list={list} icon="delivery" text={t('noShippable')}>
          <Link to="/orders">{t('seeOrders')}</Link>
        </NothingFound>
      }
    />
  )
}

function useColumns(): ListColumn<Row>[] {
  const t = useWords(deliveryWords)
  const today = new Date().toISOString()
  return [
    {
      key: 'number',
      title: t('order'),
      phone: 'title',
      render: (row) => (
        <Link to={`/orders/${row.order.id}`} className="strong">
          {row.order.number}
        </Link>
      ),
    },
    { key: 'customer', title: t('customer'), phone: 'line', render: (row) => row.order.customer },
    {
      key: 'promised',
      title: t('promised'),
      phone: 'note',
      render: (row) => (
        <span className="row gap-8">
          <DateText value={row.order.promisedOn} />
          {row.order.promisedOn && <Slack days={daysBetween(today, row.order.promisedOn, companyZone())} />}
        </span>
      ),
    },
    {
      key: 'stock',
      title: t('stock'),
      phone: 'line',
      render: (row) => <StockWord row={row} />,
    },
    {
      key: 'lines',
      title: t('linesCol'),
      align: 'right',
      phone: 'none',
      render: (row) => row.lines,
    },
    {
      key: 'act',
      title: <span className="hidden-text">{t('ship')}</span>,
      align: 'right',
      phone: 'side',
      render: (row) => (
        <Link to={shipPath(row)} aria-label={t('shipOrder', { number: row.order.number })}>
          {t('ship')}
        </Link>
      ),
    },
  ]
}

function StockWord({ row }: { row: Row }) {
  const t = useWords(deliveryWords)
  return (
    <span className="row gap-8">
      <span className={row.full ? 'row gap-4 lv' : 'row gap-4 ochre'}>
        <Icon name={row.full ? 'check' : 'warning'} size={14} />
        {t(row.full ? 'fullyReserved' : 'partlyReserved')}
      </span>
      {row.order.hold && (
        <span className="status zi">
          <StatusIcon sign="held" />
          {t('onHold')}
        </span>
      )}
    </span>
  )
}
