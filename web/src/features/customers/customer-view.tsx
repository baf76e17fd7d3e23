import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { useMe, useRight } from '../../app/session.ts'
import { useAct } from '../../app/use-act.ts'
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
import { type Customer, draftOf, factsOf, useOrdersOf } from './customers.ts'
import { customerWords } from './words.ts'
import './customers.css'

/** One customer: may they still owe, who answers for them, what is open. */
export function CustomerView({ customer }: { customer: Customer }) {
  const t = useWords(customerWords)
  const [editing, setEditing] = useState(false)
  const [crediting, setCrediting] = useState(false)
  const mayChange = useRight('partners.change')
  const mayCredit = useRight('partners.credit')
  const save = useAct('PATCH /v1/customers/:id', ['customer', 'order'], () => {
    setEditing(false)
    tellDone({ text: t('saved') })
  })
  if (editing) {
    const conflict = isProblem(save.error) && save.error.status === 412
    return (
      <>
        <PageHead title={customer.name} />
        {conflict && (
          <div className="customer-conflict" role="alert">
            <Icon name="warning" />
            <span>
              <b>{t('conflictTitle')}</b> {t('conflictCure')}
            </span>
          </div>
        )}
        <CustomerForm
          key={customer.version}
          first={draftOf(customer)}
          fresh={false}
          busy={save.isPending}
          error={conflict ? null : save.error}
          onCancel={() => setEditing(false)}
          onSave={(draft) =>
            save.mutate({ params: { id: customer.id }, body: factsOf(draft), ifMatch: customer.version })
          }
        />
      </>
    )
  }
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
          <Button
            size="small"
            icon={<Icon name="plus" />}
            onClick={() => void navigate(`/orders/new?customerId=${customerId}`)}
          >
            {t('newOrder')}
          </Button>
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
