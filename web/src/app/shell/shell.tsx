import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { Palette, type PaletteSearch, usePaletteActions } from '../../ui/palette.tsx'
import { ShortcutSheet } from '../../ui/shortcut-sheet.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { DoneLines } from '../../ui/undo.tsx'
import { useWords } from '../language.ts'
import { useRight } from '../session.ts'
import { usePhone } from '../use-media.ts'
import { shellWords } from '../words/shell.ts'
import type { AccountProps } from './account.tsx'
import { PhoneNav } from './phone-nav.tsx'
import type { Counts } from './places.ts'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'
import { usePlaces } from './use-places.ts'
import './shell.css'

export interface ShellProps extends AccountProps {
  counts: Counts
  search?: PaletteSearch
  children: ReactNode
}

/** The frame of every page: sidebar and top bar, on a phone a bar at the foot; palette, sheet of keys, done lines. */
export function Shell({ counts, search, children, ...account }: ShellProps) {
  const t = useWords(shellWords)
  const phone = usePhone()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const creates = useRight('orders.create')
  const allPlaces = usePlaces().flatMap((group) => group.places)
  useShortcuts([
    ...allPlaces.map(({ place, path, key }) => ({
      keys: `g ${key}`,
      label: t(place),
      group: t('goTo'),
      run: () => void navigate(path),
    })),
    ...(creates ? [{ keys: 'c', label: t('newOrder'), run: () => void navigate('/orders/new') }] : []),
  ])
  usePaletteActions([
    ...(creates
      ? [
          {
            id: 'new-order',
            label: t('newOrder'),
            icon: 'plus' as const,
            keys: 'c',
            also: 'kd new order',
            run: () => void navigate('/orders/new'),
          },
        ]
      : []),
    ...allPlaces.map(({ place, path, icon, key }) => ({
      id: `go-${place}`,
      label: t(place),
      note: t('goTo'),
      icon,
      keys: `g ${key}`,
      also: place,
      run: () => void navigate(path),
    })),
  ])
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t('skip')}
      </a>
      {!phone && <Sidebar counts={counts} {...account} />}
      <div className="shell-main">
        <TopBar counts={counts} phone={phone} creates={creates} />
        <main id="content" tabIndex={-1} className="shell-content" key={pathname.split('/')[1]}>
          {children}
        </main>
      </div>
      {phone && <PhoneNav counts={counts} {...account} />}
      <Palette search={search} />
      <ShortcutSheet />
      <DoneLines />
    </div>
  )
}
