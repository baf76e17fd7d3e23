import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { sendFile } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { Field, Fields } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ViewTabs } from '../../ui/view-tabs.tsx'
import { downloadTemplate, type ImportKind } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

const encodings = ['auto', 'utf-8', 'gb18030', 'utf-16le', 'windows-1252'] as const
type Encoding = (typeof encodings)[number]

export interface FileFormProps {
  kinds: readonly ImportKind[]
  kind: ImportKind
  onUploaded: (id: string) => void
}

/** The first step: what is in the file, and the file itself, dropped or chosen. It is read at once. */
export function FileForm({ kinds, kind, onUploaded }: FileFormProps) {
  const t = useWords(importWords)
  const [encoding, setEncoding] = useState<Encoding>('auto')
  const [sheet, setSheet] = useState('')
  const upload = useMutation({
    mutationFn: (file: File) =>
      sendFile('POST /v1/imports', file, {
        query: { kind, name: file.name.slice(0, 200), encoding, sheet: sheet.trim() || undefined },
      }),
    onSuccess: ({ id }) => onUploaded(id),
  })
  return (
    <Card className="import-file">
      <div className="stack gap-16">
        <ViewTabs
          label={t('kind')}
          current={kind}
          tabs={kinds.map((key) => ({ key, label: t(key), to: `?kind=${key}` }))}
        />
        <FileDrop busy={upload.isPending} onFile={(file) => upload.mutate(file)}>
          {upload.isPending ? t('reading') : t('drop')}
        </FileDrop>
        <ProblemNotice error={upload.error} />
        <p className="row gap-8 wrap muted t13">
          {t('templateNote')}
          <Button
            size="small"
            icon={<Icon name="export" />}
            onClick={() => void downloadTemplate(kind, t('importOf', { kind: t(kind) }))}
          >
            {t('template')}
          </Button>
        </p>
        <details className="import-more">
          <summary>{t('advanced')}</summary>
          <Fields>
            <Field label={t('encoding')} hint={t('encodingHint')}>
              {(id, described) => (
                <OneOf
                  id={id}
                  described={described}
                  value={encoding}
                  onChange={setEncoding}
                  options={encodings.map((value) => ({
                    value,
                    label: value === 'auto' ? t('encodingAuto') : value.toUpperCase(),
                  }))}
                />
              )}
            </Field>
            <Field label={t('sheet')} hint={t('sheetHint')}>
              {(id, described) => (
                <input
                  id={id}
                  className="own-input"
                  aria-describedby={described}
                  maxLength={60}
                  value={sheet}
                  onChange={(event) => setSheet(event.target.value)}
                />
              )}
            </Field>
          </Fields>
        </details>
      </div>
    </Card>
  )
}

interface FileDropProps {
  busy: boolean
  onFile: (file: File) => void
  children: ReactNode
}

/** A place to drop a file on, and a file field by keyboard and for screen readers. */
function FileDrop({ busy, onFile, children }: FileDropProps) {
  const t = useWords(importWords)
  const id = useId()
  const [over, setOver] = useState(false)
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault()
    setOver(inside && !busy)
  }
  return (
    <label
      className="import-drop"
      htmlFor={id}
      data-over={over || undefined}
      aria-busy={busy}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false)
        const file = event.dataTransfer.files[0]
        if (file && !busy) onFile(file)
      }}
    >
      <Icon name="import" size={20} />
      <span className="strong">{children}</span>
      <span className="t12 quiet">{t('dropHint')}</span>
      <input
        id={id}
        type="file"
        className="hidden-text"
        accept=".csv,.txt,.tsv,.xlsx,.xls,text/csv"
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
