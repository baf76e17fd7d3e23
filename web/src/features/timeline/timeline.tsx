import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type Ref, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { Choice } from '../../ui/choice.tsx'
import { DateText } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useLate } from '../../ui/use-late.ts'
import { FollowUp } from './follow-up.tsx'
import { changesOrder, sentenceOf, type TimelineEvent } from './sentence.ts'
import { timelineWords } from './words.ts'
import './timeline.css'

type Kind = 'all' | 'follow_up' | 'handover' | 'document'
const kinds: readonly Kind[] = ['all', 'follow_up', 'handover', 'document']

export interface TimelineProps {
  orderId: string
  currency: string
  /** How many entries the order's journal has. */
  events: number
  /** A holder's span on the strip: its events are lit and brought into view. */
  span: { since: string; until: string | null } | null
  /** Raised each time somebody asks to write; the field takes the focus. */
  writing: number
  mayWrite: boolean
}

function useTimeline(orderId: string, kind: Kind) {
  return useInfiniteQuery({
    queryKey: ['order', orderId, 'timeline', kind],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/orders/:id/timeline', {
        params: { id: orderId },
        query: { kind, limit: 30, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** So many entries are shown whole, however little else the page holds. */
const few = 5

/** 动态: one stream of what happened, each line with who, when and why, and the place to write a follow-up. */
export function Timeline({ orderId, currency, events, span, writing, mayWrite }: TimelineProps) {
  const t = useWords(timelineWords)
  const [kind, setKind] = useState<Kind>('all')
  const read = useTimeline(orderId, kind)
  const late = useLate(read.isPending)
  const rows = read.data?.pages.flatMap((page) => page.rows)
  return (
    <section className="card timeline" aria-label={t('title')} data-few={(rows && rows.length <= few) || undefined}>
      <header className="timeline-head">
        <h2 className="t13 strong">{t('title')}</h2>
        <span className="t12 quiet push">{t('journal', { count: events })}</span>
      </header>
      {mayWrite && <FollowUp orderId={orderId} writing={writing} />}
      <div className="timeline-kinds">
        <Choice
          small
          label={t('filter')}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {read.error && <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />}
      {late && (
        <div className="list-skeleton timeline-skeleton">
          <i style={{ width: '80%' }} />
          <i style={{ width: '60%' }} />
          <i style={{ width: '70%' }} />
        </div>
      )}
      {rows?.length === 0 && <p className="t13 quiet timeline-none">{t('none')}</p>}
      {rows && <Entries orderId={orderId} rows={rows} currency={currency} span={span} />}
      {read.hasNextPage && (
        <Button type="text" size="small" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </section>
  )
}

const within = (at: string, span: TimelineProps['span']): boolean =>
  span !== null && at >= span.since && (span.until === null || at <= span.until)

function Entries({
  orderId,
  rows,
  currency,
  span,
}: {
  orderId: string
  rows: readonly TimelineEvent[]
  currency: string
  span: TimelineProps['span']
}) {
  const first = useRef<HTMLLIElement>(null)
  const start = span && rows.find((row) => within(row.at, span))?.id
  useEffect(() => {
    if (start) first.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }, [start])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it scrolls within itself, keys must reach it
    <ol className="timeline-list" tabIndex={0}>
      {rows.map((row) => (
        <Entry
          key={row.id}
          orderId={orderId}
          event={row}
          currency={currency}
          lit={within(row.at, span)}
          place={row.id === start ? first : undefined}
        />
      ))}
    </ol>
  )
}

interface EntryProps {
  orderId: string
  event: TimelineEvent
  currency: string
  lit: boolean
  place: Ref<HTMLLIElement> | undefined
}

function Entry({ orderId, event, currency, lit, place }: EntryProps) {
  const t = useWords(timelineWords)
  const language = useLanguage()
  const format = useFormat()
  const { icon, text, quote } = sentenceOf(event, { language, format, currency })
  return (
    <li ref={place} data-lit={lit || undefined}>
      <Icon name={icon} size={14} />
      <div className="grow">
        <div className="row gap-6 t12">
          <b>{event.actor?.name ?? t('system')}</b>
          <span className="push quiet">
            <DateText value={event.at} style="time" />
          </span>
        </div>
        <p className="t12 muted">
          {text}
          {changesOrder(event) && (
            <>
              {' · '}
              <Link to={`/orders/${orderId}/versions`}>{t('compare')}</Link>
            </>
          )}
        </p>
        {quote && <p className="t13 timeline-quote">{quote}</p>}
      </div>
    </li>
  )
}
