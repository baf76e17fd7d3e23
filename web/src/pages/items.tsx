import { Button } from 'antd'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { ItemPeek, NewItemPeek } from '../features/items/item-peek.tsx'
import {
  type ItemKind,
  type ItemRow,
  type ItemState,
  itemKinds,
  itemStates,
  useItems,
} from '../features/items/items.ts'
import { itemWords } from '../features/items/words.ts'
import { Choice } from '../ui/choice.tsx'
import { Money } from '../ui/figures.tsx'
import { Icon } from '../ui/icon.tsx'
import { ImportLink } from '../ui/import-link.tsx'
import { pageFound } from '../ui/list-page.ts'
import { ListTable } from '../ui/list-table.tsx'
import { NothingFound } from '../ui/nothing-found.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { percentText } from '../ui/share.ts'

const fresh = 'new'

/** What we sell: name, unit, tax and price; changed in the drawer beside the list. */
export function Items() {
  const t = useWords(itemWords)
  const language = useLanguage()
  const list = useListState()
  const mayChange = useRight('catalog.change')
  const kind = itemKinds.find((one) => one === list.get('kind'))
  const state = itemStates.find((one) => one === list.get('state'))
  const items = useItems(list, kind, state)
  useCrumbs([{ label: t('items') }])
  return (
    <Page>
      <h1 className="hidden-text">{t('items')}</h1>
      <Toolbar>
        <SearchBox value={list.q} placeholder={t('search')} onChange={(q) => list.set({ q, peek: null })} />
        <Choice<ItemKind | 'all'>
          label={t('kind')}
          value={kind ?? 'all'}
          onChange={(next) => list.set({ kind: next === 'all' ? null : next })}
          options={[{ value: 'all', label: t('allKinds') }, ...itemKinds.map((value) => ({ value, label: t(value) }))]}
        />
        <Choice<ItemState | 'all'>
          label={t('use')}
          value={state ?? 'all'}
          onChange={(next) => list.set({ state: next === 'all' ? null : next })}
          options={[{ value: 'all', label: t('all') }, ...itemStates.map((value) => ({ value, label: t(value) }))]}
        />
        <ImportLink kind="items" right="catalog.change" />
        {mayChange && (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => list.set({ peek: fresh })}>
            {t('newItem')}
          </Button>
        )}
      </Toolbar>
      <ListTable<ItemRow>
        label={t('items')}
        {...pageFound(list, items)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => list.set({ peek: row.id })}
        current={list.peek}
        isQuiet={(row) => !row.active}
        empty={<NothingFound list={list} icon="stock" text={t('empty')} narrowedBy={['kind', 'state']} />}
        columns={[
          { key: 'number', title: t('number'), phone: 'line', render: (row) => row.number },
          {
            key: 'name',
            title: t('name'),
            phone: 'title',
            render: (row) => (
              <span className="row gap-8">
                <b>{row.name}</b> <span className="quiet t12">{row.specification}</span>
                {!row.active && <span className="quiet t12">{t('inactive')}</span>}
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
          { key: 'tax', title: t('tax'), phone: 'none', align: 'right', render: (row) => percentText(row.taxRate) },
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
