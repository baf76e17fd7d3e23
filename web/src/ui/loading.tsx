import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
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
