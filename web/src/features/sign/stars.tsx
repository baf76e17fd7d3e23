import { useId } from 'react'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { signWords } from './words.ts'

const all = [1, 2, 3, 4, 5]

/** One to five; the arrows move it, as among any radio buttons. */
export function Stars({ value, onChange }: { value: number | null; onChange: (value: number) => void }) {
  const t = useWords(signWords)
  const name = useId()
  return (
    <fieldset className="stars" aria-label={t('rate')}>
      {all.map((count) => (
        <label key={count} data-on={value !== null && count <= value ? true : undefined}>
          <input
            type="radio"
            name={name}
            checked={count === value}
            aria-label={t('star', { count })}
            onChange={() => onChange(count)}
          />
          <Icon name="star" size={26} />
        </label>
      ))}
    </fieldset>
  )
}

/** The rating as it was given. */
export function ShownStars({ value }: { value: number }) {
  const t = useWords(signWords)
  return (
    <span className="stars" role="img" aria-label={t('star', { count: value })}>
      {all.map((count) => (
        <span key={count} data-on={count <= value ? true : undefined}>
          <Icon name="star" size={20} />
        </span>
      ))}
    </span>
  )
}
