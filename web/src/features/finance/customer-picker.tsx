import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { financeWords } from './words.ts'

export interface Payer {
  id: string
  name: string
}

/** Finds who paid by name, number or pinyin initials. The list stands in the dialog, where a floating one would be cut off. */
export function CustomerPicker({ value, onChange }: { value: Payer | null; onChange: (payer: Payer | null) => void }) {
  const t = useWords(financeWords)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['customer', 'picker', q],
    queryFn: ({ signal }) => call('GET /v1/customers', { query: { limit: 6, ...(q && { q }) }, signal }),
    enabled: value === null,
  })
  if (value) return <Chosen payer={value} onChange={() => onChange(null)} />
  const rows = found.data?.rows ?? []
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((now) => Math.min(Math.max(now + step, 0), rows.length - 1))
    }
    const row = rows[at]
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      if (row) onChange({ id: row.id, name: row.name })
    }
  }
  return (
    <Field label={t('payer')} hint={t('payerHint')}>
      {(id, described) => (
        <>
          <Input
            id={id}
            aria-describedby={described}
            prefix={<Icon name="search" />}
            autoComplete="off"
            autoFocus
            value={text}
            onKeyDown={keys}
            onChange={(event) => {
              setText(event.target.value)
              setAt(0)
            }}
          />
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
          <ul className="payers">
            {rows.map((row, index) => (
              <li key={row.id}>
                <button
                  type="button"
                  data-at={index === at || undefined}
                  onClick={() => onChange({ id: row.id, name: row.name })}
                >
                  <span className="grow ellipsis">{row.name}</span>
                  <span className="quiet t12">{row.number}</span>
                </button>
              </li>
            ))}
            {found.data && rows.length === 0 && <li className="t13 quiet">{t('noCustomers', { text: q })}</li>}
          </ul>
        </>
      )}
    </Field>
  )
}

function Chosen({ payer, onChange }: { payer: Payer; onChange: () => void }) {
  const t = useWords(financeWords)
  return (
    <Field label={t('payer')}>
      {(id) => (
        <div className="row gap-8">
          <output id={id} className="grow strong t14">
            {payer.name}
          </output>
          <Button size="small" onClick={onChange}>
            {t('change')}
          </Button>
        </div>
      )}
    </Field>
  )
}
