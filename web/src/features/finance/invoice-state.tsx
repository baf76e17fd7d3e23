import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Chip, StatusIcon } from '../../ui/status.tsx'
import { financeWords } from './words.ts'

export interface InvoiceState {
  kind: 'invoice' | 'credit_note' | 'credit_reversal' | 'opening'
  gross: string
  open: string
  overdueDays: number
}

/** Whether a document asks for money by itself; a credit note and its reversal change what their invoice asks for. */
export const isOwed = ({ kind }: Pick<InvoiceState, 'kind'>): boolean => kind === 'invoice' || kind === 'opening'

const isZero = (amount: string) => /^-?0*(\.0*)?$/.test(amount)

/** Whether an invoice is open, overdue or paid; a credit note and its reversal are neither. Icon and word. */
export function InvoiceStatus({ invoice, chip }: { invoice: InvoiceState; chip?: boolean }) {
  const t = useWords(financeWords)
  if (!isOwed(invoice)) {
    const word = t(invoice.kind === 'credit_note' ? 'creditNote' : 'creditReversal')
    return chip ? (
      <Chip tone="rouge">{word}</Chip>
    ) : (
      <span className="status quiet">
        <Icon name="back" size={14} />
        {word}
      </span>
    )
  }
  const paid = isZero(invoice.open)
  const late = !paid && invoice.overdueDays > 0
  const partly = !paid && invoice.open !== invoice.gross
  const sign = paid ? 'settled' : late ? 'overdue' : partly ? 'processing' : 'pending'
  const content = (
    <>
      <StatusIcon sign={sign} />
      {paid ? t('settled') : late ? t('overdue', { count: invoice.overdueDays }) : t(partly ? 'partly' : 'openWord')}
    </>
  )
  if (chip) return <Chip tone={paid ? 'lv' : late ? 'rouge' : partly ? 'qing' : 'ochre'}>{content}</Chip>
  return <span className={late ? 'status rouge' : 'status'}>{content}</span>
}
