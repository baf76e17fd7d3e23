import { Button } from 'antd'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../app/language.ts'
import { onePress } from './act-button.tsx'
import { leadToUnread } from './day-input.tsx'
import { Dialog } from './dialog.tsx'
import { Kbd } from './figures.tsx'
import { formWords } from './form/words.ts'
import { Icon } from './icon.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import './form-dialog.css'

export interface FormDialogProps {
  open: boolean
  title: string
  /** Verb and count: 开票 ¥41,880.00. Without it the dialog only shows. */
  submit?: string
  onSubmit?: () => void
  onClose: () => void
  busy?: boolean
  disabled?: boolean
  error?: unknown
  /** What the fields are called, by their names at the API. */
  names?: Readonly<Record<string, string>>
  /** Beside the buttons, on the left: a sum, a consequence. */
  note?: ReactNode
  width?: number
  children: ReactNode
}

/** A dialog with fields: Ctrl+Enter confirms, Esc leaves, a refusal stands right above the button that met it. */
export function FormDialog(props: FormDialogProps) {
  const { open, title, submit, onSubmit, onClose, busy = false, disabled = false, error, note, width, children } = props
  const names = props.names && { names: props.names }
  const t = useWords(formWords)
  const body = useRef<HTMLDivElement>(null)
  // The browser gives the focus to what stands first, which is the cross; the typing begins in the first field.
  useEffect(() => {
    if (open) body.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
  }, [open])
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    if (!leadToUnread(body.current) && !busy && !disabled) onSubmit?.()
  }
  const keys = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Enter' && !event.repeat && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
  }
  return (
    <Dialog open={open} onClose={onClose} label={title} width={width}>
      <form className="form-dialog" onSubmit={confirm} onKeyDown={keys} noValidate>
        <div className="dialog-head">
          <h2 className="t16 strong grow">{title}</h2>
          <button type="button" className="plain-button" aria-label={t('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <div className="form-dialog-body" ref={body}>
          {children}
        </div>
        <ProblemNotice error={error} {...names} />
        <div className="form-dialog-foot">
          <div className="grow t12 muted">{note}</div>
          <Button onClick={onClose}>{t(submit ? 'cancel' : 'close')}</Button>
          {submit && (
            <Button type="primary" htmlType="submit" loading={busy} disabled={disabled} onClick={onePress}>
              {submit} <Kbd>Ctrl ↵</Kbd>
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
