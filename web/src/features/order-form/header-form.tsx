import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Choice } from '../../ui/choice.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import type { Customer, Draft, PaymentMethod } from './draft.ts'
import { formWords } from './words.ts'

type CustomerRow = Reply<'GET /v1/customers'>['rows'][number]

export interface HeaderFormProps {
  draft: Draft
  customer: Customer | undefined
  onChange: (changes: Partial<Draft>) => void
  faultAt: (pointer: string) => string | undefined
  today: string
  /** A new order fills in what its customer prefers; one that is changed keeps its own. */
  prefills: boolean
  /** A confirmed order's change needs its reason. */
  needsReason: boolean
  /** A reviewed order is changed as it stands. */
  reviewed: boolean
}

export const useCustomer = (id: string) =>
  useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => call('GET /v1/customers/:id', { params: { id }, signal }),
    enabled: id !== '',
  })

const findCustomers = (q: string, signal: AbortSignal) =>
  call('GET /v1/customers', { query: { limit: 12, ...(q !== '' && { q }) }, signal }).then(({ rows }) =>
    rows.filter((one) => one.active),
  )

function preferredOf(customer: Customer): Partial<Draft> {
  const address = customer.addresses.find((one) => one.preferred) ?? customer.addresses[0]
  const contact = customer.contacts.find((one) => one.preferred) ?? customer.contacts[0]
  return {
    paymentMethod: customer.paymentMethod,
    termDays: String(customer.termDays),
    contactName: contact?.name ?? '',
    recipient: address?.recipient ?? '',
    phone: address?.phone ?? '',
    region: address?.region ?? '',
    street: address?.street ?? '',
  }
}

