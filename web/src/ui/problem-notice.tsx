import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.ts'
import { Problem, type ProblemBody } from '../app/problem.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'
import './page.css'

export interface ProblemNoticeProps {
  error: unknown
  onRetry?: () => void
  /** Buttons that mend it: 排除这 1 单, 审批后自动转交. */
  cures?: ReactNode
}

function bodyOf(error: unknown): ProblemBody {
  if (error instanceof Problem) return error.body
  return { title: error instanceof Error ? error.message : String(error), status: 0 }
}

/** A refusal as the server worded it: what, why, what to do, and the trace number below. */
export function ProblemNotice({ error, onRetry, cures }: ProblemNoticeProps) {
  const t = useWords(kitWords)
  if (error === null || error === undefined) return null
  const { title, detail, cure, errors, traceId } = bodyOf(error)
  return (
    <div className="problem" role="alert">
      <Icon name="blocked" />
      <div className="grow">
        <div className="problem-title">{title}</div>
        {detail && detail !== title && <p>{detail}</p>}
        {errors && errors.length > 0 && (
          <ul>
            {errors.map((one) => (
              <li key={`${one.pointer ?? ''}${one.code}`}>{one.message}</li>
            ))}
          </ul>
        )}
        {cure && <p className="muted">{cure}</p>}
        {(onRetry || cures || traceId) && (
          <div className="problem-foot">
            {cures}
            {onRetry && (
              <Button size="small" onClick={onRetry}>
                {t('retry')}
              </Button>
            )}
            {traceId && <code className="t12 quiet">{t('traceId', { id: traceId })}</code>}
          </div>
        )}
      </div>
    </div>
  )
}
