import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { setLanguage, useLanguage, useWords } from '../app/language.ts'
import { isProblem } from '../app/problem.ts'
import { TrackedView } from '../features/track/tracked-view.tsx'
import { trackWords } from '../features/track/words.ts'
import { Choice } from '../ui/choice.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loading } from '../ui/loading.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import '../features/track/track.css'

/** Refusals after which trying again is of no use: the link is not valid, or no longer. */
const GONE = new Set([400, 404, 410])

/** The customer follows one order on a phone, without an account. */
export function Track() {
  const t = useWords(trackWords)
  const language = useLanguage()
  const { token = '' } = useParams()
  const found = useQuery({
    queryKey: ['track', token, language],
    queryFn: ({ signal }) => call('GET /v1/track/:token', { params: { token }, signal }),
    refetchInterval: 60_000,
  })
  const order = found.data
  const gone = isProblem(found.error) && GONE.has(found.error.status) ? found.error : null
  useCrumbs([{ label: order ? t('title', { number: order.number }) : t('page') }])
  return (
    <main className="track">
      <header className="track-head">
        <div className="grow">
          {order && !gone && <div className="t12 quiet ellipsis">{order.company.name}</div>}
          <h1 className="t16 strong">{order && !gone ? t('title', { number: order.number }) : t('page')}</h1>
        </div>
        <Choice
          small
          label={t('language')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'zh', label: '中' },
            { value: 'en', label: 'EN' },
          ]}
        />
      </header>
      {!order && !found.error && <Loading />}
      {gone && (
        <section className="card track-gone" role="status">
          <Icon name="link" size={24} className="quiet" />
          <h2 className="t20 strong">{t('goneTitle')}</h2>
          <p className="t13 muted">{gone.message}</p>
        </section>
      )}
      {found.error && !gone && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {order && !gone && <TrackedView order={order} />}
    </main>
  )
}
