import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { useStored } from '../../app/stored.ts'
import { nameIn } from '../../ui/departments.ts'
import { DateText, Kbd, Money, Slack } from '../../ui/figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { actOf } from '../../ui/may.ts'
import { Card, PhoneActions } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { ToldButton } from '../../ui/told-button.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZoneStore, useFormat } from '../../ui/use-format.ts'
import { Checks } from './checks.tsx'
import { changesBetween, type HandoverPackage, openSubjects, type PackageChange } from './package-rules.ts'
import { useAnswers } from './packages.ts'
import { Relay } from './relay.tsx'
import { inboxWords, reasonWords } from './words.ts'
import './inbox.css'

export interface PackageViewProps {
  one: HandoverPackage
  me: string | undefined
}

/** Shall I take it, and what must I do first? */
export function PackageView({ one, me }: PackageViewProps) {
  const t = useWords(inboxWords)
  const answers = useAnswers()
  const [asking, setAsking] = useState<'decline' | 'reverse' | null>(null)
  const [seen, setSeen] = useState(one)
  const conflict = isProblem(answers.accept.error) && answers.accept.error.status === 412
  const changes = conflict || one.state === 'offered' ? changesBetween(seen, one) : []
  const accepted = answers.accept.isSuccess
  const busy = answers.accept.isPending || answers.recall.isPending
  const accept = () => {
    if (actOf(one.may, 'accept')?.allowed !== true || busy) return
    setSeen(one)
    answers.accept.mutate({
      params: { id: one.id },
      body: {},
      ifMatch: one.version,
    })
  }
  useShortcuts([{ keys: 'a', label: t('accept'), group: t('handovers'), run: accept }])
  const close = () => setAsking(null)
  return (
    <div className="package">
      <Card>
        <Relay one={one} me={me} fills={accepted} />
        <PackageHead one={one} me={me} />
        <Subjects one={one} />
      </Card>
      <Changed changes={changes} seen={seen} one={one} />
      {!conflict && <ProblemNotice error={answers.accept.error ?? answers.recall.error} />}
      <PackageSheet one={one} />
      <Acts one={one} busy={busy} onAccept={accept} onAsk={setAsking} answers={answers} />
      {asking === 'decline' && (
        <ReasonDialog
          open
          title={t('declineTitle', { number: one.number })}
          question={t('declineWhy')}
          hint={t('declineHint')}
          submit={t('decline')}
          busy={answers.decline.isPending}
          error={answers.decline.error}
          onClose={close}
          onSubmit={(reason) =>
            answers.decline.mutate(
              { params: { id: one.id }, body: { reason } },
              {
                onSuccess: ({ number }) => {
                  close()
                  tellDone({ text: t('declined', { number, name: one.from.name }) })
                },
              },
            )
          }
        />
      )}
      {asking === 'reverse' && (
        <ReasonDialog
          open
          title={t('reverseTitle', { number: one.number })}
          question={t('reverseWhy')}
          submit={t('reverse')}
          busy={answers.reverse.isPending}
          error={answers.reverse.error}
          onClose={close}
          onSubmit={(reason) =>
            answers.reverse.mutate({ params: { id: one.id }, body: { reason } }, { onSuccess: close })
          }
        />
      )}
    </div>
  )
}

function PackageHead({ one, me }: PackageViewProps) {
  const t = useWords(inboxWords)
  const reasons = useWords(reasonWords)
  const language = useLanguage()
  const format = useFormat()
  const to = nameIn(one.to, language)
  const count = one.state === 'offered' ? openSubjects(one).length : one.subjects.length
  const title =
    one.to.id === me
      ? t('youGot', { name: one.from.name, count })
      : one.from.id === me
        ? t('youGave', { name: to, count })
        : t('othersGave', { from: one.from.name, name: to, count })
  const reason = one.reason in reasonWords.zh ? reasons(one.reason as keyof typeof reasonWords.zh) : one.reason
  return (
    <header className="package-head">
      <h2 className="t16 strong">{title}</h2>
      <p className="t13 muted row gap-8 wrap">
        <span>{t('reasonIs', { reason })}</span>
        <span>{t('offeredAt', { time: format.time(one.offeredAt) })}</span>
        {one.state === 'offered' && one.answerBy && (
          <span>{t('answerBy', { time: format.deadline(one.answerBy) })}</span>
        )}
        {one.state !== 'offered' && <PackageState one={one} />}
        {one.state === 'accepted' && <Link to={`/handovers/${one.id}/print`}>{t('sheet', { number: '' })}</Link>}
        <span className="quiet">{one.number}</span>
      </p>
      {one.answerReason && <p className="t13">{t('answeredWhy', { why: one.answerReason })}</p>}
    </header>
  )
}

const states = {
  offered: ['stateOffered', 'clock', 'muted'],
  accepted: ['stateAccepted', 'check', 'lv'],
  declined: ['stateDeclined', 'back', 'rouge'],
  recalled: ['stateRecalled', 'back', 'muted'],
  lapsed: ['stateLapsed', 'hourglass', 'ochre'],
  ended: ['stateEnded', 'minus', 'muted'],
  reversed: ['stateReversed', 'back', 'rouge'],
} as const

