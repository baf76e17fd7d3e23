import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { CreditMeter } from './credit-meter.tsx'
import type { Customer } from './customers.ts'
import { customerWords } from './words.ts'

/** The credit limit has a right, a reason and a record of its own. */
export function CreditDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useWords(customerWords)
  const [limit, setLimit] = useState(customer.creditLimit ?? '')
  const [reason, setReason] = useState('')
  const save = useAct('PUT /v1/customers/:id/credit', () => {
    tellDone({ text: t('creditSaved') })
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '' || save.isPending) return
    save.mutate({
      params: { id: customer.id },
      body: { creditLimit: limit.trim().replaceAll(',', '') || null, reason: reason.trim() },
      ifMatch: customer.version,
    })
  }
  const title = t('creditTitle', { name: customer.name })
  return (
    <Dialog open onClose={onClose} label={title} width={480}>
      <header className="dialog-head">
        <h2 className="t16 strong">{title}</h2>
      </header>
      <form className="customer-dialog" onSubmit={submit}>
        <CreditMeter creditLimit={customer.creditLimit} exposure={customer.exposure} />
        <Field
          label={t('creditNew')}
          hint={t('creditHint')}
          fault={isProblem(save.error) ? save.error.faultAt('creditLimit') : undefined}
        >
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              inputMode="decimal"
              autoFocus
              maxLength={20}
              value={limit}
              onChange={(event) => setLimit(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('creditWhy')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <ProblemNotice error={save.error} />
        <div className="row gap-8">
          <Button className="push" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={reason.trim() === ''}>
            {t('changeCredit')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
