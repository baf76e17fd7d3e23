import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from 'react'
import { useWords } from '../../app/language.ts'
import { Floating } from '../floating.tsx'
import { useHover } from '../use-hover.ts'
import { SegmentDetails } from './details.tsx'
import { Ground, JointMark, TaskLane } from './lanes.tsx'
import type { StripLayout } from './layout.ts'
import { Marks } from './marks.tsx'
import { Segment } from './segment.tsx'
import type { Strip, StripSegment } from './strip.ts'
import { stripWords } from './words.ts'

export interface TrackProps {
  strip: Strip
  layout: StripLayout
  pinned: number | null
  onPin: (segment: StripSegment) => void
  onUnfold: () => void
  sheetHref?: (handoverId: string) => string
}

/** One of the segments is the tab stop; ← → Home End move it. */
function useWalk(count: number, buttons: RefObject<Map<number, HTMLButtonElement>>) {
  const [current, setCurrent] = useState(Math.max(0, count - 1))
  const walk = (event: KeyboardEvent, index: number) => {
    const steps: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: count - 1 }
    const next = steps[event.key]
    if (next === undefined || next < 0 || next >= count) return
    event.preventDefault()
    setCurrent(next)
    buttons.current.get(next)?.focus()
  }
  return { tabStop: Math.min(current, count - 1), setCurrent, walk }
}

/** The drawn strip with its pointer and keys: one tab stop, ← → walk, Enter pins, Esc closes what floats. */
export function Track({ strip, layout, pinned, onPin, onUnfold, sheetHref }: TrackProps) {
  const t = useWords(stripWords)
  const buttons = useRef(new Map<number, HTMLButtonElement>())
  const hover = useHover<number>()
  const { tabStop, setCurrent, walk } = useWalk(layout.boxes.length, buttons)
  const shown = hover.active === null ? undefined : layout.boxes[hover.active]
  const anchor = useMemo(
    () => ({ current: hover.active === null ? null : (buttons.current.get(hover.active) ?? null) }),
    [hover.active],
  )
  return (
    <div className="strip-track" style={{ height: layout.height }}>
      <Ground layout={layout} now={strip.now} />
      <i className="strip-ahead" style={{ left: layout.presentX, right: 0 }} hidden={strip.closed !== null} />
      {layout.fold && (
        <button type="button" className="strip-fold" style={{ width: layout.fold.width }} onClick={onUnfold}>
          {t('older', { count: layout.fold.segments.length })}
        </button>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name a form */}
      <div role="group" aria-label={t('chainTitle')}>
        {layout.boxes.map((box, index) => (
          <Segment
            key={box.segment.sequence}
            box={box}
            now={strip.now}
            previous={strip.segments[strip.segments.indexOf(box.segment) - 1]}
            next={strip.segments[strip.segments.indexOf(box.segment) + 1]}
            limitMinutes={layout.limit?.minutes ?? null}
            lateRail={box.open && layout.lateRailX !== null ? box.x + box.width - layout.lateRailX : 0}
            tabbable={index === tabStop}
            pinned={pinned === box.segment.sequence}
            ref={(element) => {
              if (element) buttons.current.set(index, element)
            }}
            onPointerEnter={() => hover.enter(index)}
            onPointerLeave={hover.leave}
            onFocus={() => {
              setCurrent(index)
              hover.enter(index)
            }}
            onBlur={hover.leave}
            onClick={() => onPin(box.segment)}
            onKeyDown={(event) => walk(event, index)}
          />
        ))}
      </div>
      {layout.joints.map((joint) => (
        <JointMark key={joint.x} joint={joint} now={strip.now} />
      ))}
      <Marks strip={strip} layout={layout} />
      {layout.tasks.map((bar) => (
        <TaskLane key={bar.task.id} bar={bar} />
      ))}
      {shown && (
        <Floating
          anchor={anchor}
          onDismiss={hover.clear}
          onHover={(inside) => (inside ? hover.stay() : hover.leave())}
          role="tooltip"
        >
          <SegmentDetails segment={shown.segment} now={strip.now} sheetHref={sheetHref} />
        </Floating>
      )}
    </div>
  )
}
