import { useEffect } from 'react'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { type Me, useRight, useSession } from '../app/session.ts'
import { tellCounts } from '../app/shell/places.ts'
import { Due, useDue } from '../features/desk/due.tsx'
import { Approvals, ToInvoice, ToShip } from '../features/desk/duties.tsx'
import { Load } from '../features/desk/load.tsx'
import { Pool } from '../features/desk/pool.tsx'
import { Risks } from '../features/desk/risks.tsx'
import { DayRuler, type RulerEvent } from '../features/desk/ruler.tsx'
import { deskWords } from '../features/desk/words.ts'
import { useCounts } from '../features/desk/work.ts'
import { useBox } from '../features/inbox/packages.ts'
import { Sent } from '../features/inbox/sent.tsx'
import { Waiting } from '../features/inbox/waiting.tsx'
import { InvitationsCard } from '../features/settings/invitations-card.tsx'
import { Checklist } from '../features/setup/checklist.tsx'
import { Initial } from '../ui/initial.tsx'
import { Page } from '../ui/page.tsx'
import { Seal } from '../ui/seal.tsx'
import { useFormat } from '../ui/use-format.ts'

/** What now, and who waits for me? */
export function Desk() {
  const t = useWords(deskWords)
  const me = useSession().data
  const ships = useRight('delivery.ship')
  const invoices = useRight('finance.invoice')
  const reviews = useRight('orders.review')
  const { today } = useDue()
  const holds = (useCounts().data?.holding ?? 0) > 0
  const events = useRulerEvents()
  useCrumbs([{ label: t('desk') }])
  if (!me) return null
  return (
    <Page>
      <DeskHead me={me} />
      <DayRuler events={events} />
      <div className="desk">
        <div>
          <InvitationsCard />
          <Checklist />
          <Waiting emptyNote={today > 0 ? t('alsoDue', { count: today }) : undefined} holds={holds} />
          {reviews && <Approvals />}
          <Due />
          {ships && <ToShip />}
          {invoices && <ToInvoice />}
          <Pool />
        </div>
        <div>
          <Risks />
          <Load me={me} />
          <Sent />
        </div>
      </div>
    </Page>
  )
}

function DeskHead({ me }: { me: Me }) {
  const t = useWords(deskWords)
  const format = useFormat()
  const counts = useCounts()
  const inbox = useBox('inbox')
  const { today } = useDue()
  const waiting = inbox.data?.pages[0]?.rows.length
  const holding = counts.data?.holding
  useEffect(() => {
    tellCounts({ orders: holding, inbox: waiting, desk: today })
  }, [holding, waiting, today])
  return (
    <section className="desk-head">
      <h1 className="t20 strong">{format.today()}</h1>
      <span className="push row gap-8 t13 muted wrap">
        {holding ? (
          <Seal name={me.person.name} size={28} />
        ) : (
          <Initial name={me.person.name} department={me.department.kind} size={28} />
        )}
        <span>
          <b className="ink">{t('inHand', { count: format.count(holding ?? 0) })}</b>
          <span className="quiet">
            {' · '}
            {t('dueToday', { count: today })}
            {' · '}
            {t('toAccept', { count: format.count(waiting ?? 0) })}
          </span>
        </span>
      </span>
    </section>
  )
}

/** Until when I must answer, until when others must answer me, and what I promised to do first. */
function useRulerEvents(): RulerEvent[] {
  const inbox = useBox('inbox').data?.pages[0]?.rows ?? []
  const sent = useBox('sent').data?.pages[0]?.rows ?? []
  const answered = useBox('answered').data?.pages[0]?.rows ?? []
  const numberOf = (one: { number: string; subjects: { number: string }[] }) => one.subjects[0]?.number ?? one.number
  return [
    ...inbox.flatMap((one) =>
      one.answerBy ? [{ id: one.id, at: one.answerBy, number: numberOf(one), kind: 'answer' as const }] : [],
    ),
    ...sent.flatMap((one) =>
      one.state === 'offered' && one.answerBy
        ? [{ id: one.id, at: one.answerBy, number: numberOf(one), kind: 'theirs' as const, name: one.to.nameZh }]
        : [],
    ),
    ...answered.flatMap((one) =>
      one.state === 'accepted' && one.nextActionDue
        ? [{ id: one.id, at: one.nextActionDue, number: numberOf(one), kind: 'do' as const, what: one.nextAction }]
        : [],
    ),
  ]
}
