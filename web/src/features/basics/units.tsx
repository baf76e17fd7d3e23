import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { CodeDialog, type FormField } from './code-dialog.tsx'
import { basicsWords } from './words.ts'

type Unit = Reply<'GET /v1/units'>['rows'][number]

/** In what quantities count, and how finely. */
export function Units() {
  const t = useWords(basicsWords)
  const zh = useLanguage() === 'zh'
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
    <Card
      title={t('units')}
      count={found.data?.rows.length}
      flush
      actions={
        mayChange && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setForm('new')}>
            {t('newUnit')}
          </Button>
        )
      }
    >
      <ProblemNotice error={found.error} />
      <Lines
        label={t('units')}
        head={
          <tr>
            <th>{t('code')}</th>
            <th className={zh ? undefined : 'desk-only'}>{t('nameZh')}</th>
            <th className={zh ? 'desk-only' : undefined}>{t('nameEn')}</th>
            <th className="number">{t('decimals')}</th>
            <th>
              <span className="hidden-text">{t('change')}</span>
            </th>
          </tr>
        }
      >
        {(found.data?.rows ?? []).map((row) => (
          <tr key={row.code}>
            <td>{row.code}</td>
            <td className={zh ? undefined : 'desk-only'}>{row.nameZh}</td>
            <td className={zh ? 'desk-only' : undefined}>{row.nameEn}</td>
            <td className="number">{row.decimals}</td>
            <td className="number">
              {mayChange && (
                <Button size="small" onClick={() => setForm(row)}>
                  {t('change')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Lines>
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
    </Card>
  )
}
