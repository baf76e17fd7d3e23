import type { OrderRow } from '@baton/contract/orders'
import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { useStored } from '../../app/stored.ts'
import { daysBetween } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { shortCompany } from '../../ui/names.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StatusIcon } from '../../ui/status.tsx'
import { companyZoneStore } from '../../ui/use-format.ts'
import { deskWords } from './words.ts'
import { risksAmong, useOrders } from './work.ts'
import './desk.css'

const shown = 6
const holds = { credit: 'holdCredit', quality: 'holdQuality', customer: 'holdCustomer' } as const

/** Orders that I hold or own and that are late, due at once, or on hold. */
export function Risks() {
  const t = useWords(deskWords)
  const zone = useStored(companyZoneStore)
  const holding = useOrders('holding')
  const owned = useOrders('owned')
  const now = new Date().toISOString()
  const days = (day: string) => daysBetween(now, day, zone)
  const risks = risksAmong([...(holding.data?.rows ?? []), ...(owned.data?.rows ?? [])], now, days)
  const loaded = holding.data !== undefined && owned.data !== undefined
  return (
    <Card title={t('risks')} count={risks.length || undefined} flush>
      <ProblemNotice error={holding.error ?? owned.error} />
      {loaded && risks.length === 0 && <p className="card-body t13 quiet">{t('noRisks')}</p>}
      <ul className="desk-list">
        {risks.slice(0, shown).map((row) => (
          <li key={row.id}>
            <RiskSign row={row} days={row.promisedOn === null ? null : days(row.promisedOn)} />
          </li>
        ))}
      </ul>
      {risks.length > shown && (
        <p className="desk-more">
          <Link to="/orders?view=holding&sort=promisedOn">{t('more', { count: risks.length - shown })}</Link>
        </p>
      )}
    </Card>
  )
}

function RiskSign({ row, days }: { row: OrderRow; days: number | null }) {
  const t = useWords(deskWords)
  const [tone, word] = row.hold
    ? ['zi', t(holds[row.hold])]
    : days !== null && days < 0
      ? ['rouge', t('late', { count: -days })]
      : ['ochre', days === 0 ? t('dueNow') : t('dueIn', { count: days ?? 0 })]
  const holder = row.holder?.person?.name
  return (
    <>
      {row.hold ? (
        <StatusIcon sign="held" />
      ) : days !== null && days < 0 ? (
        <StatusIcon sign="overdue" />
      ) : (
        <Icon name="clock" className="ochre" />
      )}
      <Link to={`/orders/${row.id}`} className="nowrap">
        {row.number}
      </Link>
      <b className={`t12 nowrap risk-word ${tone}`}>{word}</b>
      <span className="t12 muted ellipsis grow">
        {shortCompany(row.customer.name)}
        {holder && ` · ${holder}`}
      </span>
    </>
  )
}
