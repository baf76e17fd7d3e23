import { Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../app/language.ts'
import { Field } from './field.tsx'
import { formWords } from './form/words.ts'
import { FormDialog } from './form-dialog.tsx'

export interface ReasonDialogProps {
  open: boolean
  title: string
  submit: string
  /** Asked when the other side will read the answer; otherwise simply: 原因. */
  question?: string
  hint?: string
  /** What it will do, before it is done. */
  children?: ReactNode
  busy: boolean
  error: unknown
  onClose: () => void
  onSubmit: (reason: string) => void
}

/** For acts that are taken back in the books: what happens, and why it is done. */
export function ReasonDialog({ open, question, hint, children, onSubmit, ...dialog }: ReasonDialogProps) {
  const t = useWords(formWords)
  const [reason, setReason] = useState('')
  useEffect(() => {
    if (open) setReason('')
  }, [open])
  return (
    <FormDialog
      {...dialog}
      open={open}
      width={480}
      disabled={reason.trim() === ''}
      onSubmit={() => onSubmit(reason.trim())}
    >
      {children && <div className="t13 muted">{children}</div>}
      <Field label={question ?? t('why')} hint={hint}>
        {(id, described) => (
          <Input.TextArea
            id={id}
            aria-describedby={described}
            value={reason}
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 5 }}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
