import { Button, type ButtonProps, Tooltip } from 'antd'
import type { MouseEvent } from 'react'
import { actOf, type May } from './may.ts'

/** The second press of a double click is not a second act. */
export const onePress = (event: MouseEvent) => {
  if (event.detail > 1) event.preventDefault()
}

export interface ActButtonProps extends Omit<ButtonProps, 'disabled'> {
  may: May | undefined
  act: string
}

/** A button drawn from the server's word: what is not allowed is disabled and tells the reason; unknown acts are not shown. */
export function ActButton({ may, act, ...button }: ActButtonProps) {
  const found = actOf(may, act)
  if (!found) return null
  if (found.allowed) return <Button {...button} />
  return (
    <Tooltip title={found.because}>
      <Button {...button} disabled title={found.because} />
    </Tooltip>
  )
}
