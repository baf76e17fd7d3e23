import { useLanguage, useWords } from '../../app/language.ts'
import { departmentClass, nameIn } from '../../ui/departments.ts'
import { Initial } from '../../ui/initial.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Countdown } from './countdown.tsx'
import type { HandoverPackage } from './package-rules.ts'
import { inboxWords } from './words.ts'

export interface RelayProps {
  one: HandoverPackage
  me: string | undefined
  /** Accepted this very moment: the outlined seal fills, once. */
  fills: boolean
}

/** From hand to hand: who answers wears the filled seal, the way between is hatched until somebody has taken it. */
export function Relay({ one, me, fills }: RelayProps) {
  const t = useWords(inboxWords)
  const language = useLanguage()
  const to = nameIn(one.to, language)
  const offered = one.state === 'offered'
  const taken = one.state === 'accepted'
  const senderHolds = !taken
  const sealed = one.to.kind === 'person' && (offered || taken)
  const sender = one.from.id === me ? t('you') : one.from.name
  const receiver = one.to.id === me ? t('you') : to
  return (
    <div className={`relay ${departmentClass(one.from.department.kind)}`}>
      <div className="relay-end">
        {senderHolds ? (
          <Seal name={one.from.name} size={52} />
        ) : (
          <Initial name={one.from.name} department={one.from.department.kind} size={28} />
        )}
        <span className="t12 muted">
          {sender}
          {senderHolds && ` · ${t('stillAnswers')}`}
        </span>
      </div>
      <div className="relay-way">
        {offered && <Countdown offeredAt={one.offeredAt} answerBy={one.answerBy} department="" bare />}
        <i
          className={`${offered ? 'relay-open' : taken ? 'relay-done' : 'relay-broken'}${sealed ? '' : ' relay-pool'}`}
        />
      </div>
      <div className="relay-end">
        {one.to.kind === 'department' ? (
          <Initial name={to} department={one.to.departmentKind} size={28} pool />
        ) : taken || offered ? (
          <Seal name={to} size={52} offered={offered} fills={fills} />
        ) : (
          <Initial name={to} department={one.to.departmentKind} size={28} />
        )}
        <span className="t12 muted">
          {receiver}
          {offered && ` · ${t('yetToAccept')}`}
          {taken && ` · ${t(one.to.kind === 'department' ? 'poolWaits' : 'holdsNow')}`}
        </span>
      </div>
    </div>
  )
}
