import type { CSSProperties } from 'react'
import { useWords } from '../../app/language.ts'
import { departmentClass } from '../departments.ts'
import { Icon } from '../icon.tsx'
import { Initial } from '../initial.tsx'
import { useFormat } from '../use-format.ts'
import type { Joint } from './layout.ts'
import { type StripLayout, type TaskBar, taskWords } from './layout.ts'
import { stripWords } from './words.ts'

/** Days along the foot, seams where days without work are folded away, and the dashes of what is still to come. */
export function Ground({ layout, now }: { layout: StripLayout; now: string }) {
  const format = useFormat(now)
  return (
    <div aria-hidden="true">
      {layout.ticks.map(({ x, day, withMonth, bare }) => (
        <span key={day}>
          <i className="strip-day" style={{ left: x }} />
          {!bare && (
            <span className="strip-tick" style={{ left: x }}>
              {withMonth ? format.date(day) : Number(day.slice(8))}
            </span>
          )}
        </span>
      ))}
      {layout.seams.map((x) => (
        <i key={x} className="strip-seam" style={{ left: x }} />
      ))}
    </div>
  )
}

/** ↩ on the joint at which an order came back; several on one joint are counted. */
export function JointMark({ joint, now }: { joint: Joint; now: string }) {
  const t = useWords(stripWords)
  const format = useFormat(now)
  const why = joint.segments.map((one) => [format.date(one.since), one.reason].filter(Boolean).join(' '))
  const what = joint.kind === 'returned' ? t('returnedTimes', { count: joint.count }) : t('reversed')
  return (
    <span
      className={joint.kind === 'returned' ? 'strip-joint' : 'strip-joint strip-joint-quiet'}
      style={{ left: joint.x }}
      title={[what, ...why].join('\n')}
      aria-hidden="true"
    >
      <Icon name="back" size={12} />
      {joint.count > 1 && joint.count}
    </span>
  )
}

function wordsAt({ x, width, side }: TaskBar): CSSProperties {
  if (side === 'left') return { right: `calc(100% - ${x - 8}px)` }
  if (side === 'on') return { left: x - 3 }
  return { left: x + width + 8, maxWidth: `calc(100% - ${x + width + 8}px)` }
}

/** The departments that work on the order at the same time. */
export function TaskLane({ bar }: { bar: TaskBar }) {
  const t = useWords(stripWords)
  const { task, x, width, lane, side, words } = bar
  // Beside the ruler's end there is little room, and the hatching and the round initial say it already.
  const text = task.holder || task.done || side === 'right' ? words : t('taskUnclaimed', { words })
  const label = (
    <>
      <Initial
        name={task.holder?.name ?? task.department.name}
        department={task.department.kind}
        size={16}
        pool={!task.holder}
      />
      <span className="ellipsis">{text}</span>
    </>
  )
  const classes = ['strip-bar']
  if (task.done) classes.push('strip-bar-done')
  if (!task.holder && !task.done) classes.push('strip-bar-pool')
  return (
    <div
      className={`strip-lane ${departmentClass(task.department.kind)}`}
      style={{ top: 78 + lane * 20 }}
      aria-hidden="true"
    >
      <span
        className={`strip-lane-${side}`}
        // What does not fit before the strip's end is cut where it can be seen to be cut, and told whole on pointing at it.
        style={wordsAt(bar)}
        title={taskWords(task)}
      >
        {label}
      </span>
      <i className={classes.join(' ')} style={{ left: x, width }} />
    </div>
  )
}
