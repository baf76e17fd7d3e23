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

type Warehouse = Reply<'GET /v1/warehouses'>['rows'][number]

/** Where goods lie, in the order in which stock is reserved from them. */
export function Warehouses() {
  const t = useWords(basicsWords)
  const zh = useLanguage() === 'zh'
  const mayChange = useRight('inventory.change')
  const [form, setForm] = useState<Warehouse | 'new' | null>(null)
  const found = useQuery({
    queryKey: ['warehouse', 'list'],
    queryFn: ({ signal }) => call('GET /v1/warehouses', { signal }),
  })
  const done = () => {
    tellDone({ text: t('saved') })
    setForm(null)
  }
  const create = useAct('POST /v1/warehouses', done)
  const change = useAct('PATCH /v1/warehouses/:id', done)
  const act = form === 'new' ? create : change
  const fields: FormField[] = [
    ...(form === 'new' ? [{ name: 'number', label: t('number'), most: 20 }] : []),
    { name: 'nameZh', label: t('nameZh') },
    { name: 'nameEn', label: t('nameEn') },
    { name: 'priority', label: t('priority'), hint: t('priorityHint'), kind: 'figure', most: 4 },
  ]
  const submit = ({ number = '', nameZh = '', nameEn = '', priority = '' }: Record<string, string>) => {
    const names = { nameZh, nameEn, priority: Number(priority) }
    if (form === 'new') create.mutate({ body: { number, ...names } })
    else if (form) change.mutate({ params: { id: form.id }, body: names, ifMatch: form.version })
  }
  return (
    <Card
      title={t('warehouses')}
      count={found.data?.rows.length}
      flush
      actions={
        mayChange && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setForm('new')}>
            {t('newWarehouse')}
          </Button>
        )
      }
    >
      <ProblemNotice error={found.error ?? (form === null ? change.error : null)} />
      <Lines
        label={t('warehouses')}
        head={
          <tr>
            <th>{t('number')}</th>
            <th className={zh ? undefined : 'desk-only'}>{t('nameZh')}</th>
            <th className={zh ? 'desk-only' : undefined}>{t('nameEn')}</th>
            <th className="number desk-only">{t('priority')}</th>
            <th>{t('state')}</th>
            <th>
              <span className="hidden-text">{t('change')}</span>
            </th>
          </tr>
        }
      >
        {(found.data?.rows ?? []).map((row) => (
          <tr key={row.id} className={row.active ? undefined : 'quiet'}>
            <td>{row.number}</td>
            <td className={zh ? undefined : 'desk-only'}>{row.nameZh}</td>
            <td className={zh ? 'desk-only' : undefined}>{row.nameEn}</td>
            <td className="number desk-only">{row.priority}</td>
            <td>{t(row.active ? 'open' : 'closed')}</td>
            <td className="number">
              {mayChange && (
                <span className="row gap-8 wrap">
                  <Button
                    size="small"
                    className="push"
                    loading={change.isPending && change.variables?.params.id === row.id && form === null}
                    onClick={() =>
                      change.mutate({ params: { id: row.id }, body: { active: !row.active }, ifMatch: row.version })
                    }
                  >
                    {t(row.active ? 'close' : 'openAgain')}
                  </Button>
                  <Button size="small" onClick={() => setForm(row)}>
                    {t('change')}
                  </Button>
                </span>
              )}
            </td>
          </tr>
        ))}
      </Lines>
      {form && (
        <CodeDialog
          title={t(form === 'new' ? 'newWarehouse' : 'change')}
          submit={t('save')}
          fields={fields}
          first={
            form === 'new'
              ? { priority: String((found.data?.rows.length ?? 0) + 1) }
              : { nameZh: form.nameZh, nameEn: form.nameEn, priority: String(form.priority) }
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
