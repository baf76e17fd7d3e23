import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { setLanguage, useLanguage, useWords } from '../app/language.ts'
import { isProblem } from '../app/problem.ts'
import { SignForm } from '../features/sign/sign-form.tsx'
import { Contact, DeliveryFacts, Outcome, SignedView } from '../features/sign/signed-view.tsx'
import { signWords } from '../features/sign/words.ts'
import { Choice } from '../ui/choice.tsx'
import { Loading } from '../ui/loading.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import '../features/sign/sign.css'

/** The customer signs for a delivery on a phone, without an account. */
export function Sign() {
  const t = useWords(signWords)
  const language = useLanguage()
  const { token = '' } = useParams()
  const [signedHere, setSignedHere] = useState(false)
  const found = useQuery({
    queryKey: ['sign', token],
    queryFn: ({ signal }) => call('GET /v1/sign/:token', { params: { token }, signal }),
  })
  const delivery = found.data
  useCrumbs([{ label: delivery ? t('title', { number: delivery.number }) : t('page') }])
  const unknown = isProblem(found.error) && (found.error.status === 404 || found.error.status === 400)
  return (
    <main className="sign">
      <header className="sign-head">
        <div className="grow">
          {delivery && <div className="t12 quiet ellipsis">{delivery.company.name}</div>}
          <h1 className="t16 strong">{delivery ? t('title', { number: delivery.number }) : t('page')}</h1>
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
      {!delivery && !found.error && <Loading />}
      {unknown && (
        <Outcome icon="link" tone="quiet" title={t('lapsedTitle')}>
          {t('lapsedText')}
        </Outcome>
      )}
      {!delivery && !unknown && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {delivery && <DeliveryFacts delivery={delivery} />}
      {delivery?.state === 'signed' && <SignedView delivery={delivery} fresh={signedHere} />}
      {delivery?.state === 'reversed' && (
        <>
          <Outcome icon="back" tone="quiet" title={t('reversedTitle')}>
            {t('reversedText')}
          </Outcome>
          <Contact delivery={delivery} />
        </>
      )}
      {delivery?.state === 'shipped' && (
        <SignForm
          token={token}
          delivery={delivery}
          onSigned={() => {
            setSignedHere(true)
            scrollTo({ top: 0 })
            return found.refetch()
          }}
          onStale={() => void found.refetch()}
        />
      )}
    </main>
  )
}
