import { Button } from 'antd'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { type Language, type Say, useLanguage, useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { actOf } from '../../ui/may.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { downloadRows, type ImportDetail, placeOf } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

export interface OutcomeProps {
  one: ImportDetail
  onColumns: () => void
}

/** What the check or the import came to, in a sentence, with the one next act. */
export function Outcome({ one, onColumns }: OutcomeProps) {
  const t = useWords(importWords)
  const language = useLanguage()
  const run = useAct('POST /v1/imports/:id/run')
  const { ready, wrong, existing, created, updated } = one
  const mayRun = actOf(one.may, 'run')?.allowed
  return (
    <Card>
      <div className="stack gap-12">
        {one.stoppedBecause && <p className="ochre">{one.stoppedBecause}</p>}
        <p className="t16 strong" aria-live="polite">
          {sentenceOf(one, t, language)}
        </p>
        {ready > 0 && wrong > 0 && <p className="muted">{t('runRest', { count: wrong })}</p>}
        <ProblemNotice error={run.error} />
        <div className="row gap-8 wrap import-acts">
          {actOf(one.may, 'map')?.allowed && <Button onClick={onColumns}>{t('changeColumns')}</Button>}
          {wrong > 0 && (
            <Button icon={<Icon name="export" />} onClick={() => void downloadRows(one, 'wrong')}>
              {t('downloadWrong')}
            </Button>
          )}
          {created + updated + existing > 0 && (
            <Button icon={<Icon name="export" />} onClick={() => void downloadRows(one, 'all')}>
              {t('downloadAll')}
            </Button>
          )}
          {created + updated > 0 && <Link to={placeOf[one.kind]}>{t('goTo', { kind: t(one.kind) })}</Link>}
          {mayRun && (
            <Button
              type="primary"
              className="push"
              loading={run.isPending}
              onClick={() => run.mutate({ params: { id: one.id }, body: {} })}
            >
              {t('run', { count: ready })}
            </Button>
          )}
        </div>
      </div>
    </Card>
  )
}

/** Counts that are not zero, as one sentence. */
function sentenceOf(one: ImportDetail, t: Say<(typeof importWords)['zh']>, language: Language): string {
  const { rows, ready, wrong, existing, created, updated } = one
  if (created === rows) return t('doneAll', { count: created })
  if (ready === rows) return t('allGood', { count: rows })
  const done = created + updated + existing > 0 && ready === 0
  const parts = [
    ...(created > 0 ? [t('doneSome', { count: created })] : []),
    ...(updated > 0 ? [t('doneUpdated', { count: updated })] : []),
    ...(ready > 0 ? [`${t('countReady')} ${ready}`] : []),
    ...(wrong > 0 ? [done ? t('leftOut', { count: wrong }) : `${t('countWrong')} ${wrong}`] : []),
    ...(existing > 0 ? [t('were', { count: existing })] : []),
  ]
  return parts.join(language === 'zh' ? '，' : ', ')
}
