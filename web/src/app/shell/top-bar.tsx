import { Button } from 'antd'
import { Fragment } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { Kbd } from '../../ui/figures.tsx'
import { formatCount } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { openPalette } from '../../ui/palette.tsx'
import { keyFace } from '../../ui/shortcut-sheet.tsx'
import { useWords } from '../language.ts'
import { shellWords } from '../words/shell.ts'
import { type Counts, type Crumb, useShownCrumbs } from './places.ts'

export interface TopBarProps {
  counts: Counts
  phone: boolean
  /** Whether the reader may create orders. */
  creates: boolean
}

export function TopBar({ counts, phone, creates }: TopBarProps) {
  const t = useWords(shellWords)
  const navigate = useNavigate()
  const crumbs = useShownCrumbs()
  const notices = counts.notices ?? 0
  return (
    <header className="top-bar">
      {phone ? <PhoneTitle crumbs={crumbs} /> : <Crumbs crumbs={crumbs} />}
      <button
        type="button"
        className={phone ? 'plain-button push' : 'palette-button'}
        onClick={openPalette}
        aria-label={phone ? t('palette') : undefined}
      >
        <Icon name="search" />
        {!phone && (
          <>
            <span className="ellipsis">{t('palette')}</span>
            <span className="push">
              <Kbd>{keyFace('Mod+k')}</Kbd>
            </span>
          </>
        )}
      </button>
      <Link to="/notices" className="plain-button bell" aria-label={t('noticesCount', { count: notices })}>
        <Icon name="bell" />
        {notices > 0 && <sup aria-hidden="true">{formatCount(notices)}</sup>}
      </Link>
      {creates && phone && (
        <Link to="/orders/new" className="plain-button" aria-label={t('newOrder')}>
          <Icon name="plus" />
        </Link>
      )}
      {creates && !phone && (
        <Button icon={<Icon name="plus" />} onClick={() => void navigate('/orders/new')}>
          {t('newOrder')} <Kbd>C</Kbd>
        </Button>
      )}
    </header>
  )
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <div className="crumbs ellipsis">
      {crumbs.map(({ label, to }, index) => {
        const last = index === crumbs.length - 1
        return (
          <Fragment key={`${to ?? ''}${label}`}>
            {index > 0 && ' / '}
            {last ? <b>{label}</b> : to ? <Link to={to}>{label}</Link> : label}
          </Fragment>
        )
      })}
    </div>
  )
}

function PhoneTitle({ crumbs }: { crumbs: readonly Crumb[] }) {
  const here = useLocation().pathname
  const back = crumbs.at(-2)?.to
  // A view of a list bears the list's name: its own, such as 全部, says nothing alone, and there is no way back from it.
  if (back === here) return <b className="t16 ellipsis grow">{crumbs.at(-2)?.label}</b>
  return (
    <div className="row gap-4 grow">
      {back && (
        <Link to={back} className="plain-button" aria-label={crumbs.at(-2)?.label}>
          <Icon name="left" />
        </Link>
      )}
      <b className="t16 ellipsis">{crumbs.at(-1)?.label}</b>
    </div>
  )
}
