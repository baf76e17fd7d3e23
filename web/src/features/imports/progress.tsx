import { Button } from 'antd'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { actOf } from '../../ui/may.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import type { ImportDetail } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

/** How many rows of the running step are behind it: checked, or written. */
function doneOf({ state, rows, ready, wrong, existing, created, updated }: ImportDetail): number {
  return state === 'importing' ? rows - ready : ready + wrong + existing + created + updated
}

/** A check or an import on its way. It can be left and found again, and stopped. */
export function Progress({ one }: { one: ImportDetail }) {
  const t = useWords(importWords)
  const stop = useAct('POST /v1/imports/:id/stop')
  const done = doneOf(one)
  const label = t(one.state === 'importing' ? 'importing' : 'checking', { done, total: one.rows })
  return (
    <Card>
      <div className="stack gap-12">
        <div className="row gap-8">
          <b className="number" aria-live="polite">
            {label}
          </b>
          {actOf(one.may, 'stop')?.allowed && (
            <Button
              size="small"
              className="push"
              loading={stop.isPending}
              onClick={() => stop.mutate({ params: { id: one.id }, body: {} })}
            >
              {t('stop')}
            </Button>
          )}
        </div>
        <progress className="import-progress" aria-label={label} value={done} max={Math.max(one.rows, 1)} />
        <p className="t12 quiet">{t('leave')}</p>
        <ProblemNotice error={stop.error} />
      </div>
    </Card>
  )
}
