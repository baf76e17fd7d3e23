import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { nameIn } from '../../ui/departments.ts'
import { Field } from '../../ui/field.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type ItemDraft, itemKinds, useTaxRates, useUnits } from './items.ts'
import { itemWords } from './words.ts'
import './items.css'

export interface ItemFormProps {
  first: ItemDraft
  /** Number, kind and unit are chosen once: stock and orders count in them. */
  fresh: boolean
  busy: boolean
  error: unknown
  onSave: (draft: ItemDraft) => void
  onCancel: () => void
}

type TextName = 'number' | 'name' | 'specification' | 'category'
type PriceName = 'listPrice' | 'floorPrice' | 'standardCost'

export function ItemForm({ first, fresh, busy, error, onSave, onCancel }: ItemFormProps) {
  const t = useWords(itemWords)
  const language = useLanguage()
  const units = useUnits()
  const rates = useTaxRates()
  const [draft, setDraft] = useState(first)
  const [tried, setTried] = useState(false)
  const open = (rates.data?.rows ?? []).filter(({ active, code }) => active || code === first.taxCode)
  const usual = (open.find(({ preferred }) => preferred) ?? open[0])?.code ?? ''
  const taxCode = draft.taxCode || usual
  const change = (part: Partial<ItemDraft>) => setDraft({ ...draft, ...part })
  const faultAt = (name: string) => (isProblem(error) ? error.faultAt(name) : undefined)
  const complete = draft.name.trim() !== '' && draft.number.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (complete && !busy) onSave({ ...draft, taxCode })
  }
  const text = (name: TextName, most: number, needed = false) => (
    <Field label={t(name)} fault={needed && tried && draft[name].trim() === '' ? t('missing') : faultAt(name)}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          aria-required={needed || undefined}
          maxLength={most}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const price = (name: PriceName) => (
    <Field label={t(name)} fault={faultAt(name)}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          inputMode="decimal"
          maxLength={20}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="item-form" onSubmit={submit} noValidate>
      <div className="fields">
        {text('name', 200, true)}
        {fresh && text('number', 60, true)}
        {text('specification', 200)}
        {text('category', 60)}
        {fresh && (
          <Field label={t('kind')}>
            {(id) => (
              <OneOf
                id={id}
                value={draft.kind}
                onChange={(kind) => change({ kind })}
                options={itemKinds.map((value) => ({ value, label: t(value) }))}
              />
            )}
          </Field>
        )}
        {fresh && (
          <Field label={t('unit')} fault={faultAt('unit')}>
            {(id, described) => (
              <OneOf
                id={id}
                described={described}
                value={draft.unit}
                onChange={(unit) => change({ unit })}
                options={(units.data?.rows ?? []).map((one) => ({ value: one.code, label: nameIn(one, language) }))}
              />
            )}
          </Field>
        )}
        <Field label={t('tax')} fault={faultAt('taxCode')}>
          {(id, described) => (
            <OneOf
              id={id}
              described={described}
              value={taxCode}
              onChange={(code) => change({ taxCode: code })}
              options={open.map((one) => ({ value: one.code, label: nameIn(one, language) }))}
            />
          )}
        </Field>
        {price('listPrice')}
        {price('floorPrice')}
        {price('standardCost')}
      </div>
      {!fresh && (
        <Checkbox checked={draft.active} onChange={(event) => change({ active: event.target.checked })}>
          {t('active')}
        </Checkbox>
      )}
      <ProblemNotice error={error} />
      <div className="row gap-8">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" className="push" loading={busy}>
          {t(fresh ? 'newItem' : 'save')}
        </Button>
      </div>
    </form>
  )
}
