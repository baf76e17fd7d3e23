import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { type Body, call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { type Draft, forgetDraft, fullDraft, useDraft } from './draft.ts'
import { accountOf, bodyLine, complete } from './receipt.ts'
import { type PublicDelivery, SignLine } from './sign-line.tsx'
import { Stars } from './stars.tsx'
import { signWords } from './words.ts'

interface SignFormProps {
  token: string
  delivery: PublicDelivery
  /** Resolves when the page shows it, so that the button stays busy until then. */
  onSigned: () => Promise<unknown>
  /** Somebody else has signed, or it was taken back: the page asks again. */
  onStale: () => void
}

/** Per line what came, who signs, how it was. A send that got no answer keeps everything and goes again by itself. */
export function SignForm({ token, delivery, onSigned, onStale }: SignFormProps) {
  const t = useWords(signWords)
  const { lines, number } = delivery
  const [draft, change] = useDraft(number, lines)
  const [tried, setTried] = useState(false)
  const accounts = lines.map((line) => accountOf(line, draft.lines[line.line] ?? complete(line)))
  const faults = accounts.filter(({ fault }) => fault !== null).length + (draft.name.trim() ? 0 : 1)
  const missing = accounts.some((one) => one.missing > 0n)
  const sign = useMutation({
    mutationFn: (body: Body<'POST /v1/sign/:token'>) => call('POST /v1/sign/:token', { params: { token }, body }),
    onSuccess: async () => {
      forgetDraft(number)
      await onSigned()
    },
    onError: (error) => {
      if (isProblem(error, 'delivery.alreadySigned') || isProblem(error, 'delivery.reversed')) onStale()
    },
  })
  useAgainOnline(gotNoAnswer(sign.error), () => sign.variables && sign.mutate(sign.variables))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults > 0 || sign.isPending) return
    sign.mutate({
      name: draft.name.trim(),
      lines: lines.map((line) => bodyLine(line, draft.lines[line.line] ?? complete(line))),
      remark: draft.remark.trim(),
      ...(draft.rating !== null && { rating: draft.rating }),
    })
  }
  return (
    <form className="sign-form" onSubmit={submit} noValidate>
      <section className="card">
        <h2 className="sign-caption">
          {t('perLine')}
          <button type="button" className="sign-link" onClick={() => change({ lines: fullDraft(lines) })}>
            {t('all')}
          </button>
        </h2>
        <ul className="sign-lines-list">
          {lines.map((line) => (
            <SignLine
              key={line.line}
              line={line}
              receipt={draft.lines[line.line] ?? complete(line)}
              onChange={(receipt) => change({ lines: { ...draft.lines, [line.line]: receipt } })}
            />
          ))}
        </ul>
      </section>
      <AboutDelivery draft={draft} change={change} unnamed={tried && !draft.name.trim()} />
      <SignFoot
        error={sign.error}
        busy={sign.isPending}
        lines={lines.length}
        missing={missing}
        faults={tried ? faults : 0}
      />
    </form>
  )
}

interface AboutDeliveryProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  unnamed: boolean
}

function AboutDelivery({ draft, change, unnamed }: AboutDeliveryProps) {
  const t = useWords(signWords)
  return (
    <>
      <section className="card sign-part">
        <label className="sign-caption" htmlFor="sign-name">
          {t('name')}
        </label>
        <input
          id="sign-name"
          className="sign-input"
          autoComplete="name"
          maxLength={100}
          value={draft.name}
          aria-invalid={unnamed || undefined}
          onChange={(event) => change({ name: event.target.value })}
        />
        {unnamed && (
          <p className="t12 rouge" role="alert">
            {t('nameMissing')}
          </p>
        )}
      </section>
      <section className="card sign-part sign-rate">
        <span className="t13">{t('rate')}</span>
        <Stars value={draft.rating} onChange={(rating) => change({ rating })} />
      </section>
      <section className="card sign-part">
        <label className="sign-caption" htmlFor="sign-remark">
          {t('remark')}
        </label>
        <textarea
          id="sign-remark"
          className="sign-input"
          rows={2}
          maxLength={1000}
          value={draft.remark}
          onChange={(event) => change({ remark: event.target.value })}
        />
      </section>
    </>
  )
}

interface SignFootProps {
  error: unknown
  busy: boolean
  lines: number
  missing: boolean
  faults: number
}

const gotNoAnswer = (error: unknown) => isProblem(error) && error.status === 0

function SignFoot({ error, busy, lines, missing, faults }: SignFootProps) {
  const t = useWords(signWords)
  const offline = gotNoAnswer(error)
  return (
    <div className="sign-foot">
      {offline ? (
        <p className="sign-offline t13" role="alert">
          <Icon name="warning" /> {t('offline')}
        </p>
      ) : (
        <ProblemNotice error={error} />
      )}
      <Button type="primary" htmlType="submit" block className="sign-button" loading={busy}>
        {offline ? t('again') : t('confirm', { count: lines })}
      </Button>
      <p className={faults > 0 ? 't12 rouge' : 't12 quiet'} role="status">
        {faults > 0 ? t('fixFirst', { count: faults }) : t(missing ? 'someMissing' : 'nothingMissing')}
      </p>
    </div>
  )
}

/** The same act again once the network is back: it carries the same key, so it counts once. */
function useAgainOnline(waiting: boolean, again: () => unknown) {
  useEffect(() => {
    if (!waiting) return
    const send = () => void again()
    window.addEventListener('online', send)
    return () => window.removeEventListener('online', send)
  })
}
