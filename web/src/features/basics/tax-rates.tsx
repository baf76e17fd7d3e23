import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { percentOf, shareOf } from '../../ui/share.ts'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { CodeCard, CodeRow } from './code-card.tsx'
import { CodeDialog, type FormField } from './code-dialog.tsx'
import { basicsWords } from './words.ts'

type TaxRate = Reply<'GET /v1/tax-rates'>['rows'][number]

/** Tax rates with the one that new items start with, and changes that are decided for a day to come. */
export function TaxRates() {
  const t = useWords(basicsWords)
  const format = useFormat()
  const mayChange = useRight('catalog.change')
  const [form, setForm] = useState<TaxRate | 'new' | null>(null)
  const found = useQuery({
    queryKey: ['tax', 'list'],
    queryFn: ({ signal }) => call('GET /v1/tax-rates', { signal }),
  })
  const done = () => {
    tellDone({ text: t('saved') })
    setForm(null)
  }
  const create = useAct('POST /v1/tax-rates', done)
  const change = useAct('PATCH /v1/tax-rates/:code', done)
  const act = form === 'new' ? create : change
  return (
    <>
      <CodeCard
        title={t('taxRates')}
        count={found.data?.rows.length}
        keyed={t('code')}
        add={t('newTaxRate')}
        mayChange={mayChange}
        error={found.error ?? (form === null ? change.error : null)}
        heads={
          <>
            <th className="number">{t('rate')}</th>
            <th>{t('state')}</th>
          </>
        }
        onAdd={() => setForm('new')}
      >
        {(found.data?.rows ?? []).map((row) => (
          <CodeRow
            key={row.code}
            code={row.code}
            row={row}
            mayChange={mayChange}
            busy={change.isPending && change.variables?.params.code === row.code && form === null}
            onChange={() => setForm(row)}
            onToggle={() =>
              change.mutate({ params: { code: row.code }, body: { active: !row.active }, ifMatch: row.version })
            }
          >
            <td className="number">{percentOf(row.rate)}</td>
            <td>
              {t(row.preferred ? 'preferred' : row.active ? 'open' : 'closed')}
              {row.next && (
                <span className="t12 ochre">
                  {' · '}
                  {t('changesTo', { from: format.date(row.next.from), rate: percentOf(row.next.rate) })}
                </span>
              )}
            </td>
          </CodeRow>
        ))}
      </CodeCard>
      {form && (
        <RateDialog
          form={form}
          busy={act.isPending}
          error={act.error}
          onClose={() => setForm(null)}
          onCreate={(body) => create.mutate({ body })}
          onChange={(row, body) => change.mutate({ params: { code: row.code }, body, ifMatch: row.version })}
        />
      )}
    </>
  )
}

interface RateDialogProps {
  form: TaxRate | 'new'
  busy: boolean
  error: unknown
  onClose: () => void
  onCreate: (body: { code: string; nameZh: string; nameEn: string; rate: string; preferred: boolean }) => void
  onChange: (
    row: TaxRate,
    body: { nameZh: string; nameEn: string; next: { rate: string; from: string } | null; preferred?: true },
  ) => void
}

/** A rate that is in use changes from a day on; it is never written over. */
function RateDialog({ form, onCreate, onChange, ...dialog }: RateDialogProps) {
  const t = useWords(basicsWords)
  const fresh = form === 'new'
  const fields: FormField[] = [
    ...(fresh ? [{ name: 'code', label: t('code'), most: 20 }] : []),
    { name: 'nameZh', label: t('nameZh'), most: 40 },
    { name: 'nameEn', label: t('nameEn'), most: 40 },
    ...(fresh
      ? [{ name: 'rate', label: t('rate'), kind: 'figure' as const, most: 8 }]
      : [
          { name: 'next', label: t('nextRate'), kind: 'figure' as const, most: 8, optional: true },
          { name: 'from', label: t('nextFrom'), hint: t('nextHint'), kind: 'day' as const, optional: true },
        ]),
    { name: 'preferred', label: t('prefer'), kind: 'tick' },
  ]
  const first: Record<string, string> = fresh
    ? {}
    : {
        nameZh: form.nameZh,
        nameEn: form.nameEn,
        next: form.next ? percentOf(form.next.rate) : '',
        from: form.next?.from ?? '',
        preferred: form.preferred ? '1' : '',
      }
  const submit = (values: Record<string, string>) => {
    const { code = '', nameZh = '', nameEn = '', rate = '', next = '', from = '', preferred } = values
    if (fresh) return onCreate({ code, nameZh, nameEn, rate: shareOf(rate), preferred: preferred === '1' })
    const later = next.trim() === '' || from === '' ? null : { rate: shareOf(next), from }
    onChange(form, { nameZh, nameEn, next: later, ...(preferred === '1' && { preferred: true }) })
  }
  return (
    <CodeDialog
      title={fresh ? t('newTaxRate') : `${t('change')} ${form.code}`}
      submit={t('save')}
      fields={fields}
      first={first}
      onSubmit={submit}
      {...dialog}
    />
  )
}
