import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { tellDone } from '../../ui/undo.tsx'
import { CodeCard, CodeRow } from './code-card.tsx'
import { CodeDialog, type FormField } from './code-dialog.tsx'
import { basicsWords } from './words.ts'

type Account = Reply<'GET /v1/accounts'>['rows'][number]
type Kind = Account['kind']

const kinds: readonly Kind[] = ['asset', 'liability', 'equity', 'income', 'expense']

/** The chart of accounts. What Baton posts to by itself stays in use; the rest is the company's own. */
export function Accounts() {
  const t = useWords(basicsWords)
  const mayChange = useRight('ledger.change')
  const [form, setForm] = useState<Account | 'new' | null>(null)
  const found = useQuery({
    queryKey: ['account', 'all'],
    queryFn: ({ signal }) => call('GET /v1/accounts', { query: { scope: 'all' }, signal }),
  })
  const done = () => {
    tellDone({ text: t('saved') })
    setForm(null)
  }
  const create = useAct('POST /v1/accounts', done)
  const change = useAct('PATCH /v1/accounts/:code', done)
  const act = form === 'new' ? create : change
  const fields: FormField[] = [
    ...(form === 'new' ? [{ name: 'code', label: t('code'), most: 20 }] : []),
    { name: 'nameZh', label: t('nameZh') },
    { name: 'nameEn', label: t('nameEn') },
    ...(form === 'new'
      ? [
          {
            ...{ name: 'kind', label: t('accountKind'), kind: 'choice' as const },
            options: kinds.map((value) => ({ value, label: t(value) })),
          },
        ]
      : []),
  ]
  const submit = ({ code = '', nameZh = '', nameEn = '', kind = 'expense' }: Record<string, string>) => {
    const names = { nameZh, nameEn }
    if (form === 'new') create.mutate({ body: { code: code.trim(), ...names, kind: kind as Kind } })
    else if (form) change.mutate({ params: { code: form.code }, body: names, ifMatch: form.version })
  }
  return (
    <>
      <CodeCard
        title={t('accounts')}
        count={found.data?.rows.length}
        keyed={t('code')}
        add={t('newAccount')}
        mayChange={mayChange}
        error={found.error ?? (form === null ? change.error : null)}
        heads={
          <>
            <th className="desk-only">{t('accountKind')}</th>
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
            {...(!row.posted && {
              onToggle: () =>
                change.mutate({ params: { code: row.code }, body: { active: !row.active }, ifMatch: row.version }),
            })}
          >
            <td className="desk-only">{t(row.kind)}</td>
            <td className="nowrap">{t(row.posted ? 'postedByRule' : row.active ? 'open' : 'closed')}</td>
          </CodeRow>
        ))}
      </CodeCard>
      {form && (
        <CodeDialog
          title={form === 'new' ? t('newAccount') : `${t('change')} ${form.code}`}
          submit={t('save')}
          fields={fields}
          first={form === 'new' ? { kind: 'expense' } : { nameZh: form.nameZh, nameEn: form.nameEn }}
          busy={act.isPending}
          error={act.error}
          onClose={() => setForm(null)}
          onSubmit={submit}
        />
      )}
    </>
  )
}
