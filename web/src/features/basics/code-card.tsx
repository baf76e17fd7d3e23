import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { basicsWords } from './words.ts'
import './basics.css'

/** On a phone only the name in the reader's language fits. */
function useNameClasses(): { zh: string | undefined; en: string | undefined } {
  const zh = useLanguage() === 'zh'
  return { zh: zh ? undefined : 'desk-only', en: zh ? 'desk-only' : undefined }
}

export interface CodeCardProps {
  title: string
  count: number | undefined
  /** What its key is called: 编码, 编号. */
  keyed: string
  add: string
  mayChange: boolean
  error: unknown
  /** Heads of the columns between names and buttons. */
  heads: ReactNode
  onAdd: () => void
  children: ReactNode
}

/** A short list of a master that others refer to, each row by its key and its two names. */
export function CodeCard({ title, count, keyed, add, mayChange, error, heads, onAdd, children }: CodeCardProps) {
  const t = useWords(basicsWords)
  const names = useNameClasses()
  return (
    <Card
      title={title}
      count={count}
      flush
      actions={
        mayChange && (
          <Button size="small" icon={<Icon name="plus" />} onClick={onAdd}>
            {add}
          </Button>
        )
      }
    >
      <ProblemNotice error={error} />
      <Lines
        label={title}
        head={
          <tr>
            <th>{keyed}</th>
            <th className={names.zh}>{t('nameZh')}</th>
            <th className={names.en}>{t('nameEn')}</th>
            {heads}
            <th>
              <span className="hidden-text">{t('change')}</span>
            </th>
          </tr>
        }
      >
        {children}
      </Lines>
    </Card>
  )
}

export interface CodeRowProps {
  code: string
  row: { nameZh: string; nameEn: string; active?: boolean }
  mayChange: boolean
  busy?: boolean
  onChange: () => void
  /** Closes it or opens it again, where that can be. */
  onToggle?: () => void
  children: ReactNode
}

export function CodeRow({ code, row, mayChange, busy, onChange, onToggle, children }: CodeRowProps) {
  const t = useWords(basicsWords)
  const names = useNameClasses()
  return (
    <tr className={row.active === false ? 'quiet' : undefined}>
      <td>{code}</td>
      <td className={names.zh}>{row.nameZh}</td>
      <td className={names.en}>{row.nameEn}</td>
      {children}
      <td className="number">
        {mayChange && (
          <span className="row gap-8 wrap code-acts">
            {onToggle && (
              <Button size="small" loading={busy} onClick={onToggle}>
                {t(row.active ? 'close' : 'openAgain')}
              </Button>
            )}
            <Button size="small" onClick={onChange}>
              {t('change')}
            </Button>
          </span>
        )}
      </td>
    </tr>
  )
}
