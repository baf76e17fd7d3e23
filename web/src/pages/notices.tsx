import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useNoticeCounts } from '../app/notice-counts.ts'
import { NoticeList } from '../features/notices/notice-list.tsx'
import { boxes, useNotices, useReading } from '../features/notices/notices.ts'
import { noticeWords } from '../features/notices/words.ts'
import { Icon } from '../ui/icon.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { ViewTabs } from '../ui/view-tabs.tsx'

/** What concerns me: to accept, to do, where I am named, what I am copied on. */
export function Notices() {
  const t = useWords(noticeWords)
  const [search] = useSearchParams()
  const box = boxes.find((one) => one === search.get('box')) ?? 'all'
  const notices = useNotices(box)
  const counts = useNoticeCounts(true)
  const reading = useReading()
  const all = counts && counts.accept + counts.todo + counts.mention + counts.copied
  useCrumbs([{ label: t('notices'), to: '/notices' }, { label: t(box) }])
  return (
    <Page>
      <h1 className="hidden-text">{t('notices')}</h1>
      <Toolbar>
        <ViewTabs
          label={t('boxes')}
          current={box}
          tabs={boxes.map((key) => ({
            key,
            label: t(key),
            to: key === 'all' ? '/notices' : `/notices?box=${key}`,
            count: (key === 'all' ? all : counts?.[key]) || undefined,
          }))}
        />
        <span className="push">
          <Button icon={<Icon name="check" />} onClick={() => reading.readAll(box)}>
            {t('readAll')}
          </Button>
        </span>
      </Toolbar>
      <ProblemNotice error={reading.error} />
      <NoticeList notices={notices} onRead={reading.readOne} />
    </Page>
  )
}
