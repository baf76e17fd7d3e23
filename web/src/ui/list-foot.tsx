import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Kbd } from './figures.tsx'
import { formatCount } from './format.ts'
import { Icon } from './icon.tsx'
import type { ListTableProps } from './list-column.ts'
import { LiveDot } from './live-dot.tsx'

/** Which rows these are, what they sum to, whether they are live, the keys, and ‹ ›. */
export function ListFoot<Row>(props: ListTableProps<Row>) {
  const { rows, foot, next, onNext, onPrevious, pagesBefore = 0, selection } = props
  const t = useWords(kitWords)
  const paged = next !== undefined
  const before = pagesBefore !== 0
  return (
    <footer className="list-foot">
      <Range {...props} />
      {foot}
      {rows && <LiveDot />}
      <span className="push list-keys">
        <span>
          <Kbd>j</Kbd> <Kbd>k</Kbd> {t('keysMove')}
        </span>
        {selection && (
          <span>
            <Kbd>x</Kbd> {t('keysSelect')}
          </span>
        )}
        <span>
          <Kbd>?</Kbd> {t('keysAll')}
        </span>
      </span>
      {paged && (
        <span className="row gap-4 list-pages">
          <button
            type="button"
            className="plain-button"
            disabled={!before}
            onClick={onPrevious}
            aria-label={t(pagesBefore === null ? 'firstPage' : 'previousPage')}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            className="plain-button"
            disabled={!next}
            onClick={() => next && onNext?.(next)}
            aria-label={t('nextPage')}
          >
            <Icon name="right" />
          </button>
        </span>
      )}
    </footer>
  )
}

function Range<Row>({ rows, pagesBefore = 0, pageSize = 50, total }: ListTableProps<Row>) {
  const t = useWords(kitWords)
  if (!rows || rows.length === 0) return null
  if (pagesBefore === null) return total === undefined ? null : <span>{formatCount(total)}</span>
  const from = pagesBefore * pageSize + 1
  const range = { from, to: from + rows.length - 1 }
  return (
    <span className="nowrap">
      {total === undefined ? t('rangeOpen', range) : t('range', { ...range, total: formatCount(total) })}
    </span>
  )
}
