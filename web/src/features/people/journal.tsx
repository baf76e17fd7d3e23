import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { DateText } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useTold } from './events.ts'
import { peopleWords } from './words.ts'

type Kind = 'person' | 'department' | 'calendar' | 'role'

const keys = {
  person: 'GET /v1/persons/:id/timeline',
  department: 'GET /v1/departments/:id/timeline',
  calendar: 'GET /v1/calendars/:id/timeline',
  role: 'GET /v1/roles/:id/timeline',
} as const

const useJournal = (kind: Kind, id: string) =>
  useInfiniteQuery({
    queryKey: [kind, id, 'journal'],
    queryFn: ({ pageParam, signal }) =>
      call(keys[kind], { params: { id }, query: { limit: 15, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** What was changed, by whom and when, with before and after; the sealed journal of the subject. */
export function JournalLines({ kind, id }: { kind: Kind; id: string }) {
  const t = useWords(peopleWords)
  const read = useJournal(kind, id)
  const tell = useTold()
  const rows = read.data?.pages.flatMap((page) => page.rows)
  return (
    <>
      <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />
      {rows?.length === 0 && <p className="t13 quiet people-none">{t('journalNone')}</p>}
      <ol className="people-journal">
        {rows?.map((event) => {
          const { text, changes, quote } = tell(event)
          return (
            <li key={event.id}>
              <div className="row gap-6 t12">
                <b>{event.actor?.name ?? t('system')}</b>
                <span className="push quiet">
                  <DateText value={event.at} style="time" />
                </span>
              </div>
              <p className="t12 muted">{text}</p>
              {changes.map(({ label, before, after }) => (
                <p key={label} className="t12 people-change">
                  <span className="quiet">{label}</span>
                  <s>{before}</s> <Icon name="right" size={12} /> <span>{after}</span>
                </p>
              ))}
              {quote && <p className="t12 quiet">{quote}</p>}
            </li>
          )
        })}
      </ol>
      {read.hasNextPage && (
        <Button type="text" size="small" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}

/** The same as a card of a page. */
export function Journal({ kind, id }: { kind: Kind; id: string }) {
  const t = useWords(peopleWords)
  return (
    <Card title={t('journal')} flush>
      <JournalLines kind={kind} id={id} />
    </Card>
  )
}
