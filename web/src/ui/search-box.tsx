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
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => latest.current(text.trim()), settle)
    return () => clearTimeout(timer)
  }, [text, value])
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
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onChange(text.trim())}
    />
  )
}
