import { useEffect, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useMe } from '../app/session.ts'
import { tellCounts } from '../app/shell/places.ts'
import { usePhone } from '../app/use-media.ts'
import { BoxList } from '../features/inbox/box-list.tsx'
import { PackageView } from '../features/inbox/package-view.tsx'
import { type Box, boxes, useBox, usePackage } from '../features/inbox/packages.ts'
import { inboxWords } from '../features/inbox/words.ts'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'

/** Packages in their boxes; beside them, on a phone instead of them, the one that is read. */
export function Handovers() {
  const t = useWords(inboxWords)
  const { id } = useParams()
  const [search] = useSearchParams()
  const phone = usePhone()
  const box = boxes.find((one) => one === search.get('box')) ?? 'inbox'
  const query = useBox(box)
  const inbox = useBox('inbox')
  const waiting = inbox.data?.pages[0]?.rows.length
  const first = query.data?.pages[0]?.rows[0]?.id
  // Once accepted it leaves the box; it stays shown, so that one sees what one has taken.
  const [shown, setShown] = useState<Partial<Record<Box, string>>>({})
  if (first !== undefined && shown[box] === undefined) setShown({ ...shown, [box]: first })
  const read = id ?? (phone ? undefined : shown[box])
  useCrumbs([
    { label: t('handovers'), to: '/handovers' },
    { label: t(box), to: `/handovers?box=${box}` },
  ])
  useEffect(() => {
    if (waiting !== undefined) tellCounts({ inbox: waiting })
  }, [waiting])
  const tabs = boxes.map((key) => ({
    key,
    label: t(key),
    to: `/handovers?box=${key}`,
    count: key === 'inbox' ? waiting : undefined,
  }))
  return (
    <Page>
      <h1 className="hidden-text">{t('handovers')}</h1>
      {!(phone && id) && <ViewTabs label={t('boxes')} tabs={tabs} current={box} />}
      <div className="inbox">
        {!(phone && id) && <BoxList box={box} query={query} current={read} />}
        {read && <Read key={read} id={read} />}
      </div>
    </Page>
  )
}

function Read({ id }: { id: string }) {
  const t = useWords(inboxWords)
  const me = useMe()
  const one = usePackage(id)
  useCrumbs([{ label: t('handovers'), to: '/handovers' }, { label: one.data?.number ?? '…' }])
  if (one.error) return <ProblemNotice error={one.error} onRetry={() => void one.refetch()} />
  return one.data ? <PackageView one={one.data} me={me} /> : null
}
