import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field, Fields } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Awaited } from '../../ui/loading.tsx'
import { Card } from '../../ui/page.tsx'
import { emptyRow, type GridColumn, type GridRow, isFilled, PasteGrid } from '../../ui/paste-grid.tsx'
import { plainDay, plainFigure } from '../../ui/pasted.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { basicsWords } from './words.ts'
import './basics.css'

type PriceList = Reply<'GET /v1/price-lists/:id'>
type Name = 'item' | 'fromQuantity' | 'unitPrice' | 'validFrom' | 'validUntil'
type Customer = { id: string; name: string }

/** A price list with its prices and customers; `new` begins one. */
export function PriceListForm({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery({
    queryKey: ['priceList', id],
    queryFn: ({ signal }) => call('GET /v1/price-lists/:id', { params: { id }, signal }),
    enabled: id !== 'new',
  })
  if (found.error || (id !== 'new' && !found.data)) return <Awaited asked={found} />
  return <Filled key={found.data?.version ?? 0} list={found.data ?? null} onClose={onClose} />
}

const rowsOf = (list: PriceList | null): GridRow<Name>[] =>
  (list?.prices ?? []).map((price, index) => ({
    key: String(index),
    item: price.item.number,
    fromQuantity: price.fromQuantity,
    unitPrice: price.unitPrice,
    validFrom: price.validFrom,
    validUntil: price.validUntil ?? '',
  }))

function Filled({ list, onClose }: { list: PriceList | null; onClose: () => void }) {
  const t = useWords(basicsWords)
  const today = momentOf(new Date().toISOString(), companyZone()).day
  const columns: GridColumn<Name>[] = [
    { name: 'item', title: t('item') },
    { name: 'fromQuantity', title: t('fromQuantity'), kind: 'figure', placeholder: '0' },
    { name: 'unitPrice', title: t('unitPrice'), kind: 'figure' },
    { name: 'validFrom', title: t('validFrom'), kind: 'day', placeholder: today },
    { name: 'validUntil', title: t('validUntil'), kind: 'day', placeholder: t('day') },
  ]
  const [number, setNumber] = useState('')
  const [name, setName] = useState(list?.name ?? '')
  const [active, setActive] = useState(list?.active ?? true)
  const [customers, setCustomers] = useState<readonly Customer[]>(list?.customers ?? [])
  const [rows, setRows] = useState<GridRow<Name>[]>(() => [...rowsOf(list), emptyRow(columns)])
  const done = () => {
    tellDone({ text: t('saved') })
    onClose()
  }
  const create = useAct('POST /v1/price-lists', done)
  const change = useAct('PATCH /v1/price-lists/:id', done)
  const act = list ? change : create
  const filled = rows.filter((row) => isFilled(row, columns))
  const ready = name.trim() !== '' && (list !== null || number.trim() !== '')
  const faultAt = (row: number, column: Name) => {
    const at = filled.indexOf(rows[row]!)
    return at >= 0 && isProblem(act.error) ? act.error.faultAt(`/prices/${at}/${column}`) : undefined
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || act.isPending) return
    const prices = filled.map((row) => ({
      item: row.item.trim(),
      fromQuantity: plainFigure(row.fromQuantity) || '0',
      unitPrice: plainFigure(row.unitPrice),
      validFrom: plainDay(row.validFrom) || today,
      validUntil: plainDay(row.validUntil) || null,
    }))
    const body = { name: name.trim(), prices, customerIds: customers.map((one) => one.id) }
    if (list) change.mutate({ params: { id: list.id }, body: { ...body, active }, ifMatch: list.version })
    else create.mutate({ body: { ...body, number: number.trim() } })
  }
  return (
    <Card title={list ? `${t('change')} ${list.number}` : t('newPriceList')} note={t('pricesHint')}>
      <form className="basics-form" onSubmit={submit} noValidate>
        <Fields>
          {!list && (
            <Field label={t('number')}>
              {(id) => (
                <Input id={id} maxLength={20} value={number} onChange={(event) => setNumber(event.target.value)} />
              )}
            </Field>
          )}
          <Field label={t('name')}>
            {(id) => <Input id={id} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
        </Fields>
        {list && (
          <Checkbox checked={active} onChange={(event) => setActive(event.target.checked)}>
            {t('open')}
          </Checkbox>
        )}
        <Customers customers={customers} onChange={setCustomers} />
        <PasteGrid label={t('prices')} columns={columns} rows={rows} onRows={setRows} faultAt={faultAt} />
        <ProblemNotice error={act.error} />
        <div className="row gap-8">
          <Button onClick={onClose}>{t('backToLists')}</Button>
          <Button type="primary" htmlType="submit" className="push" loading={act.isPending} disabled={!ready}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

interface CustomersProps {
  customers: readonly Customer[]
  onChange: (customers: readonly Customer[]) => void
}

function Customers({ customers, onChange }: CustomersProps) {
  const t = useWords(basicsWords)
  return (
    <div className="basics-customers">
      <Field label={t('customers')} hint={customers.length === 0 && t('noCustomers')}>
        {(id, described) => (
          <Combobox<Customer>
            id={id}
            described={described}
            label={t('addCustomer')}
            placeholder={t('addCustomer')}
            kind="customer"
            value=""
            eager
            search={async (text, signal) =>
              (await call('GET /v1/customers', { query: { limit: 8, ...(text && { q: text }) }, signal })).rows
            }
            rowKey={(row) => row.id}
            render={(row) => row.name}
            onChoose={({ id: customerId, name }) =>
              onChange([...customers.filter((one) => one.id !== customerId), { id: customerId, name }])
            }
          />
        )}
      </Field>
      <ul className="row gap-8 wrap">
        {customers.map((one) => (
          <li key={one.id} className="basics-customer">
            {one.name}
            <button
              type="button"
              className="plain-button"
              aria-label={t('removeCustomer', { name: one.name })}
              onClick={() => onChange(customers.filter(({ id }) => id !== one.id))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
