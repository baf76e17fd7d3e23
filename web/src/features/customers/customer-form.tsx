import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { newKey } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type Draft, termOf, usePersons } from './customers.ts'
import { customerWords } from './words.ts'
import './customers.css'

export interface CustomerFormProps {
  first: Draft
  /** A number is given only to a new one. */
  fresh: boolean
  busy: boolean
  error: unknown
  onSave: (draft: Draft) => void
  onCancel: () => void
}

const methods = ['transfer', 'cash', 'card', 'draft', 'online'] as const
const bases = ['signed', 'shipped'] as const

/** Everything about a customer but the credit limit, which has a right of its own. */
export function CustomerForm({ first, fresh, busy, error, onSave, onCancel }: CustomerFormProps) {
  const t = useWords(customerWords)
  const [draft, setDraft] = useState(first)
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const nameMissing = tried && draft.name.trim() === ''
  const termWrong = tried && termOf(draft.termDays) === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.name.trim() !== '' && termOf(draft.termDays) !== null && !busy) onSave(draft)
  }
  return (
    <form className="customer-form" onSubmit={submit} noValidate>
      <Card title={t('facts')}>
        <MainFields
          draft={draft}
          change={change}
          fresh={fresh}
          nameMissing={nameMissing}
          termWrong={termWrong}
          error={error}
        />
      </Card>
      <RowsCard
        title={t('contacts')}
        add={t('addContact')}
        none={t('noContacts')}
        fields={contactFields}
        rows={draft.contacts}
        onChange={(contacts) => change({ contacts })}
      />
      <RowsCard
        title={t('addresses')}
        add={t('addAddress')}
        none={t('noAddresses')}
        className="customer-address"
        fields={addressFields}
        rows={draft.addresses}
        onChange={(addresses) => change({ addresses })}
      />
      <ProblemNotice error={error} />
      <div className="row gap-8 customer-acts">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t(fresh ? 'newCustomer' : 'save')}
        </Button>
      </div>
    </form>
  )
}

interface PartProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
}

interface MainFieldsProps extends PartProps {
  fresh: boolean
  nameMissing: boolean
  termWrong: boolean
  error: unknown
}

function MainFields({ draft, change, fresh, nameMissing, termWrong, error }: MainFieldsProps) {
  const t = useWords(customerWords)
  const persons = usePersons()
  const faultAt = (name: string) => (isProblem(error) ? error.faultAt(name) : undefined)
  const text = (name: 'name' | 'shortName' | 'taxId' | 'region' | 'number', most: number, fault?: string) => (
    <Field label={t(name)} fault={fault ?? faultAt(name)} hint={name === 'number' ? t('numberHint') : undefined}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          aria-required={name === 'name' || undefined}
          maxLength={most}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="fields">
      {text('name', 200, nameMissing ? t('nameMissing') : undefined)}
      {text('shortName', 60)}
      {fresh && text('number', 40)}
      {text('taxId', 40)}
      {text('region', 60)}
      <Field label={t('terms')} fault={termWrong ? t('termWrong') : faultAt('termDays')} hint={t('dayHint')}>
        {(id, described) => (
          <Input
            id={id}
            aria-describedby={described}
            inputMode="numeric"
            maxLength={3}
            value={draft.termDays}
            onChange={(event) => change({ termDays: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('paymentMethod')}>
        {(id) => (
          <OneOf
            id={id}
            value={draft.paymentMethod}
            onChange={(paymentMethod) => change({ paymentMethod })}
            options={methods.map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Field>
      <Field label={t('invoiceBasis')}>
        {(id) => (
          <OneOf
            id={id}
            value={draft.invoiceBasis}
            onChange={(invoiceBasis) => change({ invoiceBasis })}
            options={bases.map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Field>
      <Field label={t('owner')} fault={faultAt('ownerId')}>
        {(id, described) => (
          <OneOf
            id={id}
            described={described}
            value={draft.ownerId}
            onChange={(ownerId) => change({ ownerId })}
            options={[
              { value: '', label: t('noOwner') },
              ...(persons.data?.rows ?? [])
                .filter(({ active, id: person }) => active || person === draft.ownerId)
                .map((one) => ({ value: one.id, label: `${one.name} · ${one.position}` })),
            ]}
          />
        )}
      </Field>
      <Field label={t('note')} className="field-wide">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

const contactFields = [
  { name: 'name', word: 'contactName', most: 100 },
  { name: 'position', word: 'position', most: 100 },
  { name: 'phone', word: 'phone', most: 100 },
  { name: 'email', word: 'email', most: 120 },
] as const

const addressFields = [
  { name: 'recipient', word: 'recipient', most: 40 },
  { name: 'phone', word: 'phone', most: 40 },
  { name: 'region', word: 'region', most: 40 },
  { name: 'street', word: 'street', most: 300 },
] as const

type Row<Name extends string> = Record<Name, string> & { key: string; preferred: boolean }
type Word = (typeof contactFields | typeof addressFields)[number]['word']

interface RowsCardProps<Name extends string> {
  title: string
  add: string
  none: string
  className?: string
  fields: readonly { name: Name; word: Word; most: number }[]
  rows: readonly Row<Name>[]
  onChange: (rows: Row<Name>[]) => void
}

/** Contacts or addresses: a line each, one of them preferred from the first on. */
function RowsCard<Name extends string>({ title, add, none, className, fields, rows, onChange }: RowsCardProps<Name>) {
  const t = useWords(customerWords)
  const set = (key: string, part: Partial<Row<Name>>) =>
    onChange(rows.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const addRow = () => {
    const texts = Object.fromEntries(fields.map(({ name }) => [name, ''])) as Record<Name, string>
    onChange([...rows, { ...texts, key: newKey(), preferred: rows.length === 0 }])
  }
  return (
    <Card
      title={title}
      actions={
        <Button size="small" icon={<Icon name="plus" />} onClick={addRow}>
          {add}
        </Button>
      }
    >
      {rows.length === 0 && <p className="t13 quiet">{none}</p>}
      {rows.map((one) => (
        <div key={one.key} className={className ? `customer-line ${className}` : 'customer-line'}>
          {fields.map(({ name, word, most }) => (
            <Input
              key={name}
              aria-label={t(word)}
              placeholder={t(word)}
              maxLength={most}
              value={one[name]}
              onChange={(event) => set(one.key, { [name]: event.target.value } as Partial<Row<Name>>)}
            />
          ))}
          <LineEnd
            preferred={one.preferred}
            onPreferred={(preferred) => set(one.key, { preferred } as Partial<Row<Name>>)}
            onRemove={() => onChange(rows.filter(({ key }) => key !== one.key))}
          />
        </div>
      ))}
    </Card>
  )
}

interface LineEndProps {
  preferred: boolean
  onPreferred: (preferred: boolean) => void
  onRemove: () => void
}

function LineEnd({ preferred, onPreferred, onRemove }: LineEndProps) {
  const t = useWords(customerWords)
  return (
    <span className="row gap-8 nowrap">
      <Checkbox checked={preferred} onChange={(event) => onPreferred(event.target.checked)}>
        {t('preferred')}
      </Checkbox>
      <Button type="text" icon={<Icon name="trash" label={t('remove')} />} onClick={onRemove} />
    </span>
  )
}
