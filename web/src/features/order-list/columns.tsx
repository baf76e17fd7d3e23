import type { OrderRow } from '@baton/contract/orders'
import { Button } from 'antd'
import { Link } from 'react-router'
import { type Language, useLanguage, useWords } from '../../app/language.ts'
import type { Me } from '../../app/session.ts'
import { useStored } from '../../app/stored.ts'
import { useMedia, usePhone } from '../../app/use-media.ts'
import { miniOfRow } from '../../ui/baton-strip/from-api.ts'
import { MiniStrip } from '../../ui/baton-strip/mini-strip.tsx'
import { DateText, Duration, Money, Slack } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { Holder } from '../../ui/holder.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { shortCompany } from '../../ui/names.ts'
import { Status } from '../../ui/status.tsx'
import { companyZoneStore } from '../../ui/use-format.ts'
import { orderListWords } from './words.ts'

export interface OrderColumnsProps {
  me: Me | undefined
  onClaim: (row: OrderRow) => void
  claiming: string | undefined
  onHandOver: (row: OrderRow) => void
}

export const isClosed = (row: Pick<OrderRow, 'state'>) => row.state === 'settled' || row.state === 'cancelled'

/** Lies in a pool that the reader belongs to or heads: there claiming makes sense. Whether it is allowed the server says. */
const inMyPool = (row: OrderRow, me: Me | undefined) =>
  row.holder !== null &&
  row.holder.person === null &&
  me !== undefined &&
  (row.holder.department.id === me.department.id || me.headOf.includes(row.holder.department.id))

/** So narrow that the columns have no room to spare. */
const useTight = () => useMedia('(720px <= width < 1400px)')

/** The columns of the list of orders; the same content makes the cards of a phone. */
export function useOrderColumns(props: OrderColumnsProps): (ListColumn<OrderRow> & { title: string })[] {
  const t = useWords(orderListWords)
  const language = useLanguage()
  const phone = usePhone()
  const tight = useTight()
  return [
    { key: 'number', title: t('number'), phone: 'title', render: (row) => <OrderLink row={row} /> },
    {
      key: 'state',
      title: t('state'),
      phone: 'title',
      render: (row) => <Status state={row.state} onHold={row.hold !== null} overdue={row.overdue} brief={tight} />,
    },
    {
      key: 'customer',
      title: t('customerAndContent'),
      phone: 'line',
      render: (row) => (
        <span className="order-what">
          <span className="nowrap">{shortCompany(row.customer.name)}</span>
          <span className="quiet t12 ellipsis desk-only">
            {row.summary} {row.lines > 1 && t('lines', { count: row.lines })}
          </span>
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right',
      phone: 'side',
      render: (row) => <Money amount={row.gross} currency={row.currency} bare={!phone && row.currency === 'CNY'} />,
    },
    {
      key: 'promised',
      title: t('promised'),
      sort: 'promisedOn',
      phone: 'note',
      render: (row) => <Promised row={row} />,
    },
    { key: 'holder', title: t('holder'), phone: 'line', render: (row) => <HolderCell row={row} {...props} /> },
    {
      key: 'held',
      title: t('held'),
      align: 'right',
      phone: 'none',
      render: (row) => (row.holder ? <Duration minutes={row.holder.minutes} /> : <span className="quiet">—</span>),
    },
    {
      key: 'strip',
      title: t(tight ? 'stripBrief' : 'strip'),
      phone: 'none',
      render: (row) => <RowStrip row={row} language={language} onHandOver={props.onHandOver} />,
    },
    { key: 'owner', title: t('owner'), phone: 'none', render: (row) => row.owner.name },
  ]
}

function OrderLink({ row }: { row: OrderRow }) {
  return (
    <Link to={`/orders/${row.id}`} className={isClosed(row) ? '' : 'strong'}>
      {row.number}
    </Link>
  )
}

const holdWords = { credit: 'holdCredit', quality: 'holdQuality', customer: 'holdCustomer' } as const

/** The promised date, and beside it what matters most: the hold, or the days left. */
export function Promised({ row }: { row: OrderRow }) {
  const t = useWords(orderListWords)
  const zone = useStored(companyZoneStore)
  const done = isClosed(row) || row.state === 'completed'
  return (
    <span className="row gap-8">
      {row.promisedOn ? <DateText value={row.promisedOn} /> : <span className="quiet">{t('noDate')}</span>}
      {row.hold ? (
        <span className="zi row gap-4 t12 nowrap">
          <Icon name="lock" />
          {t(holdWords[row.hold])}
        </span>
      ) : row.state === 'completed' ? (
        <span className="quiet t12">{t('signed')}</span>
      ) : (
        !done && row.promisedOn && <Slack days={daysBetween(new Date().toISOString(), row.promisedOn, zone)} />
      )}
    </span>
  )
}

function HolderCell({ row, me, onClaim, claiming }: OrderColumnsProps & { row: OrderRow }) {
  const t = useWords(orderListWords)
  // English words are longer; where they would push the last column off the screen, the department is left to its colour and the hover.
  const tight = useTight()
  const brief = useLanguage() === 'en' && tight
  if (!row.holder) return <span className="quiet">—</span>
  const { person, department } = row.holder
  return (
    <span className="row gap-8">
      <Holder person={person} department={department} me={me?.person.id} offeredTo={row.offeredTo} brief={brief} />
      {inMyPool(row, me) && (
        <Button
          type="link"
          size="small"
          className="order-claim"
          disabled={claiming !== undefined}
          loading={claiming === row.id}
          aria-label={`${t('claim')} ${row.number}`}
          onClick={() => onClaim(row)}
        >
          {t('claim')}
        </Button>
      )}
    </span>
  )
}

interface RowStripProps {
  row: OrderRow
  language: Language
  onHandOver: (row: OrderRow) => void
}

function RowStrip({ row, language, onHandOver }: RowStripProps) {
  const t = useWords(orderListWords)
  const zone = useStored(companyZoneStore)
  return (
    <span className="order-strip">
      <MiniStrip
        strip={miniOfRow(row, language, new Date().toISOString(), zone)}
        note={row.summary}
        actions={
          <>
            {!isClosed(row) && (
              <Button type="link" size="small" onClick={() => onHandOver(row)}>
                {t('handOver')}
              </Button>
            )}
            <Link to={`/orders/${row.id}`}>{t('open')}</Link>
          </>
        }
      />
    </span>
  )
}
