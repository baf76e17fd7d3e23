import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { Kbd, Money } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Act, actIn } from '../../ui/may.ts'
import { MenuButton, type MenuEntry } from '../../ui/menu-button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Chip, StatusChip } from '../../ui/status.tsx'
import { ToldButton } from '../../ui/told-button.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import type { ActName } from './acts.ts'
import type { Order, Strip } from './read-order.ts'
import { orderWords } from './words.ts'

const open = new Set<Order['state']>(['draft', 'confirmed', 'pending', 'processing'])
const holdChip = { credit: 'holdCredit', quality: 'holdQuality', customer: 'holdCustomer' } as const

interface OrderHeadProps {
  order: Order
  strip: Strip | undefined
  offeredTo: string | null
  onAct: (act: ActName) => void
  menu: MenuEntry[]
}

export function OrderHead({ order, strip, offeredTo, onAct, menu }: OrderHeadProps) {
  const t = useWords(orderWords)
  const format = useFormat()
  const { customer, customerNumber, owner, paymentMethod, termDays } = order
  return (
    <PageHead
      title={order.number}
      chips={
        <>
          <StatusChip state={order.state} />
          {order.hold && (
            <Chip tone="zi" icon="pause">
              {t(holdChip[order.hold.kind])}
            </Chip>
          )}
          <SlackChip order={order} />
          {offeredTo && <Chip icon="hourglass">{t('offeredTo', { name: offeredTo })}</Chip>}
        </>
      }
      facts={
        <>
          <Link to={`/customers/${customer.id}`} className="strong">
            {customer.name}
          </Link>
          {customerNumber && <span>{t('customerNumber', { number: customerNumber })}</span>}
          <span>
            {t('owner')} <b>{owner.name}</b>
          </span>
          <span>
            {paymentMethod && `${t(paymentMethod)} · `}
            {termDays === 0 ? t('prepaid') : t('termDays', { count: termDays })}
          </span>
        </>
      }
      figure={<Money amount={order.gross} currency={order.currency} />}
      figureNote={
        <>
          {t(order.pricesIncludeTax ? 'taxIncluded' : 'taxExtra')}
          {order.paid !== null &&
            ` · ${order.paid === '0.00' ? t('unpaid') : t('paidOf', { amount: format.money(order.paid, order.currency) })}`}
        </>
      }
      actions={
        <>
          <Button icon={<Icon name="message" />} onClick={() => onAct('followUp')}>
            {t('followUp')}
          </Button>
          <span className="desk-only">
            <Link to={`/orders/${order.id}/print`} className="ant-btn-like">
              <Icon name="print" />
              {t('print')}
            </Link>
          </span>
          <MenuButton label={t('more')} entries={menu} className="more-button" width={220}>
            <Icon name="more" />
          </MenuButton>
          {actIn(strip?.may, 'offer') && (
            <span className="desk-only">
              <HandOverButton act={actIn(strip?.may, 'offer')} onPress={() => onAct('handOver')}>
                {t('handOver')} <Kbd>T</Kbd>
              </HandOverButton>
            </span>
          )}
        </>
      }
    />
  )
}

export function HandOverButton({
  act,
  onPress,
  children,
}: {
  act: Act | null
  onPress: () => void
  children: ReactNode
}) {
  if (!act) return null
  return (
    <ToldButton
      type="primary"
      icon={<Icon name="handover" />}
      disabled={!act.allowed}
      because={act.because}
      onClick={onPress}
      block
    >
      {children}
    </ToldButton>
  )
}

function SlackChip({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const promise = order.promisedOn ?? order.requestedOn
  if (!promise || !open.has(order.state)) return null
  const days = daysBetween(new Date().toISOString(), promise, companyZone())
  if (days < 0)
    return (
      <Chip tone="rouge" icon="warning">
        {t('slackLate', { count: -days })}
      </Chip>
    )
  return (
    <Chip tone={days <= 1 ? 'ochre' : days > 3 ? 'lv' : undefined} icon="clock">
      {days === 0 ? t('slackToday') : t('slackLeft', { count: days })}
    </Chip>
  )
}
