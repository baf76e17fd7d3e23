import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { formatCount } from './format.ts'
import { Icon } from './icon.tsx'
import type { ListBulk, ListSelection } from './list-column.ts'

/** Lies over the head while rows are chosen: how many, how much, what can be done with them. */
export function ListBulkBar({ selection, bulk }: { selection: ListSelection; bulk: ListBulk }) {
  const t = useWords(kitWords)
  return (
    <div className="list-bulk">
      <button
        type="button"
        className="list-bulk-box"
        aria-label={t('clear')}
        onClick={() => selection.onChange(new Set())}
      >
        <Icon name="minus" size={12} />
      </button>
      <b className="nowrap">{t('selected', { count: formatCount(selection.keys.size) })}</b>
      {bulk.note && <span className="nowrap">{bulk.note}</span>}
      {bulk.all && (
        <button type="button" onClick={bulk.all.onSelect}>
          {t('selectAll', { count: formatCount(bulk.all.count) })}
        </button>
      )}
      <span className="list-bulk-acts">
        {bulk.actions}
        <button type="button" onClick={() => selection.onChange(new Set())}>
          {t('clear')} Esc
        </button>
      </span>
    </div>
  )
}
