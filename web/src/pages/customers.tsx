import { useNavigate, useParams } from 'react-router'
import { useAct } from '../app/act.ts'
import { useCompany } from '../app/company.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { CustomerForm } from '../features/customers/customer-form.tsx'
import { CustomerList } from '../features/customers/customer-list.tsx'
import { CustomerView } from '../features/customers/customer-view.tsx'
import { emptyDraft, factsOf, useCustomer } from '../features/customers/customers.ts'
import { customerWords } from '../features/customers/words.ts'
import { Page, PageHead } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { tellDone } from '../ui/undo.tsx'

export function Customers() {
  const t = useWords(customerWords)
  useCrumbs([{ label: t('customers') }])
  return (
    <Page>
      <h1 className="hidden-text">{t('customers')}</h1>
      <CustomerList />
    </Page>
  )
}

export function OneCustomer() {
  const t = useWords(customerWords)
  const { id = '' } = useParams()
  const customer = useCustomer(id)
  useCrumbs([{ label: t('customers'), to: '/customers' }, { label: customer.data?.name ?? '…' }])
  return (
    <Page>
      <ProblemNotice error={customer.error} onRetry={() => void customer.refetch()} />
      {customer.data && <CustomerView customer={customer.data} />}
    </Page>
  )
}

export function NewCustomer() {
  const t = useWords(customerWords)
  const navigate = useNavigate()
  const company = useCompany()
  const policies = company.data?.policies
  useCrumbs([{ label: t('customers'), to: '/customers' }, { label: t('newCustomer') }])
  const create = useAct('POST /v1/customers', ({ id, number }, { body }) => {
    tellDone({ text: t('created', { number, name: body.name }) })
    void navigate(`/customers/${id}`, { replace: true })
  })
  return (
    <Page>
      <PageHead title={t('newCustomer')} />
      <ProblemNotice error={company.error} onRetry={() => void company.refetch()} />
      {policies && (
        <CustomerForm
          first={{ ...emptyDraft, termDays: String(policies.termDays), invoiceBasis: policies.invoiceBasis }}
          fresh
          busy={create.isPending}
          error={create.error}
          onCancel={() => void navigate('/customers')}
          onSave={(draft) =>
            create.mutate({ body: { ...factsOf(draft), ...(draft.number.trim() && { number: draft.number.trim() }) } })
          }
        />
      )}
    </Page>
  )
}
