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
  /** What it will do, before it is done. */
  children?: ReactNode
  busy: boolean
  error: unknown
  onClose: () => void
  onSubmit: (reason: string) => void
}

/** For acts that are taken back in the books: what happens, and why it is done. */
export function ReasonDialog({ open, children, onSubmit, ...dialog }: ReasonDialogProps) {
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
      <Field label={t('why')}>
        {(id) => (
          <Input.TextArea
            id={id}
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
