import { MONEY_PLACES, money, parseDecimal } from '@baton/contract/decimal'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { usePhone } from '../../app/use-media.ts'
import { sumAmounts } from '../../ui/amounts.ts'
import { Meter, Money } from '../../ui/figures.tsx'
import { pageAsked, pageFound } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { NothingFound } from '../../ui/nothing-found.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { financeWords } from './words.ts'

type Row = Reply<'GET /v1/receivables'>['rows'][number]

const ages = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const
const late = ages.slice(1)
const minor = (amount: string) => parseDecimal(amount, MONEY_PLACES) ?? 0n
const invoicesOf = (row: Row) => `/invoices?view=invoices&customer=${row.customer.id}`

/** What each customer owes, by days overdue. */
export function ReceivablesList({ list }: { list: ListState }) {
  const t = useWords(financeWords)
  const navigate = useNavigate()
  const query = pageAsked(list)
  const found = useQuery({
    queryKey: ['order', 'receivables', query],
    queryFn: ({ signal }) => call('GET /v1/receivables', { query, signal }),
  })
  const rows = found.data?.rows
  const format = useFormat()
  return (
    <ListTable<Row>
      label={t('receivables')}
      {...pageFound(list, found)}
      rowKey={(row) => row.customer.id}
      rowName={(row) => row.customer.name}
      columns={useColumns()}
      onOpen={(row) => void navigate(invoicesOf(row))}
      foot={
        rows &&
        rows.length > 0 && (
          <span className="nowrap">
            {t('sumOfPage', { amount: format.money(sumAmounts(rows.map((row) => row.total))) })}
          </span>
        )
      }
      empty={<NothingFound list={list} icon="finance" text={t('noReceivables')} />}
    />
  )
}

function useColumns(): ListColumn<Row>[] {
  const t = useWords(financeWords)
  const phone = usePhone()
  return [
    {
      key: 'customer',
      title: t('customer'),
      phone: 'title',
      render: (row) => (
        <Link to={invoicesOf(row)} className="strong">
          {row.customer.name}
        </Link>
      ),
    },
    { key: 'bar', title: t('overdueShare'), width: 120, phone: 'none', render: (row) => <LateBar row={row} /> },
    ...ages.map(
      (age): ListColumn<Row> => ({
        key: age,
        title: t(age),
        align: 'right',
        phone: age === 'notDue' ? 'none' : 'line',
        render: (row) => <Age row={row} age={age} named={phone} />,
      }),
    ),
    {
      key: 'total',
      title: t('total'),
      align: 'right',
      phone: 'side',
      render: (row) => (
        <span className="strong">
          <Money amount={row.total} bare={!phone} />
        </span>
      ),
    },
    {
      key: 'unmatched',
      title: t('prepaid'),
      align: 'right',
      phone: 'none',
      render: (row) =>
        minor(row.unmatched) === 0n ? <span className="quiet">—</span> : <Money amount={row.unmatched} bare />,
    },
  ]
}

function Age({ row, age, named }: { row: Row; age: (typeof ages)[number]; named: boolean }) {
  const t = useWords(financeWords)
  if (minor(row[age]) === 0n) return named ? null : <span className="quiet">—</span>
  return (
    <span className={age === 'notDue' ? undefined : 'rouge'}>
      {named && `${t(age)} `}
      <Money amount={row[age]} bare />
    </span>
  )
}

/** The share that is overdue; the columns beside it carry the figures. */
function LateBar({ row }: { row: Row }) {
  const t = useWords(financeWords)
  const format = useFormat()
  const overdue = late.reduce((sum, age) => sum + minor(row[age]), 0n)
  const total = minor(row.total)
  // A share of a bar is drawn, not counted, so hundredths do.
  const share = total > 0n ? Number((overdue * 100n) / total) / 100 : 0
  return (
    <Meter
      value={share}
      limit={share > 0 ? 0 : undefined}
      width={100}
      label={t('ageing', { overdue: format.money(money(overdue)) })}
    />
  )
}
