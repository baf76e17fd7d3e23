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
  const pressed = useRef<EventTarget | null>(null)
  // A press beside it closes what is only looked at. What is being written stays: nothing that was typed is lost by a slip, nor by
  // selecting text beyond the edge.
  const beside = (target: EventTarget) => {
    const element = dialog.current
    if (!element || target !== element || pressed.current !== element) return
    if (high || !element.querySelector('textarea, select, input:not([type=checkbox], [type=radio])')) onClose()
  }
  useFocusBack(open)
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
      onPointerDown={(event) => {
        pressed.current = event.target
      }}
      onClick={(event) => beside(event.target)}
    >
      {open && <div className="dialog-body">{children}</div>}
    </dialog>
  )
}

/** Gives the focus back to where it was, also when the dialog is gone with its opener: then to the page, never to nowhere. */
function useFocusBack(open: boolean) {
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    return () => {
      requestAnimationFrame(() => {
        for (const place of [before, document.querySelector('main')]) {
          if (document.activeElement !== document.body) return
          if (place instanceof HTMLElement) place.focus({ preventScroll: true })
        }
      })
    }
  }, [open])
}
