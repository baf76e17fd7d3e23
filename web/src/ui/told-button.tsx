import { Button, type ButtonProps } from 'antd'
import { useId, useRef } from 'react'
import { Floating } from './floating.tsx'
import { useHover } from './use-hover.ts'
import './told-button.css'

export interface ToldButtonProps extends Omit<ButtonProps, 'title'> {
  /** Why it cannot be pressed now: the server’s sentence. */
  because: string | undefined
}

/** A button that cannot be pressed now stays within reach of keys and fingers, and tells them why. */
export function ToldButton({ because, ...button }: ToldButtonProps) {
  return because ? <RefusedButton {...button} because={because} /> : <Button {...button} />
}

function RefusedButton({ because, block, className, ...button }: ToldButtonProps & { because: string }) {
  const host = useRef<HTMLSpanElement>(null)
  const id = useId()
  const { active, enter, leave, stay, clear } = useHover<'because'>()
  const look = () => enter('because')
  return (
    <span ref={host} className={['told-button', block && 'told-block', className].filter(Boolean).join(' ')}>
      <Button
        {...button}
        block
        htmlType="button"
        disabled={false}
        aria-disabled="true"
        aria-describedby={id}
        onClick={look}
        onPointerEnter={look}
        onPointerLeave={leave}
        onFocus={look}
        onBlur={leave}
      />
      <span id={id} className="hidden-text">
        {because}
      </span>
      {active && (
        <Floating
          anchor={host}
          role="tooltip"
          onDismiss={clear}
          onHover={(inside) => (inside ? stay() : leave())}
          label={because}
        >
          <p className="told-why">{because}</p>
        </Floating>
      )}
    </span>
  )
}
