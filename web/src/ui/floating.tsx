import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import './floating.css'

export interface FloatingProps {
  anchor: RefObject<Element | null>
  children: ReactNode
  /** Where along the anchor's width it starts, in px; its middle unless told. */
  at?: number
  width?: number
  onDismiss: () => void
  /** The pointer came onto it, or left: what floats must be reachable. */
  onHover?: (inside: boolean) => void
  role?: 'dialog' | 'menu' | 'tooltip'
  /** Its spoken name; a dialog needs one. */
  label?: string
  id?: string
  /** Opens above its anchor where the anchor lies at the foot of the window. */
  above?: boolean
}

interface Place {
  left: number
  top: number
}

const edge = 8

function place(anchor: DOMRect, box: DOMRect, at: number | undefined, above: boolean): Place {
  const start = at === undefined ? anchor.left : anchor.left + at - box.width / 2
  const left = Math.min(Math.max(edge, start), Math.max(edge, window.innerWidth - box.width - edge))
  const below = anchor.bottom + 6
  const over = anchor.top - box.height - 6
  const fits = below + box.height + edge <= window.innerHeight
  return { left, top: (above || !fits) && over >= edge ? over : below }
}

/** Something that floats beside its anchor: it stays inside the window, closes with Esc or a press outside. */
export function Floating({
  anchor,
  children,
  at,
  width,
  onDismiss,
  onHover,
  role,
  label,
  id,
  above = false,
}: FloatingProps) {
  const box = useRef<HTMLDivElement>(null)
  const [where, setWhere] = useState<Place | null>(null)
  useLayoutEffect(() => {
    const settle = () => {
      if (anchor.current && box.current) {
        setWhere(place(anchor.current.getBoundingClientRect(), box.current.getBoundingClientRect(), at, above))
      }
    }
    settle()
    window.addEventListener('scroll', settle, true)
    window.addEventListener('resize', settle)
    return () => {
      window.removeEventListener('scroll', settle, true)
      window.removeEventListener('resize', settle)
    }
  }, [anchor, at, above])
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const target = event.target as Node
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onDismiss()
    }
    const key = (event: KeyboardEvent) => event.key === 'Escape' && onDismiss()
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', key)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', key)
    }
  }, [anchor, onDismiss])
  return createPortal(
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: every role that is passed in takes a name.
    <div
      ref={box}
      id={id}
      className="floating"
      role={role}
      aria-label={label}
      style={{ width, left: where?.left ?? 0, top: where?.top ?? 0, opacity: where ? undefined : 0 }}
      onPointerEnter={() => onHover?.(true)}
      onPointerLeave={() => onHover?.(false)}
    >
      {children}
    </div>,
    document.body,
  )
}
