import type { HandoverCheck } from '@baton/contract/handover'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { Money } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useLate } from '../../ui/use-late.ts'
import type { Afterwards, CheckReply, Sorted } from './plan.ts'
import { handoverWords } from './words.ts'

interface CheckPanelProps {
  reply: CheckReply | undefined
  sorted: Sorted
  loading: boolean
  error: unknown
  onRetry: () => void
  leftOut: ReadonlySet<string>
  onLeaveOut: (ids: readonly string[], out: boolean) => void
  /** A single order cannot be left out of itself. */
  single: boolean
  afterwards: Afterwards
  onClose: () => void
}

/** What would happen: blockers apart from warnings, what passed folded away, and what moves. */
export function CheckPanel(props: CheckPanelProps) {
  const { reply, sorted, loading, error, onRetry } = props
  const t = useWords(handoverWords)
  const late = useLate(loading)
  const { blocks, warns, passed } = sorted
  return (
    <aside className="check-panel" aria-live="polite" aria-busy={loading}>
      <h3 className="row t13">
        <b>{reply ? t('checks', { count: reply.checks.length }) : t('checksWaiting')}</b>
        {reply && (
          <span className="push row gap-8 t12">
            <Tally icon="check" tone="lv" count={passed.length} label={t('passedCount', { count: passed.length })} />
            <Tally icon="warning" tone="ochre" count={warns.length} label={t('warnCount', { count: warns.length })} />
            <Tally
              icon="blocked"
              tone="rouge"
              count={blocks.length}
              label={t('blockCount', { count: blocks.length })}
            />
          </span>
        )}
      </h3>
      {late && !reply && <p className="t12 quiet">{t('checking')}</p>}
      {error !== null && <ProblemNotice error={error} onRetry={onRetry} />}
      <Blocks {...props} />
      {warns.map((one) => (
        <Finding key={`${one.check}${one.subjectId}`} check={one} tone="ochre" onClose={props.onClose} />
      ))}
      {passed.length > 0 && <Passed checks={passed} />}
      {reply && <Impact reply={reply} afterwards={props.afterwards} />}
    </aside>
  )
}

/** How many checks came out so, by icon and word. */
export function Tally(props: { icon: 'check' | 'warning' | 'blocked'; tone: string; count: number; label: string }) {
  if (props.count === 0) return null
  return (
    <span className={`${props.tone} row gap-4`} title={props.label}>
      <Icon name={props.icon} />
      <span aria-hidden="true">{props.count}</span>
      <span className="hidden-text">{props.label}</span>
    </span>
  )
}

function Blocks({ sorted, leftOut, onLeaveOut, single, onClose }: CheckPanelProps) {
  const t = useWords(handoverWords)
  const { blocks, blocked } = sorted
  const still = [...blocked].filter((id) => !leftOut.has(id))
  return (
    <>
      {still.length > 1 && !single && (
        <Button size="small" onClick={() => onLeaveOut(still, true)}>
          {t('leaveOutAll', { count: still.length })}
        </Button>
      )}
      {blocks.map((one) => {
        const id = one.subjectId
        const out = id !== null && leftOut.has(id)
        return (
          <Finding key={`${one.check}${one.subjectId}`} check={one} tone="rouge" onClose={onClose}>
            {id !== null && !single && (
              <Button
                size="small"
                aria-pressed={out}
                className={out ? 'pressed-button' : undefined}
                icon={out ? <Icon name="check" /> : undefined}
                onClick={() => onLeaveOut([id], !out)}
              >
                {t('leaveOut')}
              </Button>
            )}
          </Finding>
        )
      })}
    </>
  )
}

interface FindingProps {
  check: HandoverCheck
  tone: 'rouge' | 'ochre'
  children?: ReactNode
  onClose: () => void
}

/** What a check found, with where it is mended. */
export function Finding({ check, tone, children, onClose }: FindingProps) {
  const language = useLanguage()
  return (
    <div className="finding">
      <div className={`row gap-6 ${tone}`}>
        <Icon name={tone === 'rouge' ? 'blocked' : 'warning'} />
        <b>{check[language]}</b>
      </div>
      {(check.cure || children) && (
        <div className="row gap-8 wrap finding-cures">
          {children}
          {check.cure && (
            <Link to={check.cure.path} onClick={onClose} className="t12">
              {check.cure[language]}
            </Link>
          )}
        </div>
      )}
    </div>
  )
}

function Passed({ checks }: { checks: readonly HandoverCheck[] }) {
  const t = useWords(handoverWords)
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const sentences = [...new Set(checks.map((one) => one[language]))]
  const shown = open ? sentences : sentences.slice(0, 3)
  return (
    <p className="passed t12 muted">
      <Icon name="check" className="lv" /> {shown.join(language === 'zh' ? '、' : '; ')}
      {sentences.length > 3 && (
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'seeLess' : 'seeAll')}
        </button>
      )}
    </p>
  )
}

function Impact({ reply, afterwards }: { reply: CheckReply; afterwards: Afterwards }) {
  const t = useWords(handoverWords)
  const { impact } = reply
  const access = { none: 'becomesNone', read: 'becomesRead' } as const
  const rows = [
    ['openLines', t('openLinesUnit', { count: impact.openLines }), t('holderChanges'), impact.openLines > 0],
    ['reservations', t('reservationsUnit', { count: impact.reservations }), t('stays'), impact.reservations > 0],
    [
      'openDeliveries',
      t('openDeliveriesUnit', { count: impact.openDeliveries }),
      t('followsOrder'),
      impact.openDeliveries > 0,
    ],
    ['openTasks', t('openTasksUnit', { count: impact.openTasks }), t('tasksStay'), impact.openTasks > 0],
    ['unpaid', <Money key="unpaid" amount={impact.unpaid} />, t('followsOrder'), impact.unpaid !== '0.00'],
    ['access', t('accessEdit'), t(access[afterwards]), true],
  ] as const
  return (
    <table className="impact">
      <caption>
        <span className="row t13">
          <b>{t('impact')}</b>
          <span className="push t12 quiet">
            {t('ordersUnit', { count: impact.orders })} · <Money amount={impact.gross} />
          </span>
        </span>
      </caption>
      <tbody>
        {rows
          .filter(([, , , shown]) => shown)
          .map(([name, count, what]) => (
            <tr key={name}>
              <th scope="row">{t(name)}</th>
              <td>{count}</td>
              <td>{what}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
