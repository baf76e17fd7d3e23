import { type KeyboardEvent, useState } from 'react'
import { useWords } from '../app/language.ts'
import { shellWords } from '../app/words/shell.ts'
import { Icon } from '../ui/icon.tsx'
import './sign-in.css'

export interface DoorFieldProps {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  autoComplete: string
  secret?: boolean
  fault?: string
  autoFocus?: boolean
}

/** A field of the pages at the door: its own label above, what is wrong below. */
export function DoorField({ id, label, value, onChange, autoComplete, secret, fault, autoFocus }: DoorFieldProps) {
  const t = useWords(shellWords)
  const [shown, setShown] = useState(false)
  const [capital, setCapital] = useState(false)
  const watch = (event: KeyboardEvent) => secret && setCapital(event.getModifierState('CapsLock'))
  const hint = fault ?? (capital ? t('capsLock') : undefined)
  return (
    <div className="door-field">
      <label htmlFor={id}>{label}</label>
      <div className="door-input" data-fault={fault ? true : undefined}>
        <input
          id={id}
          name={id}
          type={secret && !shown ? 'password' : 'text'}
          value={value}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the first field of a page on which there is nothing else to do
          autoFocus={autoFocus}
          aria-invalid={fault ? true : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyUp={watch}
        />
        {secret && (
          <button
            type="button"
            className="plain-button"
            aria-label={t(shown ? 'hidePassword' : 'showPassword')}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </button>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className={fault ? 't12 rouge' : 't12 ochre'}>
          {hint}
        </p>
      )}
    </div>
  )
}
