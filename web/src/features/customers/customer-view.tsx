import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { merged } from '../../app/overlap.ts'
import { useMe, useRight } from '../../app/session.ts'
import { Disputed, useSaveChanges } from '../../app/use-save-changes.ts'
import { Dispute } from '../../ui/dispute.tsx'
import { Facts } from '../../ui/field.tsx'
import { DateText, Money } from '../../ui/figures.tsx'
import { Holder } from '../../ui/holder.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card, PageHead } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Chip, Status } from '../../ui/status.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { CreditDialog } from './credit-dialog.tsx'
import { CreditMeter } from './credit-meter.tsx'
import { CustomerForm } from './customer-form.tsx'
import {
  type Customer,
  type CustomerFacts,
  draftFrom,
  draftOf,
  factsOf,
  useOrdersOf,
  versionedOf,
} from './customers.ts'
import { customerWords } from './words.ts'
import './customers.css'

/** One customer: may they still owe, who answers for them, what is open. */
export function CustomerView({ customer }: { customer: Customer }) {
  const t = useWords(customerWords)
  const [editing, setEditing] = useState(false)
  const [crediting, setCrediting] = useState(false)
  const mayChange = useRight('partners.change')
  const mayCredit = useRight('partners.credit')
  if (editing) return <EditCustomer customer={customer} onClose={() => setEditing(false)} />
  return (
    <>
      <PageHead
        title={customer.name}
        chips={!customer.active && <Chip tone="ochre">{t('inactive')}</Chip>}
        facts={
          <>
            <span>{customer.number}</span>
            {customer.region && <span>{customer.region}</span>}
            <span>
              {t('owner')} <b>{customer.owner?.name ?? t('noOwner')}</b>
            </span>
          </>
        }
        actions={
          mayChange && (
            <Button icon={<Icon name="edit" />} onClick={() => setEditing(true)}>
              {t('edit')}
            </Button>
          )
        }
      />
      <div className="customer">
        <div>
          <CustomerOrders customerId={customer.id} />
          <People customer={customer} />
        </div>
        <div>
          <Card
            title={t('credit')}
            actions={
              <Button
                size="small"
                disabled={!mayCredit}
                title={mayCredit ? undefined : t('creditNot')}
                onClick={() => setCrediting(true)}
              >
                {t('changeCredit')}
              </Button>
            }
          >
            <CreditMeter creditLimit={customer.creditLimit} exposure={customer.exposure} />
          </Card>
          <Card title={t('facts')}>
            <Facts
              facts={[
                [t('shortName'), customer.shortName],
                [t('taxId'), customer.taxId],
                [t('terms'), t('termDays', { count: customer.termDays })],
                [t('paymentMethod'), t(customer.paymentMethod)],
                [t('invoiceBasis'), t(customer.invoiceBasis)],
                [t('note'), customer.note],
              ]}
            />
          </Card>
        </div>
      </div>
      {crediting && <CreditDialog customer={customer} onClose={() => setCrediting(false)} />}
    </>
  )
}

/** The form keeps the customer as it was when it was opened: what arrives meanwhile never overwrites what is typed. */
function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useWords(customerWords)
  const [base, setBase] = useState(() => versionedOf(customer))
  const [first, setFirst] = useState(() => draftOf(customer))
  const { id, number } = customer
  const save = useSaveChanges<CustomerFacts>({
    read: async () => versionedOf(await call('GET /v1/customers/:id', { params: { id } })),
    send: (body, ifMatch) => call('PATCH /v1/customers/:id', { params: { id }, body, ifMatch }),
    onDone: () => {
      tellDone({ text: t('saved') })
      onClose()
    },
  })
  const overlap = save.error instanceof Disputed ? (save.error as Disputed<CustomerFacts>).overlap : null
  const choose = (side: 'mine' | 'theirs') => {
    if (!overlap) return
    setBase({ facts: overlap.theirs, version: overlap.version })
    setFirst(draftFrom(merged(overlap, side), number))
    save.reset()
  }
  return (
    <>
      <PageHead title={customer.name} />
      {overlap && (
        <Dispute
          fields={overlap.fields.map((name) => ({
            label: t(labels[name]),
            mine: shown(overlap.mine[name]),
            theirs: shown(overlap.theirs[name]),
          }))}
          onMine={() => choose('mine')}
          onTheirs={() => choose('theirs')}
        />
      )}
      <CustomerForm
        key={base.version}
        first={first}
        fresh={false}
        busy={save.isPending}
        error={overlap ? null : save.error}
        onCancel={onClose}
        onSave={(draft) => save.mutate({ base, draft: factsOf(draft) })}
      />
    </>
  )
}

