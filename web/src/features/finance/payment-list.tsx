import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { usePhone } from '../../app/use-media.ts'
import { DateText, Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { pageAsked, pageFound } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { actOf } from '../../ui/may.ts'
import { MenuButton, type MenuEntry } from '../../ui/menu-button.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { StatusIcon } from '../../ui/status.tsx'
import { MatchDialog, type Payment, RefundDialog, ReversePaymentDialog } from './payment-acts.tsx'
import { financeWords } from './words.ts'

type Act = 'match' | 'refund' | 'reverse'
type Opened = { act: Act; payment: Payment } | null

/** Money received and given back, newest first; what is unmatched waits for its invoice. */
export function PaymentList({ list, open }: { list: ListState; open: boolean }) {
  const t = useWords(financeWords)
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const query = { ...pageAsked(list), ...(open && { open: true }) }
  const found = useQuery({
    queryKey: ['payment', 'list', query],
    queryFn: ({ signal }) => call('GET /v1/payments', { query, signal }),
  })
  return (
    <>
      <ListTable<Payment>
        label={t('payments')}
        {...pageFound(list, found)}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        columns={useColumns((act, payment) => setOpened({ act, payment }))}
        isQuiet={(row) => row.state === 'reversed'}
        empty={<NothingFound list={list} icon="finance" text={t(open ? 'noOpenPayments' : 'noPayments')} />}
      />
      {opened?.act === 'match' && <MatchDialog payment={opened.payment} onClose={close} />}
      {opened?.act === 'refund' && <RefundDialog payment={opened.payment} onClose={close} />}
      {opened?.act === 'reverse' && <ReversePaymentDialog payment={opened.payment} onClose={close} />}
    </>
  )
}

function useColumns(onAct: (act: Act, payment: Payment) => void): ListColumn<Payment>[] {
  const t = useWords(financeWords)
  const phone = usePhone()
  return [
    {
      key: 'number',
      title: t('paymentNumber'),
      phone: 'title',
      render: (row) => <span className="strong">{row.number}</span>,
    },
    { key: 'state', title: t('state'), phone: 'title', render: (row) => <PaymentStatus payment={row} /> },
    { key: 'customer', title: t('customer'), phone: 'line', render: (row) => row.customer.name },
    {
      key: 'order',
      title: t('order'),
      phone: 'none',
      render: (row) =>
        row.order ? <Link to={`/orders/${row.order.id}`}>{row.order.number}</Link> : <span className="quiet">—</span>,
    },
    {
      key: 'method',
      title: t('method'),
      phone: 'none',
      render: (row) => t(row.opening ? 'openingAdvance' : row.method),
    },
    { key: 'reference', title: t('reference'), phone: 'none', render: (row) => row.reference },
    { key: 'on', title: t('receivedOn'), phone: 'note', render: (row) => <DateText value={row.receivedOn} /> },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right',
      phone: 'side',
      render: (row) => (
        <span className="strong">
          <Money amount={row.kind === 'refund' ? `-${row.amount}` : row.amount} bare={!phone} />
        </span>
      ),
    },
    {
      key: 'open',
      title: t('leftColumn'),
      align: 'right',
      phone: 'none',
      render: (row) =>
        row.open === '0.00' ? (
          <span className="quiet">—</span>
        ) : (
          <span className="ochre">
            <Money amount={row.open} bare />
          </span>
        ),
    },
    {
      key: 'acts',
      title: <span className="hidden-text">{t('more')}</span>,
      align: 'right',
      phone: 'side',
      render: (row) => <PaymentMenu payment={row} onAct={onAct} />,
    },
  ]
}

function PaymentStatus({ payment: { kind, state, open } }: { payment: Payment }) {
  const t = useWords(financeWords)
  if (state === 'reversed') {
    return (
      <span className="status quiet">
        <StatusIcon sign="cancelled" />
        {t('isReversed')}
      </span>
    )
  }
  if (kind === 'refund') {
    return (
      <span className="status">
        <StatusIcon sign="returned" />
        {t('refundKind')}
      </span>
    )
  }
  return (
    <span className="status">
      <StatusIcon sign={open === '0.00' ? 'completed' : 'pending'} />
      {open === '0.00' ? t('matchedAll') : t('left')}
    </span>
  )
}

/** A refund is not matched or refunded again, and what is reversed stays so: those acts are not shown at all. */
const actsOf = ({ kind, state }: Payment): Act[] => {
  if (state === 'reversed') return []
  return kind === 'refund' ? ['reverse'] : ['match', 'refund', 'reverse']
}

const icons = { match: 'link', refund: 'leave', reverse: 'back' } as const

function PaymentMenu({ payment, onAct }: { payment: Payment; onAct: (act: Act, payment: Payment) => void }) {
  const t = useWords(financeWords)
  const entries = actsOf(payment).map((act): MenuEntry => {
    const found = actOf(payment.may, act)
    return {
      key: act,
      label: t(act),
      icon: icons[act],
      disabled: !found?.allowed,
      why: found?.because,
      onSelect: () => onAct(act, payment),
    }
  })
  if (entries.length === 0) return null
  return (
    <MenuButton label={`${t('more')} ${payment.number}`} entries={entries} width={160}>
      <Icon name="more" />
    </MenuButton>
  )
}
