import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { nameIn } from '../../ui/departments.ts'
import { Empty } from '../../ui/empty.tsx'
import { DateText, Money } from '../../ui/figures.tsx'
import { pageAsked, pageFound } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { Toolbar } from '../../ui/page.tsx'
import { ledgerWords } from './words.ts'

type Entry = Reply<'GET /v1/ledger/entries'>['rows'][number]

const kinds = [
  'invoice',
  'creditNote',
  'receipt',
  'refund',
  'matching',
  'shipment',
  'deliveryLoss',
  'adjustment',
  'opening',
  'openingReceivable',
  'openingAdvance',
] as const

/** What an entry was posted for, as far as it has a page of its own. */
const papers = { invoice: 'invoices', delivery: 'deliveries' } as const

/** What was posted, newest first; with `account` in the address what moved that account. */
export function EntryList({ list }: { list: ListState }) {
  const t = useWords(ledgerWords)
  const account = list.get('account') ?? undefined
  const query = { ...pageAsked(list), account }
  const found = useQuery({
    queryKey: ['order', 'ledger-entries', query],
    queryFn: ({ signal }) => call('GET /v1/ledger/entries', { query, signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      {account !== undefined && (
        <Toolbar>
          <span className="strong t13">{t('ofAccount', { code: account })}</span>
          <Link className="t13" to="/invoices?view=entries">
            {t('allAccounts')}
          </Link>
        </Toolbar>
      )}
      <ListTable<Entry>
        label={t('entries')}
        {...pageFound(list, found)}
        rowKey={(row) => row.id}
        rowName={(row) => row.text || row.id}
        columns={useColumns()}
        isQuiet={(row) => row.reverses !== null}
        empty={<Empty icon="finance">{t(account === undefined ? 'none' : 'noneOfAccount')}</Empty>}
      />
    </>
  )
}

function useColumns(): ListColumn<Entry>[] {
  const t = useWords(ledgerWords)
  const kindOf = (entry: Entry) => {
    const known = kinds.find((one) => one === entry.kind)
    // In the ledger of goods a receipt is goods received; of a payment it is money.
    if (entry.documentKind === 'payment' && (!known || known === 'receipt')) return t('payment')
    return known ? t(known) : entry.kind
  }
  return [
    {
      key: 'kind',
      title: t('kind'),
      width: 116,
      phone: 'title',
      render: (row) => (
        <span className="row gap-4">
          {row.documentKind in papers ? (
            <Link to={`/${papers[row.documentKind as keyof typeof papers]}/${row.documentId}`}>{kindOf(row)}</Link>
          ) : (
            kindOf(row)
          )}
          {row.reverses !== null && <span className="rouge t12">{t('reversal')}</span>}
        </span>
      ),
    },
    {
      key: 'postedOn',
      title: t('postedOn'),
      width: 76,
      phone: 'note',
      render: (row) => <DateText value={row.postedOn} />,
    },
    {
      key: 'debit',
      title: t('debit'),
      width: 216,
      phone: 'line',
      render: (row) => <Accounts entry={row} side="debit" />,
    },
    {
      key: 'credit',
      title: t('credit'),
      width: 216,
      phone: 'line',
      render: (row) => <Accounts entry={row} side="credit" />,
    },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right',
      width: 108,
      phone: 'side',
      render: (row) => (
        <ul>
          {row.postings.map((one) => (
            <li key={one.line}>
              <Money amount={one.amount} bare />
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'text',
      title: t('text'),
      phone: 'none',
      cut: true,
      render: (row) =>
        [row.text, row.postings.find(({ customer }) => customer)?.customer?.name].filter(Boolean).join(' · '),
    },
    { key: 'by', title: t('by'), width: 84, phone: 'none', render: (row) => row.recordedBy?.name ?? t('system') },
  ]
}

/** One account for each posting of the entry; a number leads to all entries of its account. */
function Accounts({ entry, side }: { entry: Entry; side: 'debit' | 'credit' }) {
  const language = useLanguage()
  return (
    <ul>
      {entry.postings.map((one) => (
        <li key={one.line} className="ellipsis" title={nameIn(one[side], language)}>
          <Link to={`/invoices?view=entries&account=${one[side].code}`}>
            {one[side].code} {nameIn(one[side], language)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
