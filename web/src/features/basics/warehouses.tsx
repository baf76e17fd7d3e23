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

type Warehouse = Reply<'GET /v1/warehouses'>['rows'][number]

/** Where goods lie, in the order in which stock is reserved from them. */
export function Warehouses() {
  const t = useWords(basicsWords)
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
    <>
      <CodeCard
        title={t('warehouses')}
        count={found.data?.rows.length}
        keyed={t('number')}
        add={t('newWarehouse')}
        mayChange={mayChange}
        error={found.error ?? (form === null ? change.error : null)}
        heads={
          <>
            <th className="number desk-only">{t('priority')}</th>
            <th>{t('state')}</th>
          </>
        }
        onAdd={() => setForm('new')}
      >
        {(found.data?.rows ?? []).map((row) => (
          <CodeRow
            key={row.id}
            code={row.number}
            row={row}
            mayChange={mayChange}
            busy={change.isPending && change.variables?.params.id === row.id && form === null}
            onChange={() => setForm(row)}
            onToggle={() =>
              change.mutate({ params: { id: row.id }, body: { active: !row.active }, ifMatch: row.version })
            }
          >
            <td className="number desk-only">{row.priority}</td>
            <td>{t(row.active ? 'open' : 'closed')}</td>
          </CodeRow>
        ))}
      </CodeCard>
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
    </>
  )
}
