import { type ReactNode, useEffect, useRef } from 'react'
import './dialog.css'

export interface DialogProps {
  open: boolean
  onClose: () => void
  label: string
  children: ReactNode
  width?: number
  /** Near the top, as a palette is. */
  high?: boolean
  /** On a phone it takes the whole window. */
  sheet?: boolean
}

/** The browser's own modal dialog: it keeps the focus inside, closes with Esc, and gives the focus back. */
export function Dialog({ open, onClose, label, children, width = 560, high, sheet }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it closes, as Esc does by itself
    <dialog
      ref={dialog}
      className={`dialog${high ? ' dialog-high' : ''}${sheet ? ' dialog-sheet' : ''}`}
      aria-label={label}
      style={{ width }}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && <div className="dialog-body">{children}</div>}
    </dialog>
  )
}
