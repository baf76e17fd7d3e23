import type { Notice } from '@baton/contract/notices'
import { Button } from 'antd'
import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { Empty } from '../../ui/empty.tsx'
import { DateText } from '../../ui/figures.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import type { useNotices } from './notices.ts'
import { noticeWords } from './words.ts'
import './notices.css'

const SENTENCES = {
  'handover.offered': ['offered', 'handover'],
  'handover.returnOffered': ['returnOffered', 'back'],
  'handover.pooled': ['pooled', 'inbox'],
  'handover.assigned': ['assigned', 'person'],
  'handover.accepted': ['accepted', 'check'],
  'handover.declined': ['declined', 'close'],
  'handover.lapsed': ['lapsed', 'hourglass'],
  'handover.reversed': ['reversed', 'back'],
  'notes.written': ['wrote', 'message'],
  'notes.watched': ['watched', 'eye'],
  'orders.referred': ['referred', 'eye'],
  'orders.rejected': ['rejected', 'blocked'],
  'orders.changeProposed': ['changeProposed', 'eye'],
  'orders.releaseAsked': ['releaseAsked', 'eye'],
  'orders.changeRejected': ['changeRejected', 'blocked'],
  'orders.releaseRejected': ['releaseRejected', 'blocked'],
  'orders.amended': ['changed', 'edit'],
  'orders.held': ['held', 'pause'],
  'orders.changed': ['changed', 'edit'],
  'orders.cancelled': ['cancelled', 'blocked'],
  'orders.completed': ['completed', 'check'],
  'delivery.shipped': ['shipped', 'delivery'],
  'delivery.signed': ['signed', 'check'],
} as const satisfies Record<string, readonly [keyof (typeof noticeWords)['zh'], IconName]>

const sentenceOf = (notice: Notice): readonly [keyof (typeof noticeWords)['zh'], IconName] =>
  notice.box === 'mention'
    ? ['mentioned', 'message']
    : (SENTENCES[notice.type as keyof typeof SENTENCES] ?? ['other', 'bell'])

const addressOf = ({ subject: { kind, id } }: Notice) => (kind === 'order' ? `/orders/${id}` : `/handovers/${id}`)

interface NoticeListProps {
  notices: ReturnType<typeof useNotices>
  onRead: (notice: Notice) => void
}

/** Notices, newest first; opening one marks it as read. */
export function NoticeList({ notices, onRead }: NoticeListProps) {
  const t = useWords(noticeWords)
  const rows = notices.data?.pages.flatMap((page) => page.rows)
  return (
    <Card flush>
      <ProblemNotice error={notices.error} onRetry={() => void notices.refetch()} />
      {rows?.length === 0 && (
        <Empty icon="bell" action={<Link to="/">{t('seeDesk')}</Link>}>
          {t('empty')}
        </Empty>
      )}
      <ul className="notices-list" aria-label={t('notices')}>
        {rows?.map((row) => (
          <li key={row.id}>
            <Row notice={row} onRead={() => onRead(row)} />
          </li>
        ))}
      </ul>
      {notices.hasNextPage && (
        <Button type="link" block loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Card>
  )
}

function Row({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const t = useWords(noticeWords)
  const { subject, actor, text, times, at, readAt } = notice
  const [word, icon] = sentenceOf(notice)
  const name = actor?.name ?? t('system')
  const about =
    subject.kind === 'order'
      ? `${subject.number} ${subject.about ?? ''}`
      : subject.orders > 1
        ? t('orders', { number: subject.about ?? subject.number, count: subject.orders })
        : (subject.about ?? subject.number)
  return (
    <Link to={addressOf(notice)} className="notice" data-unread={readAt === null || undefined} onClick={onRead}>
      <span className="notice-dot" aria-hidden="true" />
      <Icon name={icon} />
      <span className="grow notice-text">
        <span className="row gap-8 t13">
          <b>{t(word, { name, number: '', count: 1 })}</b>
          {readAt === null && <span className="hidden-text">{t('unread')}</span>}
          <span className="push quiet t12">
            <DateText value={at} style="time" />
          </span>
        </span>
        <span className="t13 muted row gap-8 wrap">
          <span>{about}</span>
          {times > 1 && <span className="quiet t12">{t('times', { count: times })}</span>}
        </span>
        {text && <span className="t13">{text}</span>}
      </span>
    </Link>
  )
}
