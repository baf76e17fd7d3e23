import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../app/language.ts'
import { Problem, type ProblemBody } from '../app/problem.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'
import { factWords } from './order-facts.ts'
import './page.css'

export interface ProblemNoticeProps {
  error: unknown
  onRetry?: () => void
  /** Buttons that mend it: 排除这 1 单, 审批后自动转交. */
  cures?: ReactNode
  /** What the form calls its fields, by their names at the API; those of an order are known. */
  names?: Readonly<Record<string, string>>
}

function bodyOf(error: unknown): ProblemBody {
  if (error instanceof Problem) return error.body
  return { title: error instanceof Error ? error.message : String(error), status: 0 }
}

/** What the screen calls a field that the API names by its pointer: 第 1 行数量. */
function useFieldName(names: Readonly<Record<string, string>>): (pointer: string | undefined) => string {
  const t = useWords(kitWords)
  const fact = useWords(factWords)
  return (pointer = '') => {
    const [, line, name] = /^(?:\/lines\/(\d+))?.*?\/(\w+)$/.exec(pointer) ?? []
    const field = names[name ?? ''] ?? (name && name in factWords.zh ? fact(name as keyof typeof factWords.zh) : '')
    if (field === '') return ''
    return line === undefined ? t('ofField', { field }) : t('ofLineField', { line: Number(line) + 1, field })
  }
}

const NONE = {}

/** A refusal as the server worded it: what, why, what to do, and the trace number below. */
export function ProblemNotice({ error, onRetry, cures, names = NONE }: ProblemNoticeProps) {
  const t = useWords(kitWords)
  const { title: said, code, detail, cure, errors, traceId } = bodyOf(error)
  const nameOf = useFieldName(names)
  const box = useRef<HTMLDivElement>(null)
  // An act is refused where the eyes may not be: above a long form, or below the fold. What is only read stays where it is.
  const acted = onRetry === undefined
  useEffect(() => {
    if (acted && error) box.current?.scrollIntoView({ block: 'nearest' })
  }, [acted, error])
  // What the API calls by its pointers the screen calls by its words.
  if (error === null || error === undefined) return null
  const malformed = code === 'kernel.invalid' && errors !== undefined && errors.length > 0
  // Nobody filled in the address, so it is not for mending field by field.
  const lost = malformed && errors.every(({ pointer }) => /^\/(path|query)\//.test(pointer ?? ''))
  const title = lost ? t('wrongAddress') : malformed ? t('malformed', { count: errors.length }) : said
  return (
    <div ref={box} className="problem" role="alert">
      <Icon name="blocked" />
      <div className="grow">
        <div className="problem-title">{title}</div>
        {detail && detail !== said && <p>{detail}</p>}
        {errors && errors.length > 0 && !lost && (
          <ul>
            {errors.map((one) => (
              <li key={`${one.pointer ?? ''}${one.code}`}>
                {malformed && nameOf(one.pointer)}
                {one.message}
              </li>
            ))}
          </ul>
        )}
        {cure && <p className="muted">{cure}</p>}
        {(onRetry || cures || traceId) && (
          <div className="problem-foot">
            {cures}
            {onRetry && !lost && (
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
