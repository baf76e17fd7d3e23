import { MONEY_PLACES, money, parseDecimal } from '@baton/contract/decimal'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { useRight } from '../../app/session.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { nameIn } from '../../ui/departments.ts'
import { Empty } from '../../ui/empty.tsx'
import { Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Awaited } from '../../ui/loading.tsx'
import { Card } from '../../ui/page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { financeWords } from './words.ts'

type Balance = Reply<'GET /v1/trial-balance'>
type Row = Balance['rows'][number]

const kinds = ['asset', 'liability', 'equity', 'income', 'expense'] as const
const minor = (amount: string) => parseDecimal(amount, MONEY_PLACES) ?? 0n

/** Debits, credits and balance of each account up to a day, and whether they agree. */
export function TrialBalance({ list }: { list: ListState }) {
  const t = useWords(financeWords)
  const on = list.get('on')
  const mayOpen = useRight('ledger.open')
  const found = useQuery({
    queryKey: ['order', 'trial-balance', on],
    queryFn: ({ signal }) => call('GET /v1/trial-balance', { query: on ? { on } : {}, signal }),
  })
  if (found.error || !found.data) return <Awaited asked={found} />
  const { rows } = found.data
  return (
    <Card
      title={t('balance')}
      flush
      note={rows.length > 0 && <Agreement balance={found.data} />}
      actions={
        <>
          {mayOpen && (
            <Link className="t13" to="/openings?view=accounts">
              {t('openings')}
            </Link>
          )}
          <label htmlFor="balance-on" className="row gap-8 t13">
            {t('onDay')}
            <BalanceDay key={found.data.on} on={found.data.on} onSettle={(day) => list.set({ on: day || null })} />
          </label>
        </>
      }
    >
      {rows.length === 0 ? <Empty icon="finance">{t('noEntries')}</Empty> : <BalanceRows balance={found.data} />}
    </Card>
  )
}

/** The day up to which is counted: read anew once it is settled, not at every digit. */
function BalanceDay({ on, onSettle }: { on: string; onSettle: (day: string) => void }) {
  const [day, setDay] = useState(on)
  return (
    <span className="balance-day">
      <DayInput id="balance-on" value={day} onChange={setDay} onSettle={onSettle} />
    </span>
  )
}

function Agreement({ balance }: { balance: Balance }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const apart = minor(balance.debit) - minor(balance.credit)
  return (
    <span className={apart === 0n ? 'row gap-4 lv' : 'row gap-4 rouge'}>
      <Icon name={apart === 0n ? 'check' : 'warning'} size={14} />
      {apart === 0n ? t('balanced') : t('unbalanced', { amount: format.money(money(apart)) })}
    </span>
  )
}

function BalanceRows({ balance }: { balance: Balance }) {
  const t = useWords(financeWords)
  return (
    <Lines
      label={t('balance')}
      head={
        <tr>
          <th>{t('account')}</th>
          <th>{t('accountName')}</th>
          <th className="desk-only">{t('kind')}</th>
          <th className="number desk-only">{t('debit')}</th>
          <th className="number desk-only">{t('creditSide')}</th>
          <th className="number">{t('balanceColumn')}</th>
        </tr>
      }
      foot={
        <tr className="strong">
          <td colSpan={2}>{t('sum')}</td>
          <td className="desk-only" />
          <td className="number desk-only">
            <Money amount={balance.debit} bare />
          </td>
          <td className="number desk-only">
            <Money amount={balance.credit} bare />
          </td>
          <td className="number" />
        </tr>
      }
    >
      {balance.rows.map((row) => (
        <BalanceRow key={row.code} row={row} />
      ))}
    </Lines>
  )
}

function BalanceRow({ row }: { row: Row }) {
  const t = useWords(financeWords)
  const language = useLanguage()
  const value = minor(row.balance)
  const kind = kinds.find((one) => one === row.kind)
  return (
    <tr>
      <td>
        <Link to={`/invoices?view=entries&account=${row.code}`}>{row.code}</Link>
      </td>
      <td>{nameIn(row, language)}</td>
      <td className="desk-only muted">{kind ? t(kind) : row.kind}</td>
      <td className="number desk-only">
        <Money amount={row.debit} bare />
      </td>
      <td className="number desk-only">
        <Money amount={row.credit} bare />
      </td>
      <td className="number strong">
        <span className="quiet t12">{t(value === 0n ? 'level' : value > 0n ? 'debitSide' : 'creditShort')}</span>{' '}
        <Money amount={money(value < 0n ? -value : value)} bare />
      </td>
    </tr>
  )
}
