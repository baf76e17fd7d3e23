import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { DateText, Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { shortCompany } from '../../ui/names.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { deskWords } from './words.ts'
import './desk.css'

const shown = 6

interface DutyProps {
  title: string
  none: string
  all: string
  error: unknown
  rows: { id: string; content: ReactNode }[] | undefined
  more: boolean
}

/** A card of work that a role is there for, each line leading to where it is done. */
function Duty({ title, none, all, error, rows, more }: DutyProps) {
  const t = useWords(deskWords)
  return (
    <Card
      title={title}
      count={rows?.length ? `${rows.length}${more ? '+' : ''}` : undefined}
      flush
      actions={
        <Link to={all} className="t12">
          {t('all')}
        </Link>
      }
    >
      <ProblemNotice error={error} />
      {rows?.length === 0 && <p className="card-body t13 quiet">{none}</p>}
      <ul className="desk-list">
        {rows?.map(({ id, content }) => (
          <li key={id}>{content}</li>
        ))}
      </ul>
    </Card>
  )
}

/** For those who ship: orders with reserved stock. */
export function ToShip() {
  const t = useWords(deskWords)
  const { data, error } = useQuery({
    queryKey: ['order', 'shippable', 'desk'],
    queryFn: ({ signal }) => call('GET /v1/deliveries/shippable', { query: { limit: shown }, signal }),
  })
  const rows = data?.rows.map(({ order, full, lines }) => ({
    id: order.id,
    content: (
      <>
        <Link to={`/orders/${order.id}`} className="nowrap">
          {order.number}
        </Link>
        <span className="grow ellipsis muted">{shortCompany(order.customer)}</span>
        {order.hold && <Icon name="lock" className="zi" label={t('holdCredit')} />}
        <span className={`t12 nowrap ${full ? 'lv' : 'ochre'}`}>
          {full ? t('shipAll') : t('shipPart', { count: lines })}
        </span>
        <span className="t12 muted">
          <DateText value={order.promisedOn} />
        </span>
        <Link to={`/deliveries/ship/${order.id}`} className="t12 nowrap" aria-label={`${t('ship')} ${order.number}`}>
          {t('ship')}
        </Link>
      </>
    ),
  }))
  return (
    <Duty
      title={t('toShip')}
      none={t('toShipNone')}
      all="/deliveries"
      error={error}
      rows={rows}
      more={data?.next !== null && data !== undefined}
    />
  )
}

/** For those who invoice: what the terms allow now. */
export function ToInvoice() {
  const t = useWords(deskWords)
  const { data, error } = useQuery({
    queryKey: ['order', 'invoices', 'due', 'desk'],
    queryFn: ({ signal }) => call('GET /v1/invoices/due', { query: { limit: shown }, signal }),
  })
  const rows = data?.rows.map(({ order, customer, basis, gross, since }) => ({
    id: order.id,
    content: (
      <>
        <Link to={`/orders/${order.id}`} className="nowrap">
          {order.number}
        </Link>
        <span className="grow ellipsis muted">{shortCompany(customer.name)}</span>
        <span className="t12 quiet nowrap desk-only">
          {t(basis === 'signed' ? 'bySigned' : 'byShipped')} <DateText value={since} />
        </span>
        <span className="number">
          <Money amount={gross} />
        </span>
        <Link to={`/invoices/new/${order.id}`} className="t12 nowrap" aria-label={`${t('invoice')} ${order.number}`}>
          {t('invoice')}
        </Link>
      </>
    ),
  }))
  return (
    <Duty
      title={t('toInvoice')}
      none={t('toInvoiceNone')}
      all="/invoices"
      error={error}
      rows={rows}
      more={data?.next !== null && data !== undefined}
    />
  )
}

interface Finding {
  passed?: boolean
  blocks?: boolean
  zh?: string
  en?: string
}

/** The findings that made the order wait, if the facts tell any. */
function findingsIn(facts: unknown): Finding[] {
  const found = (facts as { findings?: unknown } | null)?.findings
  return Array.isArray(found) ? (found as Finding[]).filter((one) => one.passed === false && one.blocks === true) : []
}

/** For reviewers: what waits for a decision, with why it did not pass by itself. */
export function Approvals() {
  const t = useWords(deskWords)
  const language = useLanguage()
  const format = useFormat()
  const { data, error } = useQuery({
    queryKey: ['order', 'approvals', 'desk'],
    queryFn: ({ signal }) => call('GET /v1/approvals', { query: { limit: shown }, signal }),
  })
  const rows = data?.rows.map((one) => ({
    id: one.id,
    content: (
      <span className="grow approval">
        <span className="row gap-8">
          <Link to={`/orders/${one.subject.id}`} className="strong nowrap">
            {one.subject.number}
          </Link>
          <span className="t12 muted ellipsis">
            {t('askedBy', { name: one.requestedBy.name, time: format.time(one.requestedAt) })}
          </span>
          <Link
            to={`/orders/${one.subject.id}`}
            className="push t12"
            aria-label={`${t('review')} ${one.subject.number}`}
          >
            {t('review')}
          </Link>
        </span>
        {findingsIn(one.facts).map((finding) => (
          <span key={finding.en} className="row gap-4 t12 muted">
            <Icon name="warning" className="ochre" />
            <span className="ellipsis">{finding[language]}</span>
          </span>
        ))}
      </span>
    ),
  }))
  return (
    <Duty
      title={t('approvals')}
      none={t('approvalsNone')}
      all="/orders?view=review"
      error={error}
      rows={rows}
      more={data?.next !== null && data !== undefined}
    />
  )
}
