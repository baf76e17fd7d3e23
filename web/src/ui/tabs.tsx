import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import './tabs.css'

export interface Tab {
  key: string
  label: string
  count?: number | undefined
  children: ReactNode
}

export interface TabsProps {
  /** Spoken name of the row. */
  label: string
  tabs: readonly Tab[]
  current: string
  onChange: (key: string) => void
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Panels of one page, one shown at a time: ← → walk them, and the row is swiped where it is wider than the screen. */
export function Tabs({ label, tabs, current, onChange }: TabsProps) {
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === current),
  )
  const shown = tabs[at]
  useEffect(() => {
    const tab = row.current?.children[at] as HTMLElement | undefined
    if (row.current && tab) row.current.scrollLeft = tab.offsetLeft - (row.current.clientWidth - tab.offsetWidth) / 2
  }, [at])
  const press = (event: KeyboardEvent) => {
    const next = steps[event.key]?.(at, tabs.length)
    const tab = next === undefined ? undefined : tabs[next]
    if (!tab || next === undefined) return
    event.preventDefault()
    ;(row.current?.children[next] as HTMLElement | undefined)?.focus()
    onChange(tab.key)
  }
  return (
    <>
      <div ref={row} className="tabs-row" role="tablist" aria-label={label} onKeyDown={press}>
        {tabs.map((tab, index) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={index === at}
            aria-controls={index === at ? `${id}-panel` : undefined}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onChange(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <span className="tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      {shown && (
        <div key={shown.key} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown.key}`}>
          {shown.children}
        </div>
      )}
    </>
  )
}
