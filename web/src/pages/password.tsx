import { LEAST_PASSWORD, weaknesses, weaknessOf } from '@baton/contract/password'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { meKey, useSession } from '../app/session.ts'
import { shellWords } from '../app/words/shell.ts'
import { Card, Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { tellDone } from '../ui/undo.tsx'
import { DoorField } from './door-field.tsx'

/** One's own password; forced open at the first sign-in. */
export function Password() {
  const t = useWords(shellWords)
  const navigate = useNavigate()
  const client = useQueryClient()
  const language = useLanguage()
  const me = useSession().data
  const forced = me?.mustChangePassword
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  useCrumbs([{ label: t('changePassword') }])
  const change = useMutation({
    mutationFn: () => call('POST /v1/me/password', { body: { current, next } }),
    onSuccess: async () => {
      tellDone({ text: t('passwordChanged') })
      await client.invalidateQueries({ queryKey: meKey })
      void navigate('/', { replace: true })
    },
  })
  const weakness = weaknessOf(next, me ? [me.account, me.company.name] : [])
  const fault =
    next.length < LEAST_PASSWORD
      ? t('passwordShort', { count: LEAST_PASSWORD - next.length })
      : next === current
        ? t('passwordSame')
        : weakness
          ? weaknesses[weakness][language]
          : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (current && !fault) change.mutate()
  }
  return (
    <Page>
      <Card title={t('changePassword')} className="door-narrow">
        {forced && <p className="t13 muted">{t('passwordFirst')}</p>}
        <form className="door-form" onSubmit={submit} noValidate>
          <DoorField
            id="current"
            label={t('currentPassword')}
            value={current}
            onChange={setCurrent}
            secret
            autoComplete="current-password"
            fault={tried && !current ? t('passwordMissing') : undefined}
          />
          <DoorField
            id="next"
            label={t('newPassword')}
            value={next}
            onChange={setNext}
            secret
            autoComplete="new-password"
            fault={tried ? fault : undefined}
          />
          <ProblemNotice error={change.error} />
          <Button type="primary" size="large" htmlType="submit" block loading={change.isPending}>
            {t('passwordSave')}
          </Button>
        </form>
      </Card>
    </Page>
  )
}
