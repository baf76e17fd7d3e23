import { type ReactNode, useRef } from 'react'
import { useWords } from '../../app/language.ts'
import { departmentClass } from '../departments.ts'
import { Floating } from '../floating.tsx'
import { useFormat } from '../use-format.ts'
import { useHover } from '../use-hover.ts'
import { Chain } from './chain.tsx'
import { layoutMini, type MiniStripData } from './mini-layout.ts'
import { stripWords } from './words.ts'
import './mini.css'

export interface MiniStripProps {
  strip: MiniStripData
  /** Working minutes that fill the whole width; the same for all rows of a list. Fifteen days unless told. */
  span?: number
  /** A line under the chain: 卡在 WO-1188 电镀工序. */
  note?: ReactNode
  /** Links or buttons at the foot of the chain. */
  actions?: ReactNode
  /** Without the chain on hover: on phones, where a press opens the order. */
  plain?: boolean
}

/** The strip of a list row, 12 px high; the pointer or focus opens the chain of holders. */
export function MiniStrip({ strip, span, note, actions, plain }: MiniStripProps) {
  const anchor = useRef<HTMLButtonElement>(null)
  const hover = useHover<true>()
  const label = useMiniLabel(strip)
  if (plain) {
    return (
      <span className="mini" role="img" aria-label={label}>
        <MiniDrawing strip={strip} span={span} />
      </span>
    )
  }
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className="mini mini-button"
        aria-label={label}
        aria-expanded={hover.active !== null}
        // Rows are walked with j and k; a stop in every row would make the list endless for the Tab key.
        tabIndex={-1}
        onPointerEnter={() => hover.enter(true)}
        onPointerLeave={hover.leave}
        onFocus={() => hover.enter(true)}
        onBlur={hover.leave}
        onClick={(event) => event.stopPropagation()}
      >
        <MiniDrawing strip={strip} span={span} />
      </button>
      {hover.active && (
        <Floating
          anchor={anchor}
          width={452}
          role="dialog"
          label={label}
          onDismiss={hover.clear}
          onHover={(inside) => (inside ? hover.stay() : hover.leave())}
        >
          <Chain strip={strip} note={note} actions={actions} />
        </Floating>
      )}
    </>
  )
}

function useMiniLabel({ number, closed, open, segments }: MiniStripData): string {
  const t = useWords(stripWords)
  const format = useFormat()
  if (closed) return t(closed === 'settled' ? 'sumSettled' : 'sumCancelled', { number })
  const last = segments.at(-1)
  if (!open || !last) return number
  const time = format.duration(last.minutes)
  if (last.kind === 'pool') return t('sumPool', { number, department: last.name, time })
  return t('sumHolder', { number, name: last.name, department: last.department.name, time })
}

export function MiniDrawing({ strip, span }: { strip: MiniStripData; span?: number }) {
  const { pieces, present, edge, promise, bounces } = layoutMini(strip, span)
  return (
    <>
      {promise && promise.left > present && <s style={{ left: `${present}%`, width: `${promise.left - present}%` }} />}
      {pieces.map(({ sequence, left, width, department, hatched, joined }) => (
        <i
          key={`${sequence}-${hatched}`}
          className={`${departmentClass(department)}${hatched ? ' mini-waiting' : ''}${joined ? ' mini-joined' : ''}`}
          style={{ left: `${left}%`, width: `${width}%` }}
        />
      ))}
      {edge && (
        <b className={edge === 'pool' ? 'mini-edge-pool' : undefined} style={{ left: `calc(${present}% - 1px)` }} />
      )}
      {promise && <u className={promise.late ? 'mini-late' : undefined} style={{ left: `${promise.left}%` }} />}
      {bounces.map((left) => (
        <em key={left} style={{ left: `${left}%` }} />
      ))}
    </>
  )
}
