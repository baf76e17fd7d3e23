import { Link, NavLink } from 'react-router'
import { formatCount } from '../../ui/format.ts'
import { Icon, Mark } from '../../ui/icon.tsx'
import { useLanguage, useWords } from '../language.ts'
import { shellWords } from '../words/shell.ts'
import { Account, type AccountProps } from './account.tsx'
import type { Counts } from './places.ts'
import { usePlaces } from './use-places.ts'

export function Logo() {
  const zh = useLanguage() === 'zh'
  return (
    <Link to="/" className="logo">
      <Mark />
      <span>
        {zh ? (
          <>
            接力 <small>Baton</small>
          </>
        ) : (
          <>
            Baton <small>接力</small>
          </>
        )}
      </span>
    </Link>
  )
}

export function Sidebar({ counts, ...account }: AccountProps & { counts: Counts }) {
  const t = useWords(shellWords)
  const groups = usePlaces()
  return (
    <nav className="sidebar" aria-label={t('navigation')}>
      <Logo />
      {groups.map(({ title, places }) => (
        <ul key={title ?? 'first'} aria-label={title ? t(title) : undefined}>
          {title && <li className="sidebar-title">{t(title)}</li>}
          {places.map(({ place, path, icon }) => (
            <li key={place}>
              <NavLink to={path} end={path === '/'}>
                <Icon name={icon} />
                <span className="ellipsis">{t(place)}</span>
                {counts[place] !== undefined && counts[place] > 0 && <em>{formatCount(counts[place])}</em>}
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
      <div className="sidebar-foot">
        <Account {...account} />
      </div>
    </nav>
  )
}
