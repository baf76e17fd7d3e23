import { nameIn } from '../../ui/departments.ts'
import { Icon } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { MenuButton, type MenuEntry } from '../../ui/menu-button.tsx'
import { setLanguage, useLanguage, useWords } from '../language.ts'
import { setShade, useShadeChoice } from '../theme.ts'
import { shellWords } from '../words/shell.ts'

export interface AccountProps {
  person: { name: string; department: { nameZh: string; nameEn: string; kind: string } | null } | null
  onChangePassword: () => void
  onSignOut: (everywhere: boolean) => void
}

/** The person at the foot of the sidebar, with what concerns the person alone. */
export function Account({ person, compact, ...acts }: AccountProps & { compact?: boolean }) {
  const t = useWords(shellWords)
  const language = useLanguage()
  const entries = useAccountEntries(acts)
  return (
    <MenuButton
      label={t('account')}
      entries={entries}
      className={compact ? 'account account-compact' : 'account'}
      above
      width={208}
    >
      {person ? (
        <>
          <Initial name={person.name} department={person.department?.kind ?? 'management'} size={28} />
          {!compact && (
            <span className="account-words">
              <b>{person.name}</b>
              <span>{person.department && nameIn(person.department, language)}</span>
            </span>
          )}
        </>
      ) : (
        <Icon name="person" />
      )}
    </MenuButton>
  )
}

export function useAccountEntries({ onChangePassword, onSignOut }: Omit<AccountProps, 'person'>): MenuEntry[] {
  const t = useWords(shellWords)
  const language = useLanguage()
  const shade = useShadeChoice()
  return [
    { key: 'zh', label: '中文', icon: 'language', checked: language === 'zh', onSelect: () => setLanguage('zh') },
    { key: 'en', label: 'English', icon: 'language', checked: language === 'en', onSelect: () => setLanguage('en') },
    {
      key: 'auto',
      label: t('themeAuto'),
      icon: 'sun',
      checked: shade === 'auto',
      apart: true,
      onSelect: () => setShade('auto'),
    },
    {
      key: 'light',
      label: t('themeLight'),
      icon: 'sun',
      checked: shade === 'light',
      onSelect: () => setShade('light'),
    },
    { key: 'dark', label: t('themeDark'), icon: 'sun', checked: shade === 'dark', onSelect: () => setShade('dark') },
    { key: 'password', label: t('changePassword'), icon: 'lock', apart: true, onSelect: onChangePassword },
    { key: 'out', label: t('signOut'), icon: 'leave', onSelect: () => onSignOut(false) },
    { key: 'everywhere', label: t('signOutEverywhere'), icon: 'leave', onSelect: () => onSignOut(true) },
  ]
}
