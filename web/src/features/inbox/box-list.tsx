import { Button } from 'antd'
import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Empty } from '../../ui/empty.tsx'
import { Initial } from '../../ui/initial.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { CheckSum } from './checks.tsx'
import { Countdown } from './countdown.tsx'
import type { HandoverPackage } from './package-rules.ts'
import { PackageState } from './package-view.tsx'
import type { Box, useBox } from './packages.ts'
import { inboxWords } from './words.ts'

const empties = { inbox: 'emptyInbox', sent: 'emptySent', pool: 'emptyPool', answered: 'emptyAnswered' } as const

export interface BoxListProps {
  box: Box
  query: ReturnType<typeof useBox>
  current: string | undefined
}

/** The packages of a box, newest first. */
export function BoxList({ box, query, current }: BoxListProps) {
  const t = useWords(inboxWords)
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Card flush>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {rows?.length === 0 && (
        <Empty icon="inbox" action={<Link to="/orders?view=holding">{t('seeOrders')}</Link>}>
          {t(empties[box])}
        </Empty>
      )}
      <ul className="inbox-list">
        {rows?.map((one) => (
          <li key={one.id}>
            <BoxRow one={one} box={box} current={one.id === current} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button type="link" block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Card>
  )
}

function BoxRow({ one, box, current }: { one: HandoverPackage; box: Box; current: boolean }) {
  const t = useWords(inboxWords)
  const language = useLanguage()
  const mine = box === 'sent'
  const name = mine ? nameIn(one.to, language) : one.from.name
  const kind = mine ? one.to.departmentKind : one.from.department.kind
  const [first] = one.subjects
  return (
    <Link to={`/handovers/${one.id}?box=${box}`} aria-current={current ? 'true' : undefined}>
      <Initial name={name} department={kind} size={28} pool={mine && one.to.kind === 'department'} />
      <span className="grow">
        <span className="row gap-8">
          <b className="nowrap">{name}</b>
          <span className="quiet t12 nowrap">{t('countOrders', { count: one.subjects.length })}</span>
          <span className="push">
            {one.state === 'offered' ? (
              <Countdown offeredAt={one.offeredAt} answerBy={one.answerBy} department={kind} bare />
            ) : (
              <PackageState one={one} />
            )}
          </span>
        </span>
        <span className="row gap-8">
          <span className="ellipsis">
            {first?.number} {first?.customer}
          </span>
          {one.state === 'offered' && (
            <span className="push">
              <CheckSum one={one} />
            </span>
          )}
        </span>
        {one.note && <span className="t12 muted ellipsis inbox-note">{one.note}</span>}
      </span>
    </Link>
  )
}
