import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Icon } from './icon.tsx'
import { useShortcuts } from './shortcuts.ts'
import './peek.css'

export interface PeekProps {
  title: ReactNode
  /** Spoken name of the drawer. */
  label: string
  onClose: () => void
  /** Walk the list without leaving the drawer; the list's URL follows. */
  onPrevious?: () => void
  onNext?: () => void
  /** To the whole page. */
  onOpen?: () => void
  children: ReactNode
  foot?: ReactNode
}

/** A drawer beside the list: it does not cover it, so that the eye keeps its place. On a phone it covers all. */
export function Peek({ title, label, onClose, onPrevious, onNext, onOpen, children, foot }: PeekProps) {
  const t = useWords(kitWords)
  const drawer = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    drawer.current?.focus({ preventScroll: true })
    return () => before?.focus?.({ preventScroll: true })
  }, [])
  useShortcuts([
    { keys: 'Escape', label: t('close'), group: t('peek'), run: onClose },
    ...(onPrevious ? [{ keys: 'ArrowUp', label: t('previousRow'), group: t('peek'), run: onPrevious }] : []),
    ...(onNext ? [{ keys: 'ArrowDown', label: t('nextRow'), group: t('peek'), run: onNext }] : []),
    ...(onOpen ? [{ keys: 'Enter', label: t('openWhole'), group: t('peek'), run: onOpen }] : []),
  ])
  return (
    <aside className="peek" aria-label={label} ref={drawer} tabIndex={-1}>
      <header>
        <div className="grow t16 strong ellipsis">{title}</div>
        {onPrevious && <PeekButton icon="up" label={t('previousRow')} onClick={onPrevious} />}
        {onNext && <PeekButton icon="down" label={t('nextRow')} onClick={onNext} />}
        {onOpen && <PeekButton icon="external" label={t('openWhole')} onClick={onOpen} />}
        <PeekButton icon="close" label={t('close')} onClick={onClose} />
      </header>
      <div className="peek-body">{children}</div>
      {foot && <footer>{foot}</footer>}
    </aside>
  )
}

function PeekButton({
  icon,
  label,
  onClick,
}: {
  icon: 'up' | 'down' | 'external' | 'close'
  label: string
  onClick: () => void
}) {
  return (
    <button type="button" className="plain-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}
