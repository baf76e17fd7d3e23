import type { FormEvent, ReactNode } from 'react'
import { ActButton, onePress } from './act-button.tsx'
import { Kbd } from './figures.tsx'
import { Icon, type IconName } from './icon.tsx'
import { actOf, type May } from './may.ts'
import { PhoneActions } from './page.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import './form-dialog.css'

export interface ActFormProps {
  may: May
  /** The one act that the page is for; it names the form too. */
  act: string
  icon: IconName
  /** Verb and count: 开票 ¥41,880.00. */
  submit: string
  busy: boolean
  error: unknown
  onSubmit: () => void
  children: ReactNode
}

/** A page that is one act: Ctrl+Enter does it, a refusal stands above its button, which a phone has at its foot. */
export function ActForm({ may, act, icon, submit, busy, error, onSubmit, children }: ActFormProps) {
  const go = (event?: FormEvent) => {
    event?.preventDefault()
    if (!busy) onSubmit()
  }
  const button = (
    <ActButton
      may={may}
      act={act}
      type="primary"
      size="large"
      htmlType="submit"
      form={act}
      onClick={onePress}
      loading={busy}
      icon={<Icon name={icon} />}
    >
      {submit} <Kbd>Ctrl ↵</Kbd>
    </ActButton>
  )
  const found = actOf(may, act)
  return (
    <form
      id={act}
      className="stack gap-12 grow"
      onSubmit={go}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.repeat && (event.ctrlKey || event.metaKey)) go()
      }}
    >
      {children}
      <ProblemNotice error={error} />
      {found && !found.allowed && (
        <p className="row gap-6 t13 ochre" role="status">
          <Icon name="warning" /> {found.because}
        </p>
      )}
      <div className="row desk-only">
        <span className="push">{button}</span>
      </div>
      <PhoneActions>{button}</PhoneActions>
    </form>
  )
}
