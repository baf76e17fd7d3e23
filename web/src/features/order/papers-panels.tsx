import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { useMe } from '../../app/session.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import { nameIn } from '../../ui/departments.ts'
import { Empty } from '../../ui/empty.tsx'
import { DateText, Money } from '../../ui/figures.tsx'
import { Holder } from '../../ui/holder.tsx'
import { Initial } from '../../ui/initial.tsx'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { paperWords } from './paper-words.ts'
import type { Delivery, Invoice, Package, Payment, Task } from './read-order.ts'

interface PanelProps<Row> {
  rows: readonly Row[] | undefined
  error: unknown
  onRetry: () => void
}

const invoiceKinds = {
  invoice: 'invoice',
  credit_note: 'creditNote',
  credit_reversal: 'creditReversal',
  opening: 'invoice',
} as const

type What = 'deliveries' | 'invoices' | 'payments' | 'tasks' | 'handovers'

interface PapersProps<Row> extends PanelProps<Row> {
  what: What
  columns: ListColumn<Row>[]
  name: (row: Row) => string
}

function Papers<Row extends { id: string }>({ what, rows, error, onRetry, columns, name }: PapersProps<Row>) {
  const t = useWords(paperWords)
  return (
    <ListTable<Row>
      label={t(what)}
      rows={rows}
      rowKey={(row) => row.id}
      rowName={name}
      columns={columns}
      loading={rows === undefined}
      error={error}
      onRetry={onRetry}
      empty={<Empty>{t('none', { what: t(what) })}</Empty>}
    />
  )
}

const deliveryStates = { shipped: 'deliveryShipped', signed: 'deliverySigned', reversed: 'deliveryReversed' } as const

export function DeliveriesPanel(props: PanelProps<Delivery>) {
  const t = useWords(paperWords)
  const columns: ListColumn<Delivery>[] = [
    {
      key: 'number',
      title: t('number'),
      phone: 'title',
      render: (row) => (
        <Link to={`/deliveries/${row.id}`} className="strong">
          {row.number}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      phone: 'side',
      render: (row) => <span className={row.state === 'signed' ? 'lv' : 'muted'}>{t(deliveryStates[row.state])}</span>,
    },
    {
      key: 'carrier',
      title: t('carrier'),
      phone: 'line',
      render: (row) => [row.carrier, row.trackingNumber].filter(Boolean).join(' ') || '—',
    },
    {
      key: 'shipped',
      title: t('shippedAt'),
      phone: 'note',
      render: (row) => <DateText value={row.shippedAt} style="time" />,
    },
    {
      key: 'signed',
      title: t('signedAt'),
      phone: 'none',
      render: (row) => (
        <>
          <DateText value={row.signedAt} style="time" /> {row.signedName}
        </>
      ),
    },
  ]
  return <Papers what="deliveries" name={(row) => row.number} columns={columns} {...props} />
}

export function InvoicesPanel(props: PanelProps<Invoice>) {
  const t = useWords(paperWords)
  const columns: ListColumn<Invoice>[] = [
    {
      key: 'number',
      title: t('number'),
      phone: 'title',
      render: (row) => (
        <Link to={`/invoices/${row.id}`} className="strong">
          {row.number}
        </Link>
      ),
    },
    {
      key: 'kind',
      title: t('kind'),
      phone: 'line',
      render: (row) => t(invoiceKinds[row.kind]),
    },
    { key: 'gross', title: t('amount'), align: 'right', phone: 'side', render: (row) => <Money amount={row.gross} /> },
    {
      key: 'open',
      title: t('openAmount'),
      align: 'right',
      phone: 'none',
      render: (row) => <Money amount={row.open} />,
    },
    { key: 'issued', title: t('issuedOn'), phone: 'none', render: (row) => <DateText value={row.issuedOn} /> },
    {
      key: 'due',
      title: t('dueOn'),
      phone: 'note',
      render: (row) => (
        <span className={row.overdueDays > 0 ? 'rouge' : undefined}>
          <DateText value={row.dueOn} />
        </span>
      ),
    },
  ]
  return <Papers what="invoices" name={(row) => row.number} columns={columns} {...props} />
}

export function PaymentsPanel(props: PanelProps<Payment>) {
  const t = useWords(paperWords)
  const columns: ListColumn<Payment>[] = [
    { key: 'number', title: t('number'), phone: 'title', render: (row) => <b>{row.number}</b> },
    { key: 'method', title: t('method'), phone: 'line', render: (row) => t(row.method) },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right',
      phone: 'side',
      render: (row) => <Money amount={row.amount} />,
    },
    { key: 'open', title: t('unmatched'), align: 'right', phone: 'none', render: (row) => <Money amount={row.open} /> },
    { key: 'on', title: t('receivedOn'), phone: 'note', render: (row) => <DateText value={row.receivedOn} /> },
    {
      key: 'state',
      title: t('state'),
      phone: 'none',
      render: (row) => (row.state === 'reversed' ? <span className="rouge">{t('reversed')}</span> : ''),
    },
  ]
  return <Papers what="payments" name={(row) => row.number} columns={columns} {...props} />
}

