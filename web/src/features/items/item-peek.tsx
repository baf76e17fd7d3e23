import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { merged } from '../../app/overlap.ts'
import { useRight } from '../../app/session.ts'
import { Disputed, useSaveChanges } from '../../app/use-save-changes.ts'
import { nameIn } from '../../ui/departments.ts'
import { Dispute } from '../../ui/dispute.tsx'
import { Facts } from '../../ui/field.tsx'
import { DateText, Money, Quantity } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Peek } from '../../ui/peek.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { ItemForm } from './item-form.tsx'
import {
  changeableOf,
  type ItemDetail,
  type ItemFacts,
  itemDraftFrom,
  itemDraftOf,
  itemFactsOf,
  itemVersionOf,
  newItemDraft,
  useItem,
  useTaxRates,
} from './items.ts'
import { itemWords } from './words.ts'

export interface ItemPeekProps {
  id: string
  onClose: () => void
}

/** An item in the drawer, read or changed. */
export function ItemPeek({ id, onClose }: ItemPeekProps) {
  const t = useWords(itemWords)
  const navigate = useNavigate()
  const item = useItem(id)
  const mayChange = useRight('catalog.change')
  const [editing, setEditing] = useState(false)
  const { data } = item
  return (
    <Peek
      label={data?.name ?? t('items')}
      title={editing && data ? t('titleEdit', { number: data.number }) : (data?.name ?? '')}
      onClose={onClose}
      foot={
        !editing && (
          <div className="row gap-8">
            {data?.kind === 'stock' && (
              <Button onClick={() => void navigate(`/stock?q=${encodeURIComponent(data.number)}`)}>
                {t('seeStock')}
              </Button>
            )}
            {mayChange && data && <PutAway item={data} />}
            {mayChange && (
              <Button
                type="primary"
                className="push"
                icon={<Icon name="edit" />}
                disabled={!data}
                onClick={() => setEditing(true)}
              >
                {t('edit')}
              </Button>
            )}
          </div>
        )
      }
    >
      <ProblemNotice error={item.error} onRetry={() => void item.refetch()} />
      {data && !editing && <ItemOverview item={data} />}
      {data && editing && <EditItem item={data} onClose={() => setEditing(false)} />}
    </Peek>
  )
}

/** Deactivates an item, or activates it again, and offers to take it back. */
function PutAway({ item }: { item: ItemDetail }) {
  const t = useWords(itemWords)
  const { id, number } = item
  const set = (active: boolean, ifMatch: number) =>
    call('PATCH /v1/items/:id', { params: { id }, body: { active }, ifMatch })
  const back = useAct(({ active, version }: { active: boolean; version: number }) => set(active, version))
  const change = useAct(
    () => set(!item.active, item.version),
    ({ version }) =>
      tellDone({
        text: t(item.active ? 'deactivated' : 'activated', { number }),
        undo: () => back.mutateAsync({ active: item.active, version }),
      }),
  )
  return (
    <>
      <ProblemNotice error={change.error ?? back.error} />
      <Button loading={change.isPending} onClick={() => change.mutate()}>
        {t(item.active ? 'deactivate' : 'activate')}
      </Button>
    </>
  )
}