/** Who buys, when it is wanted, how it is paid. */
export function HeaderForm(props: HeaderFormProps) {
  const { draft, customer, onChange, faultAt, today, prefills, needsReason, reviewed } = props
  const t = useWords(formWords)
  useEffect(() => {
    if (prefills && customer && customer.id === draft.customerId && draft.street === '' && draft.termDays === '')
      onChange(preferredOf(customer))
  }, [customer?.id])
  return (
    <Card>
      <div className="order-header">
        <Field label={t('customer')} fault={faultAt('/customerId')} className="header-customer">
          {(id, described) => (
            <Combobox<CustomerRow>
              id={id}
              label={t('customer')}
              value={draft.customerName}
              placeholder={t('customerHint')}
              kind="customers"
              eager
              autoFocus={prefills && draft.customerId === ''}
              search={findCustomers}
              rowKey={(row) => row.id}
              render={(row) => (
                <span className="row gap-8">
                  <span className="grow ellipsis">{row.name}</span>
                  <span className="quiet t12">{row.number}</span>
                </span>
              )}
              onChoose={(row) =>
                onChange({
                  customerId: row.id,
                  customerName: row.name,
                  ...(row.id !== draft.customerId && { street: '', termDays: '', recipient: '', phone: '' }),
                })
              }
              described={described}
              wrong={faultAt('/customerId') !== undefined}
            />
          )}
        </Field>
        <Field label={t('customerNumber')} fault={faultAt('/customerNumber')}>
          {(id, described) => (
            <input
              id={id}
              aria-describedby={described}
              type="text"
              className="own-input"
              maxLength={60}
              value={draft.customerNumber}
              onChange={(event) => onChange({ customerNumber: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('requestedOn')} fault={faultAt('/requestedOn')}>
          {(id, described) => (
            <DayInput
              id={id}
              described={described}
              value={draft.requestedOn}
              min={today}
              wrong={faultAt('/requestedOn') !== undefined}
              onChange={(requestedOn) => onChange({ requestedOn })}
            />
          )}
        </Field>
        <Field label={t('promisedOn')} fault={faultAt('/promisedOn')}>
          {(id, described) => (
            <DayInput
              id={id}
              described={described}
              value={draft.promisedOn}
              onChange={(promisedOn) => onChange({ promisedOn })}
            />
          )}
        </Field>
        <TermFields draft={draft} onChange={onChange} faultAt={faultAt} />
        {needsReason && (
          <Field
            label={t('reason')}
            hint={t(reviewed ? 'reasonReviewed' : 'reasonHint')}
            fault={faultAt('/reason')}
            className="header-wide"
          >
            {(id, described) => (
              <input
                id={id}
                aria-describedby={described}
                type="text"
                className="own-input"
                maxLength={300}
                value={draft.reason}
                onChange={(event) => onChange({ reason: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </Card>
  )
}

/** How it is paid, and whether prices hold the tax. */
function TermFields({ draft, onChange, faultAt }: Pick<HeaderFormProps, 'draft' | 'onChange' | 'faultAt'>) {
  const t = useWords(formWords)
  return (
    <>
      <Field label={t('paymentMethod')} fault={faultAt('/paymentMethod')}>
        {(id) => (
          <OneOf<PaymentMethod | ''>
            id={id}
            value={draft.paymentMethod}
            onChange={(paymentMethod) => onChange({ paymentMethod })}
            options={(['', 'transfer', 'cash', 'card', 'draft', 'online'] as const).map((value) => ({
              value,
              label: t(value === '' ? 'asCustomer' : value),
            }))}
          />
        )}
      </Field>
      <Field label={t('termDays')} fault={faultAt('/termDays')}>
        {(id, described) => (
          <input
            id={id}
            aria-describedby={described}
            type="text"
            inputMode="numeric"
            className="own-input"
            placeholder={t('asCustomer')}
            value={draft.termDays}
            onChange={(event) => onChange({ termDays: event.target.value.replace(/\D/g, '').slice(0, 3) })}
          />
        )}
      </Field>
      <div className="field">
        <span className="t12 quiet">{t('prices')}</span>
        <Choice
          label={t('prices')}
          value={draft.pricesIncludeTax ? 'with' : 'without'}
          onChange={(value) => onChange({ pricesIncludeTax: value === 'with' })}
          options={[
            { value: 'with', label: t('includeTax') },
            { value: 'without', label: t('excludeTax') },
          ]}
        />
      </div>
    </>
  )
}

type Text = 'contactName' | 'recipient' | 'phone' | 'region' | 'street'

/** Where it goes: one of the customer's addresses, or written by hand. */
export function AddressForm({ draft, customer, onChange, faultAt }: HeaderFormProps) {
  const t = useWords(formWords)
  const addresses = customer?.addresses ?? []
  const chosen = addresses.find((one) => one.street === draft.street && one.recipient === draft.recipient)?.id ?? ''
  const text = (name: Text, className?: string) => (
    <Field label={t(name)} fault={faultAt(`/${name}`)} className={className}>
      {(id, described) => (
        <input
          id={id}
          aria-describedby={described}
          type="text"
          className="own-input"
          maxLength={300}
          aria-invalid={faultAt(`/${name}`) !== undefined || undefined}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <Card title={t('deliverTo')}>
      <div className="order-address">
        {addresses.length > 0 && (
          <Field label={t('address')} className="header-wide">
            {(id) => (
              <OneOf
                id={id}
                value={chosen}
                onChange={(addressId) => {
                  const address = addresses.find((one) => one.id === addressId)
                  if (address)
                    onChange({
                      recipient: address.recipient,
                      phone: address.phone,
                      region: address.region,
                      street: address.street,
                    })
                }}
                options={[
                  ...addresses.map((one) => ({ value: one.id, label: `${one.street} · ${one.recipient}` })),
                  { value: '', label: t('otherAddress') },
                ]}
              />
            )}
          </Field>
        )}
        {text('contactName')}
        {text('recipient')}
        {text('phone')}
        {text('region')}
        {text('street', 'header-wide')}
        <Field label={t('note')} className="header-wide">
          {(id) => (
            <textarea
              id={id}
              className="own-input"
              rows={2}
              maxLength={2000}
              value={draft.note}
              onChange={(event) => onChange({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Card>
  )
}
