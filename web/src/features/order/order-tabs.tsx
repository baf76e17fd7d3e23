import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useWords } from '../../app/language.ts'
import { type Tab, Tabs } from '../../ui/tabs.tsx'
import { FactsRow } from './facts-row.tsx'
import { LinesPanel } from './lines-panel.tsx'
import { DeliveriesPanel, HandoversPanel, InvoicesPanel, PaymentsPanel, TasksPanel } from './papers-panels.tsx'
import type { Order, Papers } from './read-order.ts'
import { ReviewPanel } from './review-panel.tsx'
import { orderWords } from './words.ts'

interface Readable<Row> {
  data: readonly Row[] | undefined
  error: unknown
  refetch: () => unknown
}

const panel = <Row,>({ data, error, refetch }: Readable<Row>) => ({
  rows: data,
  error: error ?? undefined,
  onRetry: () => void refetch(),
})

interface OrderTabsProps {
  order: Order
  papers: Papers
  /** What other features show of the order. */
  more: readonly Tab[]
}

/** What hangs on the order, each tab with its count; which one is open stands in the URL. */
export function OrderTabs({ order, papers, more }: OrderTabsProps) {
  const t = useWords(orderWords)
  const [search, setSearch] = useSearchParams()
  const { deliveries, invoices, payments, tasks, handovers, sees } = papers
  const tab = (key: string, label: string, count: number | undefined, children: ReactNode): Tab => ({
    key,
    label,
    count,
    children,
  })
  const items = [
    tab(
      'lines',
      t('lines'),
      order.lines.length,
      <>
        <LinesPanel order={order} />
        <FactsRow order={order} tasks={tasks.data} />
      </>,
    ),
    ...(sees.delivery
      ? [tab('deliveries', t('deliveries'), deliveries.data?.length, <DeliveriesPanel {...panel(deliveries)} />)]
      : []),
    ...(sees.finance
      ? [
          tab('invoices', t('invoices'), invoices.data?.length, <InvoicesPanel {...panel(invoices)} />),
          tab('payments', t('payments'), payments.data?.length, <PaymentsPanel {...panel(payments)} />),
        ]
      : []),
    tab('review', t('review'), order.reviews.length, <ReviewPanel order={order} />),
    ...(sees.tasks ? [tab('tasks', t('tasks'), tasks.data?.length, <TasksPanel {...panel(tasks)} />)] : []),
    ...(sees.handover
      ? [tab('handovers', t('handovers'), handovers.data?.length, <HandoversPanel {...panel(handovers)} />)]
      : []),
    ...more,
  ]
  return (
    <div className="card order-tabs">
      <Tabs
        label={order.number}
        tabs={items}
        current={search.get('tab') ?? 'lines'}
        onChange={(key) => {
          const next = new URLSearchParams(search)
          if (key === 'lines') next.delete('tab')
          else next.set('tab', key)
          setSearch(next, { replace: true })
        }}
      />
    </div>
  )
}
