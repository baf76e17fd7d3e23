import type { ReactNode } from 'react'
import './lines.css'

/** Lines of a document. What does not fit scrolls inside its own frame; on a phone less important columns are left out. */
export function Lines({
  label,
  head,
  children,
  foot,
}: {
  label: string
  head: ReactNode
  children: ReactNode
  foot?: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section className="lines-frame" aria-label={label} tabIndex={0}>
      <table className="lines">
        <thead>{head}</thead>
        <tbody>{children}</tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  )
}
