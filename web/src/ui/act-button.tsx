import type { ButtonProps } from 'antd'
import type { MouseEvent } from 'react'
import { actOf, type May } from './may.ts'
import { ToldButton } from './told-button.tsx'

/** The second press of a double click is not a second act. */
export const onePress = (event: MouseEvent) => {
  if (event.detail > 1) event.preventDefault()
}

export interface ActButtonProps extends Omit<ButtonProps, 'disabled' | 'title'> {
  may: May | undefined
  act: string
}

/** A button drawn from the server's word: what is not allowed tells the reason; unknown acts are not shown. */
export function ActButton({ may, act, ...button }: ActButtonProps) {
  const found = actOf(may, act)
  if (!found) return null
  return <ToldButton {...button} disabled={!found.allowed} because={found.because} />
}
