import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './page.css'

export interface EmptyProps {
  /** What is not there, and what to know instead: 没有等你接收的订单。今天还有 6 件到期。 */
  children: ReactNode
  /** The one next act: a button or a link. */
  action?: ReactNode
  icon?: IconName
}

export function Empty({ children, action, icon }: EmptyProps) {
  return (
    <div className="empty">
      {icon && <Icon name={icon} />}
      <p>{children}</p>
      {action}
    </div>
  )
}
