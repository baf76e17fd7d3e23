import type { ReactNode } from 'react'
import { usePhone } from '../app/use-media.ts'
import './page.css'

/** The column of a page: margins and the gap between cards. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={className ? `page ${className}` : 'page'}>{children}</div>
}

export interface PageHeadProps {
  title: ReactNode
  /** Beside the title: state, slack, who is looking. */
  chips?: ReactNode
  /** Below it, 13 px: customer, owner, terms. */
  facts?: ReactNode
  /** On the right: the total and what stands under it. */
  figure?: ReactNode
  figureNote?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, chips, facts, figure, figureNote, actions }: PageHeadProps) {
  const phone = usePhone()
  return (
    <section className="page-head">
      <div className="grow">
        <h1>
          {/* On a phone the bar above says it already; it stays the page's heading for those who listen. */}
          <span className={phone ? 'hidden-text' : 'page-head-title'}>{title}</span>
          {chips}
        </h1>
        {facts && <div className="page-head-facts">{facts}</div>}
      </div>
      {(figure || actions) && (
        <div className="page-head-side">
          {figure && (
            <div className="page-head-figure">
              <div className="t20 strong">{figure}</div>
              {figureNote && <div className="t12 quiet">{figureNote}</div>}
            </div>
          )}
          {actions && <div className="page-head-actions">{actions}</div>}
        </div>
      )}
    </section>
  )
}

export interface CardProps {
  title?: ReactNode
  count?: ReactNode
  /** Beside the title, quiet. */
  note?: ReactNode
  /** On the right of the head. */
  actions?: ReactNode
  children: ReactNode
  /** Without inner margins: for tables and lists that reach the edges. */
  flush?: boolean
  className?: string
}

/** A hairline box; without a title it has no head. */
export function Card({ title, count, note, actions, children, flush, className }: CardProps) {
  return (
    <section className={className ? `card ${className}` : 'card'}>
      {title !== undefined && (
        <header className="card-head">
          <h2 className="strong">{title}</h2>
          {count !== undefined && <span className="card-count">{count}</span>}
          {note && <span className="t12 quiet ellipsis">{note}</span>}
          {actions && <span className="push row gap-8">{actions}</span>}
        </header>
      )}
      {flush ? children : <div className="card-body">{children}</div>}
    </section>
  )
}

/** Search, filters and buttons above a list. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className="toolbar">{children}</div>
}

/** The acts of a page on a phone: a bar at the foot, above the navigation. */
export function PhoneActions({ children }: { children: ReactNode }) {
  return <div className="phone-actions">{children}</div>
}
