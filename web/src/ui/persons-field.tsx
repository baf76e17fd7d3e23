import { call, type Reply } from '../app/api.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Combobox } from './combobox.tsx'
import { nameIn } from './departments.ts'
import { Icon } from './icon.tsx'
import { Initial } from './initial.tsx'
import './persons-field.css'

type Person = Reply<'GET /v1/persons'>['rows'][number]

export interface PersonsFieldProps {
  label: string
  placeholder: string
  chosen: readonly { id: string; name: string }[]
  onChange: (chosen: { id: string; name: string }[]) => void
  /** Those who are there already. */
  except?: readonly string[]
}

/** Several persons: found by typing, each taken out again. */
export function PersonsField({ label, placeholder, chosen, onChange, except = [] }: PersonsFieldProps) {
  const t = useWords(kitWords)
  const language = useLanguage()
  const taken = new Set([...except, ...chosen.map(({ id }) => id)])
  const search = async (text: string, signal: AbortSignal): Promise<Person[]> => {
    const { rows } = await call('GET /v1/persons', { query: text ? { q: text } : {}, signal })
    return rows.filter((row) => row.active && !taken.has(row.id)).slice(0, 30)
  }
  return (
    <div className="persons-field">
      {chosen.map((person) => (
        <span key={person.id} className="person-token">
          {person.name}
          <button
            type="button"
            className="plain-button"
            aria-label={t('takeOut', { name: person.name })}
            onClick={() => onChange(chosen.filter(({ id }) => id !== person.id))}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <Combobox
        label={label}
        placeholder={placeholder}
        value=""
        kind={`persons ${[...taken].join()}`}
        eager
        width={320}
        search={search}
        rowKey={(row) => row.id}
        render={(row) => (
          <span className="person">
            <Initial name={row.name} department={row.department.kind} />
            {row.name} <span className="quiet t12">{nameIn(row.department, language)}</span>
          </span>
        )}
        onChoose={({ id, name }) => onChange([...chosen, { id, name }])}
      />
    </div>
  )
}
