import { Button } from 'antd'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { leadToUnread } from './day-input.tsx'
import { Dialog } from './dialog.tsx'
import { Kbd } from './figures.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { keyFace } from './shortcut-sheet.tsx'
import './act-dialog.css'

export interface ActDialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, in a sentence. */
  lead?: ReactNode
  children?: ReactNode
  /** Verb and count: 作废, 转交 2 张. */
  act: string
  onAct: () => void
  busy?: boolean
  /** Something is still to be filled in. */
  blocked?: boolean
  danger?: boolean
  error?: unknown
  /** Buttons or links that mend the refusal. */
  cures?: ReactNode
  /** Beside the button that closes: what comes next. */
  next?: { label: string; onNext: () => void }
  width?: number
  /** Nothing is left to decide: one button that closes. */
  only?: boolean
}

/** One act with its few facts: Ctrl+Enter does it, Esc leaves, a refusal stands where the eyes are. */
export function ActDialog(props: ActDialogProps) {
  const { open, onClose, title, width = 480 } = props
  return (
    <Dialog open={open} onClose={onClose} label={title} width={width}>
      <ActForm {...props} />
    </Dialog>
  )
}

function ActForm({
  onClose,
  title,
  lead,
  children,
  act,
  onAct,
  busy,
  blocked,
  danger,
  error,
  ...rest
}: ActDialogProps) {
  const { only, cures, next } = rest
  const t = useWords(kitWords)
  const form = useRef<HTMLFormElement>(null)
  // What had the focus may be gone once the act is answered; its keys must not be lost with it.
  useEffect(() => {
    if (only) form.current?.querySelector<HTMLElement>('[type=submit]')?.focus()
  }, [only])
  const go = () => {
    if (busy || leadToUnread(form.current)) return
    // The key leads to what is still missing rather than do nothing.
    if (!blocked) return onAct()
    const fields = form.current?.querySelectorAll<HTMLInputElement>('textarea, select, input:not([type=radio])')
    const empty = [...(fields ?? [])].find((field) => field.value.trim() === '' && !field.closest('.day-input'))
    empty?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    go()
  }
  return (
    <form ref={form} className="act-form" onSubmit={submit} onKeyDown={press}>
      <header className="dialog-head">
        <h2 className="t16 strong grow">{title}</h2>
      </header>
      <div className="act-body">
        {lead && <p className="t13 muted">{lead}</p>}
        {children}
        {error !== null && error !== undefined && <ProblemNotice error={error} cures={cures} />}
      </div>
      <footer className="act-foot">
        {!only && <Button onClick={onClose}>{t('cancel')}</Button>}
        {next && <Button onClick={next.onNext}>{next.label}</Button>}
        <Button type="primary" danger={danger} htmlType="submit" loading={busy} disabled={blocked}>
          {act} <Kbd>{keyFace('Mod+Enter')}</Kbd>
        </Button>
      </footer>
    </form>
  )
}
