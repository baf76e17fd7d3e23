import type { OrderRow } from '@baton/contract/orders'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useStored } from '../../app/stored.ts'
import { BatonStrip } from '../../ui/baton-strip/baton-strip.tsx'
import { Facts } from '../../ui/field.tsx'
import { DateText, Kbd, Money, Quantity, Slack } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Peek } from '../../ui/peek.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StatusChip } from '../../ui/status.tsx'
import { ToldButton } from '../../ui/told-button.tsx'
import { companyZoneStore } from '../../ui/use-format.ts'
import { orderListWords } from './words.ts'

export interface OrderPeekProps {
  id: string
  /** What the list already knows, shown until the order is there. */
  row: OrderRow | undefined
  onClose: () => void
  onPrevious?: () => void
  onNext?: () => void
  onHandOver: (order: { id: string; number: string; customer: string; gross: string }) => void
}

const shownLines = 6

/** An order in the drawer: enough to answer a telephone call without leaving the list. */
export function OrderPeek({ id, row, onClose, onPrevious, onNext, onHandOver }: OrderPeekProps) {
  const t = useWords(orderListWords)
  const navigate = useNavigate()
  const order = useQuery({
    queryKey: ['order', id],
    queryFn: ({ signal }) => call('GET /v1/orders/:id', { params: { id }, signal }),
  })
  const strip = useQuery({
    queryKey: ['order', id, 'strip'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/strip', { params: { id }, signal }),
  })
  const number = order.data?.number ?? row?.number ?? ''
  const { data } = order
  const offer = strip.data?.may.find((one) => one.act === 'offer')
  return (
    <Peek
      label={t('peekOf', { number })}
      title={number}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      onOpen={() => void navigate(`/orders/${id}`)}
      foot={
        <div className="row gap-8">
          <Button onClick={() => void navigate(`/orders/${id}`)}>{t('open')}</Button>
          <ToldButton
            type="primary"
            className="push"
            icon={<Icon name="handover" />}
            disabled={!data || offer?.allowed === false}
            because={offer?.allowed === false ? offer.because : undefined}
            onClick={() =>
              data && onHandOver({ id, number: data.number, customer: data.customer.name, gross: data.gross })
            }
          >
            {t('handOver')} <Kbd>T</Kbd>
          </ToldButton>
        </div>
      }
    >
      {(order.error || strip.error) && (
        <ProblemNotice
          error={order.error ?? strip.error}
          onRetry={() => {
            void order.refetch()
            void strip.refetch()
          }}
        />
      )}
      {data && <PeekFacts order={data} />}
      {strip.data && (
        <div className="peek-part">
          <BatonStrip strip={strip.data} bare sheetHref={(handover) => `/handovers/${handover}`} />
        </div>
      )}
      {data && <PeekLines order={data} />}
    </Peek>
  )
}

type OrderDetail = Awaited<ReturnType<typeof call<'GET /v1/orders/:id'>>>

function PeekFacts({ order }: { order: OrderDetail }) {
  const t = useWords(orderListWords)
  const zone = useStored(companyZoneStore)
  const { deliverTo } = order
  const open = order.state === 'pending' || order.state === 'processing' || order.state === 'confirmed'
  const address = [deliverTo.recipient, deliverTo.phone, `${deliverTo.region} ${deliverTo.street}`.trim()]
  return (
    <>
      <div className="row gap-12 wrap">
        <StatusChip state={order.state} onHold={order.hold !== null} />
        <span className="push t16 strong">
          <Money amount={order.gross} currency={order.currency} />
        </span>
      </div>
      <div className="peek-part">
        <Facts
          facts={[
            [t('customer'), order.customer.name],
            [
              t('promised'),
              <span key="promised" className="row gap-8">
                <DateText value={order.promisedOn} />
                {open && order.promisedOn && (
                  <Slack days={daysBetween(new Date().toISOString(), order.promisedOn, zone)} />
                )}
              </span>,
            ],
            [t('owner'), order.owner.name],
            [t('terms'), t('termDays', { count: order.termDays })],
            [t('deliverTo'), address.filter(Boolean).join(' · ')],
          ]}
        />
      </div>
    </>
  )
}

function PeekLines({ order }: { order: OrderDetail }) {
  const t = useWords(orderListWords)
  const language = useLanguage()
  const rest = order.lines.length - shownLines
  return (
    <section className="peek-part">
      <h2>
        {t('linesTitle')} {order.lines.length}
      </h2>
      <ul className="peek-lines">
        {order.lines.slice(0, shownLines).map((line) => (
          <li key={line.line}>
            <span className="grow">{line.description}</span>
            <Quantity quantity={line.quantity} unit={language === 'zh' ? line.unitNameZh : line.unitNameEn} />
            <Money amount={line.gross} bare />
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="t12 quiet">{t('moreLines', { count: rest })}</p>}
    </section>
  )
}
