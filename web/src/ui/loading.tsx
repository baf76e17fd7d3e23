import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { useLate } from './use-late.ts'
import './list-table.css'

/** Lines where a page's content will stand, shown only when it takes long enough to be noticed. */
export function Loading() {
  const t = useWords(kitWords)
  const late = useLate(true)
  return (
    <div className="list-skeleton" role="status">
      <span className="hidden-text">{t('loading')}</span>
      {late && [64, 82, 48, 70, 56].map((width) => <i key={width} style={{ width: `${width}%` }} />)}
    </div>
  )
}

interface Asked {
  data: unknown
  error: unknown
  refetch: () => unknown
}

/** Stands where an answer is awaited: its lines, or why it did not come and a way to ask again; nothing once it is there. */
export function Awaited({ asked: { data, error, refetch } }: { asked: Asked }) {
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  return data === undefined ? <Loading /> : null
}
