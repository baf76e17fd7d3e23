import { Button, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Kbd } from '../../ui/figures.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { keyFace } from '../../ui/shortcut-sheet.tsx'
import { inboxWords } from './words.ts'

export interface ReasonDialogProps {
  title: string
  question: string
  hint?: string
  act: string
  busy: boolean
  error: unknown
  onClose: () => void
  onAct: (reason: string) => void
}

/** Asks why, since the other side will read it; Ctrl+Enter sends it. */
export function ReasonDialog({ title, question, hint, act, busy, error, onClose, onAct }: ReasonDialogProps) {
  const t = useWords(inboxWords)
  const [reason, setReason] = useState('')
  const ready = reason.trim() !== '' && !busy
  const send = () => ready && onAct(reason.trim())
  return (
    <Dialog open onClose={onClose} label={title} width={480}>
      <header className="dialog-head">
        <h2 className="t16 strong">{title}</h2>
      </header>
      <form
        className="reason-form"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
      >
        <Field label={question} hint={hint}>
          {(id, described) => (
            <Input.TextArea
              id={id}
              aria-describedby={described}
              rows={3}
              maxLength={300}
              value={reason}
              autoFocus
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <ProblemNotice error={error} />
        <div className="row gap-8">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" className="push" disabled={!ready} loading={busy}>
            {act} <Kbd>{keyFace('Mod+Enter')}</Kbd>
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
