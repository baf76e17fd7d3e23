import { Button, Input } from 'antd'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useSearchText } from '../app/search-text.ts'
import { useRight } from '../app/session.ts'
import { MovesPeek } from '../features/stock/moves-peek.tsx'
import { type StockRow, stockPageSize, useStock, useUnitName } from '../features/stock/stock.ts'
import { StockForm } from '../features/stock/stock-form.tsx'
import { stockWords } from '../features/stock/words.ts'
import { nameIn } from '../ui/departments.ts'
import { Empty } from '../ui/empty.tsx'
import { Quantity } from '../ui/figures.tsx'
import { Icon } from '../ui/icon.tsx'
import { ListTable } from '../ui/list-table.tsx'
import { Page, Toolbar } from '../ui/page.tsx'

const forms = ['receive', 'adjust'] as const

/** What is there, what of it is promised, what is left. */
export function Stock() {
  const t = useWords(stockWords)
  const list = useListState()
  const mayReceive = useRight('inventory.receive')
  const mayAdjust = useRight('inventory.adjust')
  const stock = useStock(list.q, list.cursor)
  const rows = stock.data?.rows
  const [text, setText] = useSearchText(list)
  useCrumbs([{ label: t('stockTitle') }])
  const at = rows?.findIndex((row) => row.item.id === list.peek) ?? -1
  const walk = (to: number) => {
    const next = rows?.[to]
    return at >= 0 && next ? () => list.set({ peek: next.item.id }) : undefined
  }
  const form = forms.find((one) => one === list.peek)
  const close = () => list.set({ peek: null })
  return (
    <Page>
      <h1 className="hidden-text">{t('stockTitle')}</h1>
      <Toolbar>
        <Input
          className="grow"
          aria-label={t('find')}
          placeholder={t('search')}
          prefix={<Icon name="search" />}
          allowClear
          maxLength={60}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {mayAdjust && <Button onClick={() => list.set({ peek: 'adjust' })}>{t('adjust')}</Button>}
        {mayReceive && (
          <Button type="primary" icon={<Icon name="import" />} onClick={() => list.set({ peek: 'receive' })}>
            {t('receive')}
          </Button>
        )}
      </Toolbar>
      <StockTable list={list} stock={stock} />
      {form && <StockForm key={form} kind={form} onClose={close} />}
      {list.peek && !form && (
        <MovesPeek
          key={list.peek}
          itemId={list.peek}
          row={rows?.[at]}
          onClose={close}
          onPrevious={walk(at - 1)}
          onNext={walk(at + 1)}
        />
      )}
    </Page>
  )
}

interface StockTableProps {
  list: ReturnType<typeof useListState>
  stock: ReturnType<typeof useStock>
}

function StockTable({ list, stock }: StockTableProps) {
  const t = useWords(stockWords)
  const language = useLanguage()
  const unitName = useUnitName(language)
  return (
    <ListTable<StockRow>
      label={t('stockTitle')}
      rows={stock.data?.rows}
      rowKey={(row) => row.item.id}
      rowName={(row) => row.item.name}
      loading={stock.isPending}
      error={stock.error}
      onRetry={() => void stock.refetch()}
      next={stock.data?.next ?? null}
      onNext={list.next}
      onPrevious={list.previous}
      pagesBefore={list.pagesBefore}
      pageSize={stockPageSize}
      onOpen={(row) => list.set({ peek: row.item.id })}
      current={list.peek}
      empty={<Empty icon="stock">{list.q ? t('emptyFound', { text: list.q }) : t('empty')}</Empty>}
      columns={[
        {
          key: 'item',
          title: t('item'),
          phone: 'title',
          render: (row) => (
            <span className="row gap-8">
              <b>{row.item.name}</b> <span className="quiet t12">{row.item.number}</span>
            </span>
          ),
        },
        {
          key: 'onHand',
          title: t('onHand'),
          align: 'right',
          phone: 'note',
          render: (row) => <Quantity quantity={row.onHand} unit={unitName(row.item.unit)} />,
        },
        {
          key: 'reserved',
          title: t('reserved'),
          align: 'right',
          phone: 'none',
          render: (row) => <Quantity quantity={row.reserved} />,
        },
        {
          key: 'available',
          title: t('available'),
          align: 'right',
          phone: 'side',
          render: (row) => (
            <b className={/^0(\.0+)?$/.test(row.available) ? 'ochre' : ''}>
              <Quantity quantity={row.available} />
            </b>
          ),
        },
        {
          key: 'warehouses',
          title: t('warehouses'),
          phone: 'line',
          render: (row) => row.warehouses.map((one) => nameIn(one, language)).join(' · '),
        },
      ]}
    />
  )
}
