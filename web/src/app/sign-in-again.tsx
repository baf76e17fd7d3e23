import { useMutation } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { call } from './api.ts'
import { useWords } from './language.ts'
import type { Me } from './session.ts'
import { shellWords } from './words/shell.ts'

interface SignInAgainProps {
  me: Me
  onDone: () => void
  /** Leaves the page, and what was written on it, to sign in as somebody else. */
  onLeave: () => void
}

/** The session has ended while something was being written: the password alone goes on with it, where it stands. */
export function SignInAgain({ me, onDone, onLeave }: SignInAgainProps) {
  const t = useWords(shellWords)
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () => call('POST /v1/session', { body: { account: me.account, password, company: me.company.id } }),
    onSuccess: onDone,
  })
  return (
    <FormDialog
      open
      width={420}
      title={t('sessionEndedTitle')}
      submit={t('signIn')}
      busy={enter.isPending}
      disabled={password === ''}
      error={enter.error}
      onClose={onLeave}
      onSubmit={() => enter.mutate()}
    >
      <p className="t13 muted">{t('sessionEnded')}</p>
      <Field label={`${t('password')} · ${me.account}`}>
        {(id) => (
          <Input.Password
            id={id}
            autoFocus
            autoComplete="current-password"
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
