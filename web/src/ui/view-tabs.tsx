import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { formatCount } from './format.ts'
import './view-tabs.css'

export interface ViewTab {
  key: string
  label: string
  to: string
  /** Capped by the server; above a thousand it reads 1,000+. */
  count?: number
  /** Rouge while it counts anything: overdue. */
  alarm?: boolean
}

export interface ViewTabsProps {
  /** Spoken name of the row. */
  label: string
  tabs: readonly ViewTab[]
  current: string
}

/** Named views of a list as links: each is an address of its own. */
export function ViewTabs({ label, tabs, current }: ViewTabsProps) {
  const row = useRef<HTMLElement>(null)
  // On a phone the row is wider than the screen; the view one is in must not lie beyond its edge.
  useEffect(() => {
    const shown = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (row.current && shown)
      row.current.scrollLeft = shown.offsetLeft - (row.current.clientWidth - shown.offsetWidth) / 2
  }, [current])
  return (
    <nav className="view-tabs" aria-label={label} ref={row}>
      {tabs.map(({ key, label: name, to, count, alarm }) => (
        <Link
          key={key}
          to={to}
          aria-current={key === current ? 'page' : undefined}
          className={alarm && count ? 'view-tab-alarm' : undefined}
        >
          {name}
          {count !== undefined && <em>{formatCount(count)}</em>}
        </Link>
      ))}
    </nav>
  )
}
