import type { ReactNode } from 'react'
import { useWords } from '../../app/language.ts'
import { departmentClass } from '../../ui/departments.ts'
import { Initial } from '../../ui/initial.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Seal } from '../../ui/seal.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { answerAt, type Plan } from './plan.ts'
import type { ReceiverName } from './receiver-choice.tsx'
import { handoverWords } from './words.ts'

interface HandoverFootProps {
  me: { name: string; departmentKind: string } | null
  receiver: ReceiverName | null
  plan: Plan
  count: number
  answerBy: string | null
  error: unknown
  children: ReactNode
}

/** Two seals and the hatched way between them: who answers until it is taken. Then the buttons. */
export function HandoverFoot({ me, receiver, plan, count, answerBy, error, children }: HandoverFootProps) {
  return (
    <footer className="handover-foot">
      {error !== null && <ProblemNotice error={error} />}
      <div className="handover-foot-row">
        {me && receiver && (
          <span className={`offer-bar ${departmentClass(me.departmentKind)}`} aria-hidden="true">
            <Seal name={me.name} size={28} />
            <i />
            <u />
            {plan.kind === 'person' ? (
              <Seal name={receiver.name} size={28} offered />
            ) : (
              <Initial name={receiver.name} department={receiver.departmentKind} size={28} pool />
            )}
          </span>
        )}
        <Answering receiver={receiver} plan={plan} count={count} answerBy={answerBy} />
        <span className="handover-buttons">{children}</span>
      </div>
    </footer>
  )
}

function Answering({
  receiver,
  plan,
  count,
  answerBy,
}: Pick<HandoverFootProps, 'receiver' | 'plan' | 'count' | 'answerBy'>) {
  const t = useWords(handoverWords)
  const format = useFormat()
  if (!receiver) return <span className="t12 muted">{t('chooseFirst')}</span>
  if (plan.kind === 'department')
    return <span className="t12 muted">{t('answersPool', { department: receiver.name })}</span>
  const at = answerAt(plan.answer, Date.now()) ?? answerBy
  return (
    <span className="t12 muted">
      {t('answersPerson', { name: receiver.name, count })} {at && t('answersBy', { time: format.deadline(at) })}
    </span>
  )
}
