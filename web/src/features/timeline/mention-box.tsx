import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { call } from '../../app/api.ts'
import { useLanguage } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Floating } from '../../ui/floating.tsx'
import { Initial } from '../../ui/initial.tsx'
import { mentionAt } from './mention.ts'

interface MentionBoxProps {
  box: RefObject<HTMLTextAreaElement | null>
  label: string
  placeholder: string
  /** Names the list of persons that an @ opens. */
  listLabel: string
  rows: number
  value: string
  onChange: (text: string) => void
}

/** A field for words in which an @ finds persons: arrows walk, Enter or Tab takes one, Esc goes on writing. */
export function MentionBox({ box, label, placeholder, listLabel, rows, value, onChange }: MentionBoxProps) {
  const list = useId()
  const language = useLanguage()
  const [typed, setTyped] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const found = useQuery({
    queryKey: ['find', 'mention', typed],
    queryFn: ({ signal }) =>
      call('GET /v1/persons', { query: typed ? { q: typed } : {}, signal }).then(({ rows: persons }) =>
        persons.filter((one) => one.active && one.canSignIn).slice(0, 8),
      ),
    enabled: typed !== null,
  })
  const persons = typed === null ? [] : (found.data ?? [])
  const look = (field: HTMLTextAreaElement) => {
    setTyped(mentionAt(field.value, field.selectionStart)?.typed ?? null)
    setAt(0)
  }
  const take = (name: string) => {
    const field = box.current
    const mention = field && mentionAt(field.value, field.selectionStart)
    if (!field || !mention) return
    onChange(`${value.slice(0, mention.from)}@${name} ${value.slice(field.selectionStart)}`)
    setTyped(null)
    const caret = mention.from + name.length + 2
    requestAnimationFrame(() => {
      field.focus()
      field.setSelectionRange(caret, caret)
    })
  }
  const press = (event: KeyboardEvent) => {
    const person = persons[at]
    if (event.nativeEvent.isComposing || !person) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + persons.length) % persons.length)
    else if (event.key === 'Escape') setTyped(null)
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') take(person.name)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <textarea
        ref={box}
        className="own-input"
        rows={rows}
        maxLength={4000}
        aria-label={label}
        aria-controls={persons.length > 0 ? list : undefined}
        aria-activedescendant={persons[at] ? `${list}-${at}` : undefined}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          look(event.target)
        }}
        onKeyDown={press}
        onBlur={() => setTyped(null)}
      />
      {persons.length > 0 && (
        <Floating anchor={box} onDismiss={() => setTyped(null)} width={260}>
          <div id={list} role="listbox" aria-label={listLabel} className="combobox-list">
            {persons.map((person, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
              // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
              <div
                key={person.id}
                id={`${list}-${index}`}
                role="option"
                aria-selected={index === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(person.name)}
              >
                <span className="person">
                  <Initial name={person.name} department={person.department.kind} />
                  {person.name} <span className="quiet t12">{nameIn(person.department, language)}</span>
                </span>
              </div>
            ))}
          </div>
        </Floating>
      )}
    </>
  )
}
