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
  return (
    <nav className="view-tabs" aria-label={label}>
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
