import { Button, Input } from 'antd'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useSearchText } from '../app/search-text.ts'
import { useRight } from '../app/session.ts'
import { ItemPeek, NewItemPeek } from '../features/items/item-peek.tsx'
import { type ItemKind, type ItemRow, itemKinds, itemsPageSize, useItems } from '../features/items/items.ts'
import { itemWords } from '../features/items/words.ts'
import { Choice } from '../ui/choice.tsx'
import { Empty } from '../ui/empty.tsx'
import { Money } from '../ui/figures.tsx'
import { Icon } from '../ui/icon.tsx'
import { ListTable } from '../ui/list-table.tsx'
import { Page, Toolbar } from '../ui/page.tsx'

const fresh = 'new'

/** What we sell: name, unit, tax and price; changed in the drawer beside the list. */
export function Items() {
  const t = useWords(itemWords)
  const language = useLanguage()
  const list = useListState()
  const mayChange = useRight('catalog.change')
  const kind = itemKinds.find((one) => one === list.get('kind'))
  const items = useItems(list.q, kind, list.cursor)
  const [text, setText] = useSearchText(list)
  useCrumbs([{ label: t('items') }])
  return (
    <Page>
      <h1 className="hidden-text">{t('items')}</h1>
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
        <Choice<ItemKind | 'all'>
          label={t('kind')}
          value={kind ?? 'all'}
          onChange={(next) => list.set({ kind: next === 'all' ? null : next })}
          options={[{ value: 'all', label: t('allKinds') }, ...itemKinds.map((value) => ({ value, label: t(value) }))]}
        />
        {mayChange && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => list.set({ peek: fresh })}>
            {t('newItem')}
          </Button>
        )}
      </Toolbar>
      <ListTable<ItemRow>
        label={t('items')}
        rows={items.data?.rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        loading={items.isPending}
        error={items.error}
        onRetry={() => void items.refetch()}
        next={items.data?.next ?? null}
        onNext={list.next}
        onPrevious={list.previous}
        pagesBefore={list.pagesBefore}
        pageSize={itemsPageSize}
        onOpen={(row) => list.set({ peek: row.id })}
        current={list.peek}
        isQuiet={(row) => !row.active}
        empty={<Empty icon="stock">{list.q ? t('emptyFound', { text: list.q }) : t('empty')}</Empty>}
        columns={[
          { key: 'number', title: t('number'), phone: 'line', render: (row) => row.number },
          {
            key: 'name',
            title: t('name'),
            phone: 'title',
            render: (row) => (
              <span className="row gap-8">
                <b>{row.name}</b> <span className="quiet t12">{row.specification}</span>
              </span>
            ),
          },
          { key: 'kind', title: t('kind'), phone: 'line', render: (row) => t(row.kind) },
          {
            key: 'unit',
            title: t('unit'),
            phone: 'none',
            render: (row) => (language === 'zh' ? row.unitNameZh : row.unitNameEn),
          },
          { key: 'tax', title: t('tax'), phone: 'none', align: 'right', render: (row) => percent(row.taxRate) },
          { key: 'category', title: t('category'), phone: 'none', render: (row) => row.category },
          {
            key: 'price',
            title: t('listPrice'),
            align: 'right',
            phone: 'side',
            render: (row) => <Money amount={row.listPrice} bare />,
          },
        ]}
      />
      {list.peek === fresh && mayChange && (
        <NewItemPeek onClose={() => list.set({ peek: null })} onCreated={(id) => list.set({ peek: id })} />
      )}
      {list.peek && list.peek !== fresh && (
        <ItemPeek key={list.peek} id={list.peek} onClose={() => list.set({ peek: null })} />
      )}
    </Page>
  )
}

/** 0.13 as 13%; the rate is the server's decimal, shifted by two places without making a number of it. */
function percent(rate: string): string {
  const [whole = '0', part = ''] = rate.split('.')
  const digits = part.padEnd(2, '0')
  const text = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = digits.slice(2).replace(/0+$/, '')
  return `${text}${rest && `.${rest}`}%`
}
