import type { OrderRow } from '@baton/contract/orders'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useAct } from '../app/act.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { fetched } from '../app/fetched.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { type ListState, useListState } from '../app/list-state.ts'
import { useSession } from '../app/session.ts'
import { tellCounts } from '../app/shell/places.ts'
import { usePhone } from '../app/use-media.ts'
import { ColumnChoice } from '../features/order-list/column-choice.tsx'
import { isClosed, useOrderColumns } from '../features/order-list/columns.tsx'
import { ordersAsCsv } from '../features/order-list/export-orders.ts'
import { FilterBox } from '../features/order-list/filter-box.tsx'
import { NoOrders } from '../features/order-list/no-orders.tsx'
import { OrderPeek } from '../features/order-list/order-peek.tsx'
import {
  everyOrder,
  filterNames,
  type OrderQuery,
  orderQueryOf,
  orderViews,
  useHiddenColumns,
  useOrderCounts,
  useOrderList,
} from '../features/order-list/orders.ts'
import { orderListWords } from '../features/order-list/words.ts'
import { sumAmounts } from '../ui/amounts.ts'
import { saveFile } from '../ui/csv.ts'
import { Money } from '../ui/figures.tsx'
import { formatCount } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { ImportLink } from '../ui/import-link.tsx'
import { pageFound } from '../ui/list-page.ts'
import { ListTable } from '../ui/list-table.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { tellDone } from '../ui/undo.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'
import '../features/order-list/order-list.css'

const HandoverDialog = lazy(async () => ({
  default: (await fetched(() => import('../features/handover/handover-dialog.tsx'))).HandoverDialog,
}))

interface Handed {
  id: string
  number: string
  customer: string
  gross: string
}

const handedOf = ({ id, number, customer, gross }: OrderRow): Handed => ({ id, number, customer: customer.name, gross })

/** Who has this order, and for how long is it stuck? */
export function Orders() {
  const t = useWords(orderListWords)
  const list = useListState({ view: 'all', sort: '-createdAt' })
  const query = orderQueryOf(list)
  const orders = useOrderList(query)
  const counts = useOrderCounts()
  const me = useSession().data
  const [chosen, setChosen] = useState<ReadonlyMap<string, OrderRow>>(new Map())
  const [handed, setHanded] = useState<Handed[] | null>(null)
  const claim = useAct('POST /v1/orders/:id/claim', ({ number }) => tellDone({ text: t('claimed', { number }) }))
  const columns = useOrderColumns({
    me,
    onClaim: (row) => claim.mutate({ params: { id: row.id }, body: {} }),
    claiming: claim.isPending ? claim.variables?.params.id : undefined,
    onHandOver: (row) => setHanded([handedOf(row)]),
  })
  const { hidden, hide } = useHiddenColumns()
  const shown = columns.filter((column) => !hidden.has(column.key))
  const rows = orders.data?.rows
  const view = query.view ?? 'all'
  const filtered = filterNames.some((name) => list.get(name))
  const clear = () => list.set(Object.fromEntries(filterNames.map((name) => [name, null])))
  useCrumbs([{ label: t('orders'), to: '/orders' }, { label: t(view) }])
  useEffect(() => {
    if (counts.data) tellCounts({ orders: counts.data.holding })
  }, [counts.data])
  const handOver = () => {
    const some = [...chosen.values()]
    const focused = focusedRow(rows) ?? rows?.find((row) => row.id === list.peek)
    if (some.length > 0) setHanded(some.map(handedOf))
    else if (focused) setHanded([handedOf(focused)])
    else tellDone({ text: t('chooseRows') })
  }
  useShortcuts([{ keys: 't', label: t('handOver'), group: t('orders'), run: handOver }])
  const choose = (keys: ReadonlySet<string>) => {
    const known = new Map([...chosen, ...(rows ?? []).map((row): [string, OrderRow] => [row.id, row])])
    setChosen(new Map([...keys].flatMap((key) => (known.has(key) ? [[key, known.get(key) as OrderRow]] : []))))
  }
  return (
    <Page>
      <h1 className="hidden-text">{t('orders')}</h1>
      <ViewTabs label={t('views')} current={view} tabs={useTabs(list, counts.data)} />
      <Toolbar>
        <FilterBox list={list} />
        <ImportLink kind="orders" right="orders.create" />
        <ListActs query={query} columns={columns} hidden={hidden} onHide={hide} />
      </Toolbar>
      <ProblemNotice error={claim.error} />
      <ListTable<OrderRow>
        label={t('orders')}
        {...pageFound(list, orders)}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        columns={shown}
        loading={orders.isPending || orders.isPlaceholderData}
        sort={list.sort}
        onSort={(sort) => list.set({ sort: sort === 'promisedOn' ? sort : null })}
        total={filtered ? undefined : counts.data?.[view]}
        selection={{ keys: new Set(chosen.keys()), onChange: choose }}
        bulk={{
          note: <SumOf rows={[...chosen.values()]} />,
          actions: (
            <button type="button" onClick={handOver}>
              {t('handOverCount', { count: formatCount(chosen.size) })} T
            </button>
          ),
        }}
        onOpen={(row) => list.set({ peek: row.id })}
        isQuiet={isClosed}
        current={list.peek}
        empty={<NoOrders view={view} filtered={filtered} inPool={counts.data?.pool ?? 0} onClear={clear} />}
        foot={<PageSum rows={rows} />}
      />
      <Peeked list={list} rows={rows} onHandOver={(order) => setHanded([order])} />
      {handed && (
        <Suspense>
          <HandoverDialog orders={handed} open onClose={() => setHanded(null)} onDone={() => setChosen(new Map())} />
        </Suspense>
      )}
    </Page>
  )
}