const labels = {
  name: 'name',
  shortName: 'shortName',
  taxId: 'taxId',
  region: 'region',
  paymentMethod: 'paymentMethod',
  invoiceBasis: 'invoiceBasis',
  termDays: 'terms',
  ownerId: 'owner',
  note: 'note',
  contacts: 'contacts',
  addresses: 'addresses',
} as const satisfies Record<keyof CustomerFacts, string>

/** A fact in a few words: lists by the names in them. */
function shown(value: CustomerFacts[keyof CustomerFacts] | undefined): string {
  if (!Array.isArray(value)) return String(value ?? '')
  return value.map((one) => ('name' in one ? one.name : one.recipient)).join(' ')
}

function People({ customer }: { customer: Customer }) {
  const t = useWords(customerWords)
  return (
    <>
      <Card title={t('contacts')} count={customer.contacts.length || undefined} flush>
        {customer.contacts.length === 0 && <p className="card-body t13 quiet">{t('noContacts')}</p>}
        <ul className="customer-list">
          {customer.contacts.map((one) => (
            <li key={one.id}>
              <b>{one.name}</b> <span className="quiet">{one.position}</span>
              {one.phone && <a href={`tel:${one.phone.replaceAll(' ', '')}`}>{one.phone}</a>}
              {one.email && <a href={`mailto:${one.email}`}>{one.email}</a>}
              {one.preferred && <span className="push t12 lv">{t('preferred')}</span>}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('addresses')} count={customer.addresses.length || undefined} flush>
        {customer.addresses.length === 0 && <p className="card-body t13 quiet">{t('noAddresses')}</p>}
        <ul className="customer-list">
          {customer.addresses.map((one) => (
            <li key={one.id}>
              <b>{one.recipient}</b> <span>{one.phone}</span>
              <span className="muted">
                {one.region} {one.street}
              </span>
              {one.preferred && <span className="push t12 lv">{t('preferred')}</span>}
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function CustomerOrders({ customerId }: { customerId: string }) {
  const t = useWords(customerWords)
  const navigate = useNavigate()
  const me = useMe()
  const creates = useRight('orders.create')
  const orders = useOrdersOf(customerId)
  const rows = orders.data?.rows ?? []
  return (
    <Card
      title={t('orders')}
      count={rows.length ? `${rows.length}${orders.data?.next ? '+' : ''}` : undefined}
      flush
      actions={
        <>
          <Link to={`/orders?view=all&customerId=${customerId}`} className="t12">
            {t('allOrders')}
          </Link>
          {creates && (
            <Button
              size="small"
              icon={<Icon name="plus" />}
              onClick={() => void navigate(`/orders/new?customerId=${customerId}`)}
            >
              {t('newOrder')}
            </Button>
          )}
        </>
      }
    >
      <ProblemNotice error={orders.error} onRetry={() => void orders.refetch()} />
      {orders.data && rows.length === 0 && <p className="card-body t13 quiet">{t('noOrders')}</p>}
      <ul className="customer-list customer-orders">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/orders/${row.id}`} className="strong nowrap">
              {row.number}
            </Link>
            <Status state={row.state} onHold={row.hold !== null} overdue={row.overdue} />
            <span className="muted">
              <DateText value={row.promisedOn} />
            </span>
            {row.holder ? (
              <Holder person={row.holder.person} department={row.holder.department} me={me} brief />
            ) : (
              <span className="quiet">—</span>
            )}
            <span className="push number">
              <Money amount={row.gross} currency={row.currency} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