/** The form keeps the item as it was when it was opened; a change made elsewhere never overwrites what is typed. */
function EditItem({ item, onClose }: { item: ItemDetail; onClose: () => void }) {
  const t = useWords(itemWords)
  const [base, setBase] = useState(() => itemVersionOf(item))
  const [first, setFirst] = useState(() => itemDraftOf(item))
  const { id } = item
  const save = useSaveChanges<ItemFacts>({
    read: async () => itemVersionOf(await call('GET /v1/items/:id', { params: { id } })),
    send: (body, ifMatch) => call('PATCH /v1/items/:id', { params: { id }, body, ifMatch }),
    onDone: () => {
      tellDone({ text: t('saved') })
      onClose()
    },
  })
  const overlap = save.error instanceof Disputed ? (save.error as Disputed<ItemFacts>).overlap : null
  const choose = (side: 'mine' | 'theirs') => {
    if (!overlap) return
    setBase({ facts: overlap.theirs, version: overlap.version })
    setFirst(itemDraftFrom(merged(overlap, side), item))
    save.reset()
  }
  return (
    <>
      {overlap && (
        <Dispute
          fields={overlap.fields.map((name) => ({
            label: t(labels[name]),
            mine: String(overlap.mine[name] ?? ''),
            theirs: String(overlap.theirs[name] ?? ''),
          }))}
          onMine={() => choose('mine')}
          onTheirs={() => choose('theirs')}
        />
      )}
      <ItemForm
        key={base.version}
        first={first}
        fresh={false}
        busy={save.isPending}
        error={overlap ? null : save.error}
        onCancel={onClose}
        onSave={(draft) => save.mutate({ base, draft: changeableOf(draft) })}
      />
    </>
  )
}

const labels = {
  name: 'name',
  specification: 'specification',
  taxCode: 'tax',
  category: 'category',
  listPrice: 'listPrice',
  floorPrice: 'floorPrice',
  standardCost: 'standardCost',
  active: 'active',
} as const satisfies Record<keyof ItemFacts, string>

function ItemOverview({ item }: { item: ItemDetail }) {
  const t = useWords(itemWords)
  const language = useLanguage()
  const rates = useTaxRates()
  const rate = rates.data?.rows.find((one) => one.code === item.taxCode)
  const unit = language === 'zh' ? item.unitNameZh : item.unitNameEn
  return (
    <>
      {!item.active && <p className="quiet t13">{t('putAway')}</p>}
      <Facts
        facts={[
          [t('number'), item.number],
          [t('specification'), item.specification],
          [t('kind'), t(item.kind)],
          [t('unit'), unit],
          [t('category'), item.category],
          [t('tax'), rate ? nameIn(rate, language) : item.taxCode],
          [t('listPrice'), item.listPrice !== null && <Money key="list" amount={item.listPrice} />],
          [t('floorPrice'), item.floorPrice !== null && <Money key="floor" amount={item.floorPrice} />],
          [t('standardCost'), item.standardCost !== null && <Money key="cost" amount={item.standardCost} />],
        ]}
      />
      <section className="item-prices">
        <h2 className="t12 quiet">{t('prices')}</h2>
        <p className="t12 quiet">{item.prices.length === 0 ? t('noPrices') : t('pricesHint')}</p>
        <ul>
          {item.prices.map((one) => (
            <li key={one.id}>
              <span className="grow ellipsis">{one.customer?.name ?? t('everyone')}</span>
              {!/^0(\.0+)?$/.test(one.fromQuantity) && (
                <span className="quiet">
                  {t('fromQuantity')} <Quantity quantity={one.fromQuantity} unit={unit} />
                </span>
              )}
              <b>
                <Money amount={one.unitPrice} />
              </b>
              <span className="quiet t12">
                <DateText value={one.validFrom} />
                {one.validUntil && (
                  <>
                    {' – '}
                    <DateText value={one.validUntil} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** The same drawer, empty, for a new item. */
export function NewItemPeek({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const t = useWords(itemWords)
  const create = useAct('POST /v1/items', ({ id, number }, { body }) => {
    tellDone({ text: t('created', { number, name: body.name }) })
    onCreated(id)
  })
  return (
    <Peek label={t('titleNew')} title={t('titleNew')} onClose={onClose}>
      <ItemForm
        first={newItemDraft}
        fresh
        busy={create.isPending}
        error={create.error}
        onCancel={onClose}
        onSave={(draft) =>
          create.mutate({
            body: { ...itemFactsOf(draft), number: draft.number.trim(), kind: draft.kind, unit: draft.unit },
          })
        }
      />
    </Peek>
  )
}
