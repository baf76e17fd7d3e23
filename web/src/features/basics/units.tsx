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

type Unit = Reply<'GET /v1/units'>['rows'][number]

/** In what quantities count, and how finely. */
export function Units() {
  const t = useWords(basicsWords)
  const mayChange = useRight('catalog.change')
  const [form, setForm] = useState<Unit | 'new' | null>(null)
  const found = useQuery({
    queryKey: ['unit', 'list'],
    queryFn: ({ signal }) => call('GET /v1/units', { signal }),
  })
  const done = () => {
    tellDone({ text: t('saved') })
    setForm(null)
  }
  const create = useAct('POST /v1/units', done)
  const change = useAct('PATCH /v1/units/:code', done)
  const act = form === 'new' ? create : change
  const fields: FormField[] = [
    ...(form === 'new' ? [{ name: 'code', label: t('code'), most: 20 }] : []),
    { name: 'nameZh', label: t('nameZh'), most: 40 },
    { name: 'nameEn', label: t('nameEn'), most: 40 },
    { name: 'decimals', label: t('decimals'), hint: t('decimalsHint'), kind: 'figure', most: 1 },
  ]
  const submit = ({ code = '', nameZh = '', nameEn = '', decimals = '0' }: Record<string, string>) => {
    const body = { nameZh, nameEn, decimals: Number(decimals) }
    if (form === 'new') create.mutate({ body: { code, ...body } })
    else if (form) change.mutate({ params: { code: form.code }, body, ifMatch: form.version })
  }
  return (
    <>
      <CodeCard
        title={t('units')}
        count={found.data?.rows.length}
        keyed={t('code')}
        add={t('newUnit')}
        mayChange={mayChange}
        error={found.error}
        heads={<th className="number">{t('decimals')}</th>}
        onAdd={() => setForm('new')}
      >
        {(found.data?.rows ?? []).map((row) => (
          <CodeRow key={row.code} code={row.code} row={row} mayChange={mayChange} onChange={() => setForm(row)}>
            <td className="number">{row.decimals}</td>
          </CodeRow>
        ))}
      </CodeCard>
      {form && (
        <CodeDialog
          title={form === 'new' ? t('newUnit') : `${t('change')} ${form.code}`}
          submit={t('save')}
          fields={fields}
          first={
            form === 'new'
              ? { decimals: '0' }
              : { nameZh: form.nameZh, nameEn: form.nameEn, decimals: String(form.decimals) }
          }
          busy={act.isPending}
          error={act.error}
          onClose={() => setForm(null)}
          onSubmit={submit}
        />
      )}
    </>
  )
}