const taskStates = { open: 'taskOpen', done: 'taskDone', cancelled: 'taskCancelled' } as const

export function TasksPanel(props: PanelProps<Task>) {
  const t = useWords(paperWords)
  const language = useLanguage()
  const me = useMe()
  const columns: ListColumn<Task>[] = [
    { key: 'kind', title: t('task'), phone: 'title', render: (row) => <b>{taskTitle(row.kind, language)}</b> },
    {
      key: 'state',
      title: t('state'),
      phone: 'side',
      render: (row) => <span className={row.state === 'done' ? 'lv' : 'muted'}>{t(taskStates[row.state])}</span>,
    },
    {
      key: 'holder',
      title: t('department'),
      phone: 'line',
      render: (row) => <Holder person={row.holder} department={row.department} me={me} />,
    },
    {
      key: 'opened',
      title: t('openedAt'),
      phone: 'none',
      render: (row) => <DateText value={row.openedAt} style="time" />,
    },
    { key: 'due', title: t('due'), phone: 'note', render: (row) => <DateText value={row.dueOn} /> },
  ]
  return <Papers what="tasks" name={(row) => taskTitle(row.kind, language)} columns={columns} {...props} />
}

const packageStates = {
  offered: 'handoverOffered',
  accepted: 'handoverAccepted',
  declined: 'handoverDeclined',
  recalled: 'handoverRecalled',
  lapsed: 'handoverLapsed',
  ended: 'handoverEnded',
  reversed: 'handoverReversed',
} as const
const reasonNames = {
  next: 'reasonNext',
  leave: 'reasonLeave',
  workload: 'reasonWorkload',
  skill: 'reasonSkill',
  customer: 'reasonCustomer',
  leaver: 'reasonLeaver',
  other: 'reasonOther',
} as const

export function HandoversPanel(props: PanelProps<Package>) {
  const t = useWords(paperWords)
  const language = useLanguage()
  const columns: ListColumn<Package>[] = [
    {
      key: 'number',
      title: t('number'),
      phone: 'title',
      render: (row) => (
        <Link to={`/handovers/${row.id}`} className="strong">
          {row.number}
        </Link>
      ),
    },
    {
      key: 'from',
      title: t('from'),
      phone: 'line',
      render: (row) => (
        <span className="person">
          <Initial name={row.from.name} department={row.from.department.kind} />
          {row.from.name}
        </span>
      ),
    },
    {
      key: 'to',
      title: t('to'),
      phone: 'line',
      render: (row) => (
        <span className="person">
          <Initial
            name={nameIn(row.to, language)}
            department={row.to.departmentKind}
            pool={row.to.kind === 'department'}
          />
          {nameIn(row.to, language)}
        </span>
      ),
    },
    {
      key: 'reason',
      title: t('reason'),
      cut: true,
      phone: 'none',
      render: (row) => {
        const reason = row.reason in reasonNames ? t(reasonNames[row.reason as keyof typeof reasonNames]) : row.reason
        const words = [reason, row.note].filter((one, index, all) => one && all.indexOf(one) === index).join(' · ')
        return <span title={words}>{words}</span>
      },
    },
    {
      key: 'state',
      title: t('answer'),
      phone: 'side',
      render: (row) => (
        <span className={row.state === 'accepted' ? 'lv' : row.state === 'offered' ? 'ochre' : 'muted'}>
          {t(packageStates[row.state])}
        </span>
      ),
    },
    {
      key: 'at',
      title: t('openedAt'),
      phone: 'note',
      render: (row) => <DateText value={row.offeredAt} style="time" />,
    },
  ]
  return <Papers what="handovers" name={(row) => row.number} columns={columns} {...props} />
}
