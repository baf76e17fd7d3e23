import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Floating } from './floating.tsx'
import './combobox.css'
import './own-input.css'

export interface ComboboxProps<Row> {
  id?: string
  label: string
  /** What is chosen, as text; typing replaces it. */
  value: string
  placeholder?: string
  /** Names the search among the queries. */
  kind: string
  search: (text: string, signal: AbortSignal) => Promise<readonly Row[]>
  rowKey: (row: Row) => string
  render: (row: Row) => ReactNode
  onChoose: (row: Row) => void
  /** Asks also before anything is typed. */
  eager?: boolean
  described?: string
  wrong?: boolean
  cell?: string
  width?: number
  onPaste?: (text: string) => boolean
  autoFocus?: boolean
}

const typingPause = 120

function useLater(text: string): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), typingPause)
    return () => clearTimeout(timer)
  }, [text])
  return later
}

/** A field that finds while one types: arrows walk, Enter and Tab take what is lit, Esc leaves it as it was. */
export function Combobox<Row>(props: ComboboxProps<Row>) {
  const { id, label, value, placeholder, kind, search, rowKey, render, onChoose, eager, described, wrong, cell } = props
  const t = useWords(kitWords)
  const list = useId()
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const typed = (text ?? '').trim()
  const asked = useLater(typed)
  const found = useQuery({
    queryKey: ['find', kind, asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: open && (eager === true || asked !== ''),
  })
  const rows = found.data ?? []
  const settled = asked === typed && !found.isFetching
  const close = () => {
    setOpen(false)
    setText(null)
    setAt(0)
  }
  const choose = (row: Row | undefined) => {
    if (row === undefined) return
    onChoose(row)
    close()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (!event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      if (!open) setOpen(true)
      else setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + rows.length) % Math.max(1, rows.length))
    } else if ((event.key === 'Enter' || event.key === 'Tab') && open && text !== null && settled && rows[at]) {
      if (event.key === 'Enter') {
        event.preventDefault()
        event.stopPropagation()
      }
      choose(rows[at])
    }
  }
  const shown = open && (rows.length > 0 || (typed !== '' && settled))
  return (
    <>
      <input
        ref={box}
        type="text"
        className="own-input"
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && rows[at] ? `${list}-${at}` : undefined}
        aria-describedby={described}
        aria-invalid={wrong || undefined}
        autoComplete="off"
        data-cell={cell}
        placeholder={placeholder}
        value={text ?? value}
        // biome-ignore lint/a11y/noAutofocus: the first field of a page that is opened to be typed into
        autoFocus={props.autoFocus}
        onFocus={(event) => event.target.select()}
        onClick={() => eager && setOpen(true)}
        onBlur={close}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={press}
        onPaste={(event) => {
          if (props.onPaste?.(event.clipboardData.getData('text/plain'))) event.preventDefault()
        }}
      />
      {shown && (
        <Floating anchor={box} onDismiss={close} width={props.width ?? 420}>
          <div id={list} role="listbox" aria-label={label} className="combobox-list">
            {rows.map((row, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
              // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
              <div
                key={rowKey(row)}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === at}
                ref={(element) => {
                  if (index === at) element?.scrollIntoView({ block: 'nearest' })
                }}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(row)}
              >
                {render(row)}
              </div>
            ))}
          </div>
          {rows.length === 0 && <p className="combobox-nothing">{t('paletteNothing', { text: typed })}</p>}
        </Floating>
      )}
    </>
  )
}
