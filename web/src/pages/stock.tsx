import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { MovesPeek } from '../features/stock/moves-peek.tsx'
import { type StockRow, useStock, useUnitName } from '../features/stock/stock.ts'
import { StockForm } from '../features/stock/stock-form.tsx'
import { stockWords } from '../features/stock/words.ts'
import { nameIn } from '../ui/departments.ts'
import { Quantity } from '../ui/figures.tsx'
import { Icon } from '../ui/icon.tsx'
import { ImportLink } from '../ui/import-link.tsx'
import { pageFound } from '../ui/list-page.ts'
import { ListTable } from '../ui/list-table.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { NothingFound } from '../ui/nothing-found.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { SearchBox } from '../ui/search-box.tsx'

const forms = ['receive', 'adjust', 'count', 'transfer'] as const

/** What is there, what of it is promised, what is left. */
export function Stock() {
  const t = useWords(stockWords)
  const list = useListState()
  const navigate = useNavigate()
  const mayReceive = useRight('inventory.receive')
  const mayAdjust = useRight('inventory.adjust')
  const mayTransferStock = useRight('inventory.transfer')
  const mayOpen = useRight('inventory.open')
  const stock = useStock(list)
  const rows = stock.data?.rows
  useCrumbs([{ label: t('stockTitle') }])
  const at = rows?.findIndex((row) => row.item.id === list.peek) ?? -1
  const walk = (to: number) => {
    const next = rows?.[to]
    return at >= 0 && next ? () => list.set({ peek: next.item.id }) : undefined
  }
  const entry = (key: 'count' | 'adjust' | 'transfer') => ({
    key,
    label: t(key === 'transfer' ? 'stockTransfer' : key),
    onSelect: () => list.set({ peek: key }),
  })
  const entries = [
    ...(mayAdjust ? [entry('count'), entry('adjust')] : []),
    ...(mayTransferStock ? [entry('transfer')] : []),
    ...(mayOpen
      ? [
          {
            key: 'openings',
            label: t('openings'),
            apart: true,
            onSelect: () => void navigate('/openings?view=stock'),
          },
        ]
      : []),
  ]
  const form = forms.find((one) => one === list.peek)
  const close = () => list.set({ peek: null })
  return (
    <Page>
      <h1 className="hidden-text">{t('stockTitle')}</h1>
      <Toolbar>
        <SearchBox value={list.q} placeholder={t('search')} onChange={(q) => list.set({ q, peek: null })} />
        <ImportLink kind="stock" right="inventory.open" />
        {entries.length > 0 && (
          <MenuButton label={t('otherActs')} unnamed className="stock-more" entries={entries}>
            {t('otherActs')} <Icon name="down" size={14} />
          </MenuButton>
        )}
        {mayReceive && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => list.set({ peek: 'receive' })}>
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
      {...pageFound(list, stock)}
      rowKey={(row) => row.item.id}
      rowName={(row) => row.item.name}
      onOpen={(row) => list.set({ peek: row.item.id })}
      current={list.peek}
      empty={<NothingFound list={list} icon="stock" text={t('empty')} />}
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
          named: true,
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
          named: true,
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
