import { MONEY_PLACES, money, parseDecimal } from '@baton/contract/decimal'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { nameIn } from '../../ui/departments.ts'
import { Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Awaited } from '../../ui/loading.tsx'
import { Card } from '../../ui/page.tsx'
import { type GridColumn, type GridRow, PasteGrid } from '../../ui/paste-grid.tsx'
import { plainFigure } from '../../ui/pasted.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { OpeningDay, OpeningForm } from './opening-form.tsx'
import { openingWords } from './words.ts'

type Account = Reply<'GET /v1/accounts'>['rows'][number]
type Name = 'code' | 'name' | 'debit' | 'credit' | 'opened'

const minor = (amount: string): bigint => parseDecimal(plainFigure(amount), MONEY_PLACES) ?? 0n

/** The trial balance of before: what is typed or pasted, compared with what stock and receivables have brought, and what stands already. */
export function AccountOpening() {
  const t = useWords(openingWords)
  const accounts = useQuery({
    queryKey: ['account', 'list'],
    queryFn: ({ signal }) => call('GET /v1/accounts', { query: {}, signal }),
  })
  if (accounts.error || !accounts.data) return <Awaited asked={accounts} />
  const { rows, difference } = accounts.data
  return (
    <>
      <Card title={t('accounts')} note={<Agreement difference={difference} />}>
        <AccountForm accounts={rows} />
      </Card>
      <Standing accounts={rows.filter(({ opening }) => opening !== null)} />
    </>
  )
}

function Agreement({ difference }: { difference: string }) {
  const t = useWords(openingWords)
  const format = useFormat()
  const level = minor(difference) === 0n
  return (
    <span className={level ? 'row gap-4 lv' : 'row gap-4 ochre'}>
      <Icon name={level ? 'check' : 'warning'} size={14} />
      {level ? t('complete') : t('stillApart', { amount: format.money(difference) })}
    </span>
  )
}

function AccountForm({ accounts }: { accounts: readonly Account[] }) {
  const t = useWords(openingWords)
  const language = useLanguage()
  const format = useFormat()
  const [typed, setTyped] = useState<Record<string, { debit: string; credit: string }>>({})
  const [on, setOn] = useState('')
  const columns: GridColumn<Name>[] = [
    { name: 'code', title: t('account'), kind: 'told' },
    { name: 'name', title: t('accountName'), kind: 'told' },
    { name: 'debit', title: t('debit'), kind: 'figure' },
    { name: 'credit', title: t('credit'), kind: 'figure' },
    { name: 'opened', title: t('opened'), kind: 'sum' },
  ]
  const rows: GridRow<Name>[] = accounts
    .filter(({ opening }) => opening === null)
    .map((one) => ({
      key: one.code,
      code: one.code,
      name: one.controlled ? `${nameIn(one, language)} · ${t('controlled')}` : nameIn(one, language),
      debit: typed[one.code]?.debit ?? '',
      credit: typed[one.code]?.credit ?? '',
      opened: minor(one.opened) === 0n ? '' : format.money(one.opened, undefined, true),
    }))
  const open = useAct('POST /v1/ledger/openings', ({ rows: posted }) => {
    tellDone({ text: t('openedAccounts', { count: posted.length }) })
    setTyped({})
  })
  const filled = rows.filter(({ debit, credit }) => debit.trim() !== '' || credit.trim() !== '')
  const sumOf = (side: 'debit' | 'credit') => filled.reduce((sum, row) => sum + minor(row[side]), 0n)
  const submit = () =>
    open.mutate({
      body: {
        ...(on !== '' && { on }),
        lines: filled.map(({ code, debit, credit }) => ({
          account: code,
          ...(debit.trim() !== '' && { debit: plainFigure(debit) }),
          ...(credit.trim() !== '' && { credit: plainFigure(credit) }),
        })),
      },
    })
  return (
    <OpeningForm
      head={<OpeningDay value={on} onChange={setOn} />}
      error={open.error}
      columns={columns}
      foot={<Sides debit={sumOf('debit')} credit={sumOf('credit')} />}
      button={t('openAccounts', { count: filled.length })}
      count={filled.length}
      busy={open.isPending}
      onSubmit={submit}
    >
      <p className="t13 muted">{t('accountHint')}</p>
      <PasteGrid
        label={t('accounts')}
        columns={columns}
        rows={rows}
        fixed
        onRows={(next) =>
          setTyped(Object.fromEntries(next.map(({ code, debit, credit }) => [code, { debit, credit }])))
        }
      />
    </OpeningForm>
  )
}

/** Both sums as they are typed, and by how much they are apart. */
function Sides({ debit, credit }: { debit: bigint; credit: bigint }) {
  const t = useWords(openingWords)
  const apart = debit > credit ? debit - credit : credit - debit
  return (
    <p className="t13 row gap-12 wrap" aria-live="polite">
      <span>
        {t('debitSum')} <Money amount={money(debit)} bare />
      </span>
      <span>
        {t('creditSum')} <Money amount={money(credit)} bare />
      </span>
      <span className={apart === 0n ? 'lv' : 'rouge'}>
        {apart === 0n ? t('agrees') : t('difference')} {apart !== 0n && <Money amount={money(apart)} bare />}
      </span>
    </p>
  )
}

function Standing({ accounts }: { accounts: readonly Account[] }) {
  const t = useWords(openingWords)
  const language = useLanguage()
  const format = useFormat()
  const mayOpen = useRight('ledger.open')
  const [taking, setTaking] = useState<Account | null>(null)
  const reverse = useAct('POST /v1/ledger/openings/:id/reverse', () => {
    tellDone({ text: t('tookBack', { account: taking?.code ?? '' }) })
    setTaking(null)
  })
  if (accounts.length === 0) return null
  return (
    <Card title={t('opened')} count={accounts.length} flush>
      <ul className="plain-rows">
        {accounts.map((one) => (
          <li key={one.code} className="row gap-12">
            <span className="number">{one.code}</span>
            <span className="grow">{nameIn(one, language)}</span>
            <span className="quiet t12 desk-only">{one.opening && format.date(one.opening.on)}</span>
            <Money amount={one.opened} bare />
            {mayOpen && (
              <Button size="small" onClick={() => setTaking(one)}>
                {t('takeBack')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ReasonDialog
        open={taking !== null}
        title={t('takeBackTitle', { account: taking?.code ?? '' })}
        submit={t('takeBack')}
        busy={reverse.isPending}
        error={reverse.error}
        onClose={() => setTaking(null)}
        onSubmit={(reason) =>
          taking?.opening && reverse.mutate({ params: { id: taking.opening.id }, body: { reason } })
        }
      >
        {t('takeBackText')}
      </ReasonDialog>
    </Card>
  )
}
