import { Button } from 'antd'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { DateText, Quantity } from '../../ui/figures.tsx'
import { Peek } from '../../ui/peek.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type StockMove, type StockRow, useMoves, useUnitName } from './stock.ts'
import { stockWords } from './words.ts'
import './stock.css'

export interface MovesPeekProps {
  itemId: string
  row: StockRow | undefined
  onClose: () => void
  onPrevious?: () => void
  onNext?: () => void
}

const kinds = ['opening', 'receipt', 'shipment', 'return', 'adjustment', 'transfer'] as const

/** Where an item's stock came from and went to, newest first. */
export function MovesPeek({ itemId, row, onClose, onPrevious, onNext }: MovesPeekProps) {
  const t = useWords(stockWords)
  const language = useLanguage()
  const unitName = useUnitName(language)
  const moves = useMoves(itemId)
  const rows = moves.data?.pages.flatMap((page) => page.rows) ?? []
  const name = row?.item.name ?? ''
  const unit = row ? unitName(row.item.unit) : ''
  return (
    <Peek
      label={t('movesOf', { name })}
      title={name || t('moves')}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
    >
      {row && (
        <ul className="stock-places">
          {row.warehouses.map((one) => (
            <li key={one.id}>
              <span className="grow">{nameIn(one, language)}</span>
              <span>
                {t('onHand')} <Quantity quantity={one.onHand} unit={unit} />
              </span>
              <span className="muted">
                {t('reserved')} <Quantity quantity={one.reserved} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <ProblemNotice error={moves.error} onRetry={() => void moves.refetch()} />
      <h2 className="t12 quiet stock-moves-head">{t('moves')}</h2>
      {moves.data && rows.length === 0 && <p className="t13 quiet">{t('noMoves')}</p>}
      <ul className="stock-moves">
        {rows.map((move) => (
          <Move key={move.id} move={move} unit={unit} />
        ))}
      </ul>
      {moves.hasNextPage && (
        <Button type="link" block loading={moves.isFetchingNextPage} onClick={() => void moves.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Peek>
  )
}

function Move({ move, unit }: { move: StockMove; unit: string }) {
  const t = useWords(stockWords)
  const language = useLanguage()
  const kind = kinds.find((one) => one === move.kind)
  const way = [
    move.from && t('from', { name: nameIn(move.from, language) }),
    move.to && t('to', { name: nameIn(move.to, language) }),
  ].filter(Boolean)
  return (
    <li>
      <span className="row gap-8">
        <b>{kind ? t(kind) : move.kind}</b>
        <span className="muted t12">{way.join(' ')}</span>
        <b className={`push ${move.to === null ? 'rouge' : 'lv'}`}>
          {move.to === null ? '−' : '+'}
          <Quantity quantity={move.quantity.replace('-', '')} unit={unit} />
        </b>
      </span>
      <span className="row gap-8 t12 quiet">
        <span className="ellipsis">{[move.actor, move.reason].filter(Boolean).join(' · ')}</span>
        <span className="push">
          <DateText value={move.movedAt} style="time" />
        </span>
      </span>
    </li>
  )
}
