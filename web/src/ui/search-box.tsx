import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../app/language.ts'
import { Kbd } from './figures.tsx'
import { formWords } from './form/words.ts'
import { Icon } from './icon.tsx'
import { useShortcuts } from './shortcuts.ts'

export interface SearchBoxProps {
  value: string
  onChange: (text: string) => void
  placeholder: string
}

/** Long enough that typing asks once, short enough to feel immediate. */
const settle = 250

/** The box above a list; `/` goes to it. */
export function SearchBox({ value, onChange, placeholder }: SearchBoxProps) {
  const t = useWords(formWords)
  const [text, setText] = useState(value)
  const field = useRef<InputRef>(null)
  const told = useRef(value)
  const latest = useRef(onChange)
  latest.current = onChange
  const tell = (typed: string) => {
    told.current = typed
    latest.current(typed)
  }
  // The answer to what was told oneself must not overwrite what has been typed since.
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    if (text.trim() === told.current) return
    const timer = setTimeout(() => tell(text.trim()), settle)
    return () => clearTimeout(timer)
  }, [text])
  useShortcuts([{ keys: '/', label: t('search'), run: () => field.current?.focus() }])
  return (
    <Input
      ref={field}
      className="grow search-box"
      prefix={<Icon name="search" />}
      suffix={
        <span className="desk-only">
          <Kbd>/</Kbd>
        </span>
      }
      allowClear
      aria-label={t('search')}
      placeholder={placeholder}
      maxLength={60}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => tell(text.trim())}
    />
  )
}