/** The row that the keys j and k have come to. */
function focusedRow(rows: readonly OrderRow[] | undefined): OrderRow | undefined {
  const key = document.activeElement?.closest('[data-row-key]')?.getAttribute('data-row-key')
  return rows?.find((row) => row.id === key)
}

function useTabs(list: ListState, counts: Record<string, number> | undefined) {
  const t = useWords(orderListWords)
  return orderViews.map((key) => {
    const search = new URLSearchParams({ view: key })
    for (const name of filterNames) {
      const value = list.get(name)
      if (value) search.set(name, value)
    }
    return { key, label: t(key), to: `/orders?${search}`, count: counts?.[key], alarm: key === 'overdue' }
  })
}

interface ListActsProps {
  query: OrderQuery
  columns: readonly { key: string; title: string }[]
  hidden: ReadonlySet<string>
  onHide: (hidden: ReadonlySet<string>) => Promise<void>
}

function ListActs({ query, columns, hidden, onHide }: ListActsProps) {
  const t = useWords(orderListWords)
  const language = useLanguage()
  const phone = usePhone()
  const [count, setCount] = useState<number | null>(null)
  const failed = (error: unknown) =>
    tellDone({ text: t('exportFailed', { why: error instanceof Error ? error.message : String(error) }) })
  const save = async () => {
    setCount(0)
    try {
      const { rows, cut } = await everyOrder({ ...query, cursor: undefined }, setCount)
      const shown = new Set(columns.map(({ key }) => key).filter((key) => !hidden.has(key)))
      saveFile(`${t('orders')}-${t(query.view ?? 'all')}.csv`, ordersAsCsv(rows, shown, language))
      if (cut) tellDone({ text: t('exportCut', { count: rows.length }), seconds: 10 })
    } catch (error) {
      failed(error)
    } finally {
      setCount(null)
    }
  }
  if (phone) return null
  return (
    <>
      <ColumnChoice columns={columns} hidden={hidden} onHide={(next) => void onHide(next).catch(failed)} />
      <Button icon={<Icon name="export" />} loading={count !== null} onClick={() => void save()}>
        {count === null ? t('export') : t('exporting', { count })}
      </Button>
    </>
  )
}

/** The sum of rows in one currency; of several there is none. */
function SumOf({ rows }: { rows: readonly OrderRow[] }) {
  const currency = rows[0]?.currency
  if (!currency || rows.some((row) => row.currency !== currency)) return null
  return <Money amount={sumAmounts(rows.map((row) => row.gross))} currency={currency} />
}

function PageSum({ rows }: { rows: readonly OrderRow[] | undefined }) {
  const t = useWords(orderListWords)
  if (!rows || rows.length === 0) return null
  return (
    <span className="nowrap">
      {t('pageSum')} <SumOf rows={rows} />
    </span>
  )
}

interface PeekedProps {
  list: ListState
  rows: readonly OrderRow[] | undefined
  onHandOver: (order: Handed) => void
}

function Peeked({ list, rows = [], onHandOver }: PeekedProps) {
  if (!list.peek) return null
  const at = rows.findIndex((row) => row.id === list.peek)
  const walk = (to: number) => {
    const next = rows[to]
    return at >= 0 && next ? () => list.set({ peek: next.id }) : undefined
  }
  return (
    <OrderPeek
      key={list.peek}
      id={list.peek}
      row={rows[at]}
      onClose={() => list.set({ peek: null })}
      onPrevious={walk(at - 1)}
      onNext={walk(at + 1)}
      onHandOver={onHandOver}
    />
  )
}
