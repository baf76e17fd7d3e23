import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { refresh } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { DateText, Kbd } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { actOf } from '../../ui/may.ts'
import { shortCompany } from '../../ui/names.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Seal } from '../../ui/seal.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { ToldButton } from '../../ui/told-button.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { CheckSum } from './checks.tsx'
import { Countdown } from './countdown.tsx'
import { type HandoverPackage, isSafe } from './package-rules.ts'
import { PackageState } from './package-view.tsx'
import { useAnswers, useBox } from './packages.ts'
import { inboxWords, reasonWords } from './words.ts'
import './inbox.css'

/** What waits for my acceptance: from whom, what, whether it is safe, how long I have. */
export function Waiting({ emptyNote, holds }: { emptyNote?: string; holds: boolean }) {
  const t = useWords(inboxWords)
  const box = useBox('inbox')
  const [declining, setDeclining] = useState<HandoverPackage | null>(null)
  const waiting = box.data?.pages.flatMap((page) => page.rows) ?? []
  const safe = waiting.filter(isSafe)
  const all = useAcceptAll(safe)
  const answers = useAnswers()
  return (
    <Card
      title={t('waiting')}
      count={waiting.length}
      note={waiting.length > 0 ? t('waitingNote') : undefined}
      flush
      actions={
        safe.length > 0 && (
          <Button size="small" icon={<Icon name="check" />} loading={all.busy} onClick={() => void all.run()}>
            {t('acceptSafe', { count: safe.length })} <Kbd>A</Kbd>
          </Button>
        )
      }
    >
      <ProblemNotice error={box.error} onRetry={() => void box.refetch()} />
      {box.data && waiting.length === 0 && (
        <p className="card-body t13 muted row gap-8 wrap">
          {t('emptyInbox')}
          {emptyNote}
          {holds && <Link to="/orders?view=holding">{t('seeOrders')}</Link>}
        </p>
      )}
      <ul className="waiting">
        {waiting.map((one) => (
          <WaitingRow key={one.id} one={one} onDecline={() => setDeclining(one)} />
        ))}
      </ul>
      {declining && (
        <ReasonDialog
          open
          title={t('declineTitle', { number: declining.number })}
          question={t('declineWhy')}
          hint={t('declineHint')}
          submit={t('decline')}
          busy={answers.decline.isPending}
          error={answers.decline.error}
          onClose={() => setDeclining(null)}
          onSubmit={(reason) =>
            answers.decline.mutate(
              { params: { id: declining.id }, body: { reason } },
              {
                onSuccess: ({ number }) => {
                  setDeclining(null)
                  tellDone({ text: t('declined', { number, name: declining.from.name }) })
                },
              },
            )
          }
        />
      )}
    </Card>
  )
}

/** Accepts one after the other and stops at the first refusal, saying which. */
function useAcceptAll(safe: readonly HandoverPackage[]) {
  const t = useWords(inboxWords)
  const [busy, setBusy] = useState(false)
  const run = async () => {
    if (busy || safe.length === 0) return
    setBusy(true)
    let count = 0
    try {
      for (const { id, number, version } of safe) {
        try {
          await call('POST /v1/handovers/:id/accept', { params: { id }, body: {}, ifMatch: version })
          count += 1
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          tellDone({ text: t('acceptStopped', { count, number, why }), seconds: 12 })
          return
        }
      }
      tellDone({ text: t('acceptedSome', { count }) })
    } finally {
      setBusy(false)
      void refresh()
    }
  }
  useShortcuts(
    safe.length > 0
      ? [{ keys: 'a', label: t('acceptSafe', { count: safe.length }), group: t('handovers'), run: () => void run() }]
      : [],
  )
  return { busy, run }
}

function WaitingRow({ one, onDecline }: { one: HandoverPackage; onDecline: () => void }) {
  const t = useWords(inboxWords)
  const reasons = useWords(reasonWords)
  const language = useLanguage()
  const { accept } = useAnswers()
  const [first] = one.subjects
  const reason = one.reason in reasonWords.zh ? reasons(one.reason as keyof typeof reasonWords.zh) : one.reason
  const may = actOf(one.may, 'accept')
  return (
    <li>
      {accept.isSuccess ? (
        <Seal name={nameIn(one.to, language)} size={28} fills />
      ) : (
        <Initial name={one.from.name} department={one.from.department.kind} size={28} />
      )}
      <span className="waiting-from">
        <span className="ellipsis">
          <b>{one.from.name}</b> <span className="quiet">{nameIn(one.from.department, language)}</span>
        </span>
        <span className="t12 muted ellipsis">{reason}</span>
      </span>
      <span className="grow waiting-what">
        <span className="row gap-8">
          <Link to={`/handovers/${one.id}`} className="strong nowrap">
            {first?.number ?? one.number}
          </Link>
          {one.subjects.length > 1 && (
            <span className="t12 nowrap">{t('countOrders', { count: one.subjects.length })}</span>
          )}
          <span className="ellipsis">{first && shortCompany(first.customer)}</span>
        </span>
        <span className="row wrap t12 waiting-why">
          <span className="muted ellipsis">{one.note || one.nextAction}</span>
          <span className="row gap-8">
            <CheckSum one={one} />
            {first?.promisedOn && (
              <span className="quiet nowrap">
                {t('promised')} <DateText value={first.promisedOn} />
              </span>
            )}
          </span>
        </span>
      </span>
      {one.state === 'offered' ? (
        <Countdown offeredAt={one.offeredAt} answerBy={one.answerBy} department={one.from.department.kind} />
      ) : (
        <PackageState one={one} />
      )}
      <span className="row gap-6 waiting-acts">
        <ToldButton
          type={isSafe(one) ? 'primary' : 'default'}
          size="small"
          loading={accept.isPending}
          disabled={may?.allowed !== true || accept.isSuccess}
          because={may?.because}
          aria-label={`${t('accept')} ${one.number}`}
          onClick={() => accept.mutate({ params: { id: one.id }, body: {}, ifMatch: one.version })}
        >
          {t('accept')}
        </ToldButton>
        <ToldButton
          size="small"
          disabled={actOf(one.may, 'decline')?.allowed !== true || accept.isPending}
          because={actOf(one.may, 'decline')?.because}
          aria-label={`${t('decline')} ${one.number}`}
          onClick={onDecline}
        >
          {t('decline')}
        </ToldButton>
      </span>
      <ProblemNotice error={accept.error} />
    </li>
  )
}
