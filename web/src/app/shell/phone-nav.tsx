import { useState } from 'react'
import { NavLink } from 'react-router'
import { nameIn } from '../../ui/departments.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useLanguage, useWords } from '../language.ts'
import { shellWords } from '../words/shell.ts'
import { type AccountProps, useAccountEntries } from './account.tsx'
import type { Counts } from './places.ts'
import { usePlaces } from './use-places.ts'

/** The bar at the foot of a phone: the three places of every day, and all else behind 更多. */
export function PhoneNav({ counts, ...account }: AccountProps & { counts: Counts }) {
  const t = useWords(shellWords)
  const [open, setOpen] = useState(false)
  const groups = usePlaces()
  return (
    <>
      <nav className="phone-nav" aria-label={t('navigation')}>
        {groups[0]?.places.map(({ place, path, icon }) => (
          <NavLink key={place} to={path} end={path === '/'}>
            <span>
              <Icon name={icon} size={20} />
              {counts[place] !== undefined && counts[place] > 0 && <em>{formatCount(counts[place])}</em>}
            </span>
            {t(place)}
          </NavLink>
        ))}
        <button type="button" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
          <Icon name="menu" size={20} />
          {t('more')}
        </button>
      </nav>
      <Dialog open={open} onClose={() => setOpen(false)} label={t('more')} width={366}>
        <MoreSheet counts={counts} onClose={() => setOpen(false)} {...account} />
      </Dialog>
    </>
  )
}

function MoreSheet({ counts, onClose, person, ...acts }: AccountProps & { counts: Counts; onClose: () => void }) {
  const t = useWords(shellWords)
  const language = useLanguage()
  const entries = useAccountEntries(acts)
  const groups = usePlaces()
  return (
    <div className="more-sheet">
      {groups.slice(1).map(({ title, places }) => (
        <section key={title}>
          <h3 className="t12 quiet">{title && t(title)}</h3>
          <div className="more-places">
            {places.map(({ place, path, icon }) => (
              <NavLink key={place} to={path} onClick={onClose}>
                <Icon name={icon} />
                {t(place)}
                {counts[place] !== undefined && counts[place] > 0 && <em>{formatCount(counts[place])}</em>}
              </NavLink>
            ))}
          </div>
        </section>
      ))}
      <section>
        <h3 className="t12 quiet">
          {person
            ? [person.name, person.department && nameIn(person.department, language)].filter(Boolean).join(' · ')
            : t('account')}
        </h3>
        <div className="more-places">
          {entries.map(({ key, label, icon, checked, onSelect }) => (
            <button
              key={key}
              type="button"
              aria-pressed={checked}
              onClick={() => {
                onSelect()
                if (checked === undefined) onClose()
              }}
            >
              {icon && <Icon name={icon} />}
              {label}
              {checked && (
                <em>
                  <Icon name="check" />
                </em>
              )}
            </button>
          ))}
        </div>
      </section>
    </div>
  )
}