/** What became of it, with its sign. */
export function PackageState({ one }: { one: HandoverPackage }) {
  const t = useWords(inboxWords)
  const [word, icon, tone] = states[one.state]
  const pooled = one.state === 'accepted' && one.to.kind === 'department'
  return (
    <span className={`row gap-4 nowrap t12 ${tone}`}>
      <Icon name={icon} />
      {t(pooled ? 'statePooled' : word)} {one.answeredAt && <DateText value={one.answeredAt} style="time" />}
    </span>
  )
}

function Subjects({ one }: { one: HandoverPackage }) {
  const t = useWords(inboxWords)
  const zone = useStored(companyZoneStore)
  const now = new Date().toISOString()
  const offered = one.state === 'offered'
  return (
    <ul className="package-subjects">
      {one.subjects.map((subject) => (
        <li key={subject.id} className={subject.dropped ? 'list-quiet' : undefined}>
          <Link to={`/orders/${subject.id}`} className="strong">
            {subject.number}
          </Link>
          <span className="number strong">
            <Money amount={subject.gross} currency={subject.currency} />
          </span>
          <span className="muted">{subject.customer}</span>
          <span className="number row gap-6 t12 muted">
            {subject.dropped ? (
              t('dropped')
            ) : (
              <>
                {t('promised')} <DateText value={subject.promisedOn} />
                {offered && subject.promisedOn && <Slack days={daysBetween(now, subject.promisedOn, zone)} />}
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Changed({ changes, seen, one }: { changes: PackageChange[]; seen: HandoverPackage; one: HandoverPackage }) {
  const t = useWords(inboxWords)
  const format = useFormat()
  if (changes.length === 0) return null
  const tell = ({ kind, text }: PackageChange): string => {
    if (kind === 'gone') return t('changedGone', { numbers: text })
    if (kind === 'new') return t('changedNew', { numbers: text })
    if (kind === 'deadline') return t('changedDeadline', { time: text ? format.time(text) : '—' })
    if (kind === 'note') return t('changedNote')
    if (kind === 'state') return t('changedState', { state: t(states[one.state][0]) })
    return t('changedVersion', { from: seen.version, to: one.version })
  }
  return (
    <div className="package-changed" role="alert">
      <Icon name="warning" />
      <div>
        <b>{t('changedTitle')}</b>
        <ul>
          {changes.map((change) => (
            <li key={change.kind}>{tell(change)}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function PackageSheet({ one }: { one: HandoverPackage }) {
  const t = useWords(inboxWords)
  const format = useFormat()
  return (
    <>
      <Card title={t('checksTitle')}>
        <Checks checks={one.checks} />
      </Card>
      <Card title={t('noteOf', { name: one.from.name })}>
        <p className={one.note ? 'package-note' : 'quiet t13'}>{one.note || t('noNote')}</p>
      </Card>
      {one.nextAction && (
        <Card title={t('firstThing')}>
          <p className="row gap-12">
            <b className="grow">{one.nextAction}</b>
            {one.nextActionDue && <span className="ochre t13">{format.deadline(one.nextActionDue)}</span>}
          </p>
        </Card>
      )}
    </>
  )
}

interface ActsProps {
  one: HandoverPackage
  busy: boolean
  answers: ReturnType<typeof useAnswers>
  onAccept: () => void
  onAsk: (act: 'decline' | 'reverse') => void
}

/** Only what can apply to its state; what is not allowed now says why. */
function Acts({ one, busy, answers, onAccept, onAsk }: ActsProps) {
  const t = useWords(inboxWords)
  const may = (act: string) => actOf(one.may, act)
  const answerable = one.state === 'offered' && may('accept')?.code !== 'handover.notReceiver'
  const recallable = may('recall')?.allowed === true
  const reversible = may('reverse')?.allowed === true
  if (!answerable && !recallable && !reversible) return null
  return (
    <div className="package-acts">
      <PhoneActions>
        {answerable && (
          <>
            <ToldButton
              size="large"
              disabled={may('decline')?.allowed !== true || busy}
              because={may('decline')?.because}
              onClick={() => onAsk('decline')}
            >
              {t('decline')}
            </ToldButton>
            <ToldButton
              type="primary"
              size="large"
              className="package-accept"
              loading={answers.accept.isPending}
              disabled={may('accept')?.allowed !== true}
              because={may('accept')?.because}
              onClick={onAccept}
            >
              {t('acceptCount', { count: openSubjects(one).length })} <Kbd>A</Kbd>
            </ToldButton>
          </>
        )}
        {recallable && (
          <Button
            size="large"
            icon={<Icon name="back" />}
            loading={answers.recall.isPending}
            onClick={() => answers.recall.mutate({ params: { id: one.id }, body: {} })}
          >
            {t('recall')}
          </Button>
        )}
        {reversible && (
          <Button size="large" icon={<Icon name="back" />} onClick={() => onAsk('reverse')}>
            {t('reverse')}
          </Button>
        )}
      </PhoneActions>
    </div>
  )
}
