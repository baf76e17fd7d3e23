import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Floating } from './floating.tsx'
import { Icon, type IconName } from './icon.tsx'
import './menu-button.css'

export interface MenuEntry {
  key: string
  label: ReactNode
  icon?: IconName
  /** Ticked: one of a group of choices. */
  checked?: boolean
  /** Begins a new group. */
  apart?: boolean
  disabled?: boolean
  /** Why it is not allowed: the server's sentence. */
  why?: string
  onSelect: () => void
}

export interface MenuButtonProps {
  /** What the button shows. */
  children: ReactNode
  label: string
  /** The button's own words already name it. */
  unnamed?: boolean
  entries: MenuEntry[]
  className?: string
  above?: boolean
  /** Px from the left at which the menu is centred; its left edge aligns otherwise. */
  width?: number
}

function walk(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
  const next = steps[event.key]
  if (next === undefined) return
  event.preventDefault()
  items[(next + items.length) % items.length]?.focus()
}

/** A button that opens a short menu: arrows walk, Esc closes and gives the focus back. */
export function MenuButton({ children, label, unnamed, entries, className, above, width = 200 }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? 'plain-button'}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {unnamed ? null : <span className="hidden-text">{label}</span>}
        {children}
      </button>
      {open && (
        <Floating anchor={button} onDismiss={close} above={above} width={width}>
          <MenuList id={id} label={label} entries={entries} close={close} />
        </Floating>
      )}
    </>
  )
}

function MenuList({
  id,
  label,
  entries,
  close,
}: Pick<MenuButtonProps, 'label' | 'entries'> & { id: string; close: () => void }) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus(), [])
  return (
    <div ref={list} id={id} className="menu-list" role="menu" tabIndex={-1} aria-label={label} onKeyDown={walk}>
      {entries.map((entry) => (
        <MenuItem key={entry.key} entry={entry} close={close} />
      ))}
    </div>
  )
}

function MenuItem({ entry, close }: { entry: MenuEntry; close: () => void }) {
  const { label, icon, checked, apart, disabled, why, onSelect } = entry
  const act = {
    type: 'button' as const,
    className: apart ? 'menu-apart' : undefined,
    'aria-disabled': disabled,
    onClick: () => {
      if (disabled) return
      close()
      onSelect()
    },
  }
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span className="grow">
        {label}
        {why && <span className="menu-why">{why}</span>}
      </span>
      {checked && <Icon name="check" />}
    </>
  )
  if (checked === undefined) {
    return (
      <button {...act} role="menuitem">
        {content}
      </button>
    )
  }
  return (
    <button {...act} role="menuitemradio" aria-checked={checked}>
      {content}
    </button>
  )
}
