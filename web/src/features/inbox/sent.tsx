import { Button } from 'antd'
import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Initial } from '../../ui/initial.tsx'
import { actOf } from '../../ui/may.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Countdown } from './countdown.tsx'
import type { HandoverPackage } from './package-rules.ts'
import { PackageState } from './package-view.tsx'
import { useAnswers, useBox } from './packages.ts'
import { inboxWords } from './words.ts'
import './inbox.css'

const shown = 7

/** What I handed on, and whether it was taken: until then I answer and can recall it. */
export function Sent() {
  const t = useWords(inboxWords)
  const box = useBox('sent')
  const { recall } = useAnswers()
  const rows = box.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Card
      title={t('sentTitle')}
      flush
      actions={
        <Link to="/handovers?box=sent" className="t12">
          {t('all')}
        </Link>
      }
    >
      <ProblemNotice error={box.error ?? recall.error} />
      {box.data && rows.length === 0 && <p className="card-body t13 quiet">{t('noSent')}</p>}
      <ul className="sent-list">
        {rows.slice(0, shown).map((one) => (
          <SentRow
            key={one.id}
            one={one}
            busy={recall.isPending && recall.variables?.params.id === one.id}
            onRecall={() => recall.mutate({ params: { id: one.id }, body: {} })}
          />
        ))}
      </ul>
    </Card>
  )
}

function SentRow({ one, busy, onRecall }: { one: HandoverPackage; busy: boolean; onRecall: () => void }) {
  const t = useWords(inboxWords)
  const language = useLanguage()
  const name = nameIn(one.to, language)
  const [first] = one.subjects
  const offered = one.state === 'offered'
  return (
    <li>
      <Link to={`/handovers/${one.id}`} className="nowrap">
        {first?.number ?? one.number}
        {one.subjects.length > 1 && ` +${one.subjects.length - 1}`}
      </Link>
      {offered && one.to.kind === 'person' ? (
        <Seal name={name} offered />
      ) : (
        <Initial name={name} department={one.to.departmentKind} pool={one.to.kind === 'department'} />
      )}
      <span className="nowrap">{name}</span>
      <span className="push row gap-8">
        {offered ? (
          <Countdown offeredAt={one.offeredAt} answerBy={one.answerBy} department={one.to.departmentKind} bare />
        ) : (
          <PackageState one={one} />
        )}
        {actOf(one.may, 'recall')?.allowed && (
          <Button
            type="link"
            size="small"
            className="sent-recall"
            loading={busy}
            aria-label={`${t('recall')} ${one.number}`}
            onClick={onRecall}
          >
            {t('recall')}
          </Button>
        )}
      </span>
    </li>
  )
}
