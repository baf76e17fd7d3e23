import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { newKey } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { Field, OneOf } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
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
      <ContactFields draft={draft} change={change} />
      <AddressFields draft={draft} change={change} />
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
        {(id) => (
          <OneOf
            id={id}
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

function ContactFields({ draft, change }: PartProps) {
  const t = useWords(customerWords)
  const set = (key: string, part: Partial<Draft['contacts'][number]>) =>
    change({ contacts: draft.contacts.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  const fields = ['name', 'position', 'phone', 'email'] as const
  const label = { name: t('contactName'), position: t('position'), phone: t('phone'), email: t('email') }
  return (
    <Card
      title={t('contacts')}
      actions={
        <Button
          size="small"
          icon={<Icon name="plus" />}
          onClick={() =>
            change({
              contacts: [
                ...draft.contacts,
                {
                  key: newKey(),
                  name: '',
                  position: '',
                  phone: '',
                  email: '',
                  preferred: draft.contacts.length === 0,
                },
              ],
            })
          }
        >
          {t('addContact')}
        </Button>
      }
    >
      {draft.contacts.length === 0 && <p className="t13 quiet">{t('noContacts')}</p>}
      {draft.contacts.map((one) => (
        <div key={one.key} className="customer-line">
          {fields.map((name) => (
            <Input
              key={name}
              aria-label={label[name]}
              placeholder={label[name]}
              maxLength={name === 'email' ? 120 : 100}
              value={one[name]}
              onChange={(event) => set(one.key, { [name]: event.target.value })}
            />
          ))}
          <LineEnd
            preferred={one.preferred}
            onPreferred={(preferred) => set(one.key, { preferred })}
            onRemove={() => change({ contacts: draft.contacts.filter(({ key }) => key !== one.key) })}
          />
        </div>
      ))}
    </Card>
  )
}

function AddressFields({ draft, change }: PartProps) {
  const t = useWords(customerWords)
  const set = (key: string, part: Partial<Draft['addresses'][number]>) =>
    change({ addresses: draft.addresses.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  const fields = ['recipient', 'phone', 'region', 'street'] as const
  const label = { recipient: t('recipient'), phone: t('phone'), region: t('region'), street: t('street') }
  return (
    <Card
      title={t('addresses')}
      actions={
        <Button
          size="small"
          icon={<Icon name="plus" />}
          onClick={() =>
            change({
              addresses: [
                ...draft.addresses,
                {
                  key: newKey(),
                  recipient: '',
                  phone: '',
                  region: '',
                  street: '',
                  preferred: draft.addresses.length === 0,
                },
              ],
            })
          }
        >
          {t('addAddress')}
        </Button>
      }
    >
      {draft.addresses.length === 0 && <p className="t13 quiet">{t('noAddresses')}</p>}
      {draft.addresses.map((one) => (
        <div key={one.key} className="customer-line customer-address">
          {fields.map((name) => (
            <Input
              key={name}
              aria-label={label[name]}
              placeholder={label[name]}
              maxLength={name === 'street' ? 300 : 40}
              value={one[name]}
              onChange={(event) => set(one.key, { [name]: event.target.value })}
            />
          ))}
          <LineEnd
            preferred={one.preferred}
            onPreferred={(preferred) => set(one.key, { preferred })}
            onRemove={() => change({ addresses: draft.addresses.filter(({ key }) => key !== one.key) })}
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
