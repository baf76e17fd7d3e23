import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { CreditDialog } from './credit-dialog.tsx'
import type { Invoice } from './invoice-body.tsx'
import { isOwed } from './invoice-state.tsx'
import { PaymentDialog } from './payment-dialog.tsx'
import { financeWords } from './words.ts'

/** What can be done with an invoice: print it, take money for it, credit it; or undo a credit note. */
export function InvoiceActs({ invoice }: { invoice: Invoice }) {
  const t = useWords(financeWords)
  const navigate = useNavigate()
  const mayPay = useRight('finance.pay')
  const [open, setOpen] = useState<'pay' | 'credit' | 'undo' | 'reverse' | null>(null)
  const close = () => setOpen(null)
  const reverse = useAct('POST /v1/receivables/:id/reverse', () => {
    tellDone({ text: t('openingReversed', { number: invoice.number }) })
    close()
  })
  const owed = isOwed(invoice) && invoice.open !== '0.00'
  return (
    <>
      {invoice.kind === 'opening' ? (
        <ActButton may={invoice.may} act="reverse" icon={<Icon name="back" />} onClick={() => setOpen('reverse')}>
          {t('reverseOpening')}
        </ActButton>
      ) : (
        <Button icon={<Icon name="print" />} onClick={() => void navigate(`/invoices/${invoice.id}/print`)}>
          {t('print')}
        </Button>
      )}
      {invoice.kind === 'invoice' && (
        <ActButton may={invoice.may} act="credit" icon={<Icon name="back" />} onClick={() => setOpen('credit')}>
          {t('credit')}
        </ActButton>
      )}
      {invoice.kind === 'credit_note' && (
        <ActButton may={invoice.may} act="reverse" icon={<Icon name="back" />} onClick={() => setOpen('undo')}>
          {t('reverseCredit')}
        </ActButton>
      )}
      {owed && mayPay && (
        <Button type="primary" icon={<Icon name="finance" />} onClick={() => setOpen('pay')}>
          {t('record')}
        </Button>
      )}
      <PaymentDialog
        open={open === 'pay'}
        onClose={close}
        payer={invoice.customer}
        orderId={invoice.order?.id}
        amount={invoice.open}
      />
      <ReasonDialog
        open={open === 'reverse'}
        title={t('reverseOpening')}
        submit={t('reverseOpening')}
        busy={reverse.isPending}
        error={reverse.error}
        onClose={close}
        onSubmit={(reason) => reverse.mutate({ params: { id: invoice.id }, body: { reason } })}
      >
        {t('reverseOpeningText', { number: invoice.number })}
      </ReasonDialog>
      {open === 'credit' && <CreditDialog invoice={invoice} onClose={close} />}
      {open === 'undo' && <ReverseCreditDialog note={invoice} onClose={close} />}
    </>
  )
}

/** Undoes a credit note by a document of its own, which is shown next. */
function ReverseCreditDialog({ note, onClose }: { note: Invoice; onClose: () => void }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const navigate = useNavigate()
  const reverse = useAct('POST /v1/invoices/:id/reverse', async ({ id, number }) => {
    tellDone({ text: t('creditReversed', { number, note: note.number }) })
    onClose()
    await navigate(`/invoices/${id}`)
  })
  const facts = { amount: format.money(note.gross, note.currency), invoice: note.credits?.number ?? '' }
  return (
    <ReasonDialog
      open
      title={t('reverseCreditTitle', { number: note.number })}
      submit={t('reverseCredit')}
      busy={reverse.isPending}
      error={reverse.error}
      onClose={onClose}
      onSubmit={(reason) => reverse.mutate({ params: { id: note.id }, body: { reason } })}
    >
      {t('reverseCreditText', facts)}
    </ReasonDialog>
  )
}
