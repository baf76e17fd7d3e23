import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { initialOf, sealCharacters } from './names.ts'
import './people.css'

export interface SealProps {
  name: string
  /** 20 in lists, 28 on the strip, 52 on the holder's card. */
  size?: 20 | 28 | 52
  /** Outlined: offered to this person, not yet taken. */
  offered?: boolean
  /** A stand-in holds it: carries a small 代. */
  standIn?: boolean
  /** Plays the filling once: on acceptance, and nowhere else. */
  fills?: boolean
  /** Says who it is to a screen reader; leave it off where the name stands beside it. */
  labelled?: boolean
}

/** The only thing that is vermilion: who holds it now. */
export function Seal({ name, size = 20, offered, standIn, fills, labelled }: SealProps) {
  const t = useWords(kitWords)
  const { vertical, lines } = sealCharacters(name)
  const classes = ['seal', `seal-${size}`]
  if (offered) classes.push('seal-offered')
  if (fills) classes.push('seal-fills')
  if (!vertical) classes.push('seal-latin')
  return (
    <>
      <i className={classes.join(' ')} aria-hidden="true">
        {size === 52 ? (
          <span>
            {lines.map((line, index) => (
              <span key={index === 0 ? 'first' : 'second'}>{line}</span>
            ))}
          </span>
        ) : (
          initialOf(name)
        )}
        {standIn && <sub>代</sub>}
      </i>
      {labelled && <span className="hidden-text">{t(offered ? 'sealOffered' : 'sealOf', { name })}</span>}
    </>
  )
}
