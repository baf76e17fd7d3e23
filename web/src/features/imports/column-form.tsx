import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import type { ImportDetail, ImportField } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

export interface ColumnFormProps {
  one: ImportDetail
  fields: readonly ImportField[]
  /** Whether what is there can be changed by such a file. */
  mayUpdate: boolean
  onOther: () => void
  onMapped: () => void
}

/** The second step: which field each column fills. What a field takes stands beside it; each is filled once. */
export function ColumnForm({ one, fields, mayUpdate, onOther, onMapped }: ColumnFormProps) {
  const t = useWords(importWords)
  const language = useLanguage()
  const [chosen, setChosen] = useState<readonly (string | null)[]>(one.fields)
  const [update, setUpdate] = useState(one.updates)
  const map = useAct('PUT /v1/imports/:id/fields', onMapped)
  const missing = fields.filter(({ required, name }) => required && !chosen.includes(name))
  const set = (column: number, name: string) =>
    setChosen(chosen.map((kept, at) => (at === column ? name || null : kept === name ? null : kept)))
  return (
    <Card title={t('columns')}>
      <div className="stack gap-16">
        <p className="t12 quiet">{t('columnsNote', { count: one.rows })}</p>
        <ul className="import-columns">
          {one.headings.map((heading, column) => (
            <li key={column} data-out={chosen[column] === null || undefined}>
              <div className="import-heading">
                <b className="ellipsis">{heading || `${t('column')} ${column + 1}`}</b>
                <span className="t12 quiet ellipsis">{samplesOf(one, column) || '—'}</span>
              </div>
              <OneOf
                label={`${t('fills')}: ${heading || column + 1}`}
                value={chosen[column] ?? ''}
                onChange={(name) => set(column, name)}
                options={[
                  { value: '', label: t('leaveOut') },
                  ...fields.map((field) => ({
                    value: field.name,
                    label: field.required ? t('required', { field: field[language] }) : field[language],
                  })),
                ]}
              />
              <span className="t12 quiet">{hintOf(fields, chosen[column], language)}</span>
            </li>
          ))}
        </ul>
        {missing.length > 0 && (
          <p className="ochre" role="status">
            {t('stillMissing', {
              fields: missing.map((field) => field[language]).join(language === 'zh' ? '、' : ', '),
            })}
          </p>
        )}
        {mayUpdate && (
          <div>
            <Checkbox checked={update} onChange={(event) => setUpdate(event.target.checked)}>
              {t('update')}
            </Checkbox>
            <p className="t12 quiet">{t(one.kind === 'customers' ? 'updateCustomersNote' : 'updateNote')}</p>
          </div>
        )}
        <ProblemNotice error={map.error} />
        <div className="row gap-8 wrap import-acts">
          <Button onClick={onOther}>{t('uploadOther')}</Button>
          <Button
            type="primary"
            className="push"
            loading={map.isPending}
            disabled={missing.length > 0}
            onClick={() =>
              map.mutate({ params: { id: one.id }, body: { fields: [...chosen], update }, ifMatch: one.version })
            }
          >
            {t('confirmColumns')}
          </Button>
        </div>
      </div>
    </Card>
  )
}

const samplesOf = ({ samples }: ImportDetail, column: number): string =>
  [...new Set(samples.map((cells) => cells[column] ?? '').filter((cell) => cell !== ''))].slice(0, 3).join(' · ')

function hintOf(fields: readonly ImportField[], name: string | null | undefined, language: 'zh' | 'en'): string {
  const field = fields.find((one) => one.name === name)
  return field?.hint?.[language] ?? ''
}
