import { Button } from 'antd'
import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { Empty } from '../../ui/empty.tsx'
import type { OrderView } from './orders.ts'
import { orderListWords } from './words.ts'

export interface NoOrdersProps {
  view: OrderView
  filtered: boolean
  /** Orders in the department's pool. */
  inPool: number
  onClear: () => void
}

const sentences = {
  overdue: 'emptyOverdue',
  due: 'emptyDue',
  review: 'emptyReview',
  pool: 'emptyPool',
} as const

/** Nothing to show: why, and the one thing to do next. */
export function NoOrders({ view, filtered, inPool, onClear }: NoOrdersProps) {
  const t = useWords(orderListWords)
  const creates = useRight('orders.create')
  if (filtered) {
    return (
      <Empty icon="orders" action={<Button onClick={onClear}>{t('clearFilters')}</Button>}>
        {t('emptyFiltered')}
      </Empty>
    )
  }
  if (view === 'holding') {
    return (
      <Empty
        icon="orders"
        action={
          inPool > 0 ? (
            <Link to="/orders?view=pool">{t('seePool')}</Link>
          ) : (
            <Link to="/orders?view=all">{t('seeAll')}</Link>
          )
        }
      >
        {inPool > 0 ? t('emptyHolding', { count: inPool }) : t('emptyHoldingNone')}
      </Empty>
    )
  }
  if (view === 'all') {
    return (
      <Empty icon="orders" action={creates && <Link to="/orders/new">{t('newOrder')}</Link>}>
        {t('emptyView')}
      </Empty>
    )
  }
  const sentence = view in sentences ? sentences[view as keyof typeof sentences] : 'emptyView'
  return (
    <Empty icon="orders" action={<Link to="/orders?view=all">{t('seeAll')}</Link>}>
      {t(sentence)}
    </Empty>
  )
}
