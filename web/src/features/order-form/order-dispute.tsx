import { newKey } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { merged, type Overlap } from '../../app/overlap.ts'
import { Dispute } from '../../ui/dispute.tsx'
import type { Draft, Facts } from './draft.ts'
import { formWords } from './words.ts'

/** The draft with both versions put together; from then on it is a change of the order as it stands now. */
export function withFacts(draft: Draft, overlap: Overlap<Facts>, side: 'mine' | 'theirs'): Draft {
  const { lines, ...facts } = merged(overlap, side)
  return {
    ...draft,
    ...facts,
    lines: lines.map((line) => ({ ...line, key: newKey() })),
    base: { version: overlap.version, facts: overlap.theirs },
  }
}

interface OrderDisputeProps {
  overlap: Overlap<Facts>
  onChoose: (side: 'mine' | 'theirs') => void
}

/** Somebody saved the same fields while they were being changed here. */
export function OrderDispute({ overlap, onChoose }: OrderDisputeProps) {
  const t = useWords(formWords)
  const labels: Partial<Record<keyof Facts, string>> = {
    customerName: t('customer'),
    customerNumber: t('customerNumber'),
    pricesIncludeTax: t('prices'),
    paymentMethod: t('paymentMethod'),
    termDays: t('termDays'),
    requestedOn: t('requestedOn'),
    promisedOn: t('promisedOn'),
    contactName: t('contactName'),
    recipient: t('recipient'),
    phone: t('phone'),
    region: t('region'),
    street: t('street'),
    note: t('note'),
    lines: t('lines'),
  }
  const shown = (name: keyof Facts, facts: Partial<Facts>): string => {
    if (name === 'lines')
      return (facts.lines ?? []).map((line) => `${line.itemNumber} × ${line.quantity} @ ${line.unitPrice}`).join('; ')
    if (name === 'pricesIncludeTax') return t(facts.pricesIncludeTax ? 'includeTax' : 'excludeTax')
    if (name === 'paymentMethod') return facts.paymentMethod ? t(facts.paymentMethod) : t('asCustomer')
    return String(facts[name] ?? '')
  }
  return (
    <Dispute
      fields={overlap.fields.flatMap((name) => {
        const label = labels[name]
        return label ? [{ label, mine: shown(name, overlap.mine), theirs: shown(name, overlap.theirs) }] : []
      })}
      onMine={() => onChoose('mine')}
      onTheirs={() => onChoose('theirs')}
    />
  )
}
