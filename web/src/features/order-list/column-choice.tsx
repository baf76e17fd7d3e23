import { Button, Checkbox } from 'antd'
import { useRef, useState } from 'react'
import { useWords } from '../../app/language.ts'
import { Floating } from '../../ui/floating.tsx'
import { Icon } from '../../ui/icon.tsx'
import { orderListWords } from './words.ts'

export interface ColumnChoiceProps {
  columns: readonly { key: string; title: string }[]
  hidden: ReadonlySet<string>
  onHide: (hidden: ReadonlySet<string>) => void
}

/** Which columns are shown. The first one names the row, so it stays. */
export function ColumnChoice({ columns, hidden, onHide }: ColumnChoiceProps) {
  const t = useWords(orderListWords)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const show = (key: string, on: boolean) => {
    const next = new Set(hidden)
    if (on) next.delete(key)
    else next.add(key)
    onHide(next)
  }
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <Button
        ref={button}
        icon={<Icon name="columns" />}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        {t('columns')}
      </Button>
      {open && (
        <Floating anchor={button} width={200} onDismiss={close} role="dialog" label={t('columnsTitle')}>
          <fieldset className="column-choice" aria-label={t('columnsTitle')}>
            <b>{t('columnsTitle')}</b>
            {columns.slice(1).map(({ key, title }) => (
              <Checkbox key={key} checked={!hidden.has(key)} onChange={(event) => show(key, event.target.checked)}>
                {title}
              </Checkbox>
            ))}
          </fieldset>
        </Floating>
      )}
    </>
  )
}
