import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { ViewTabs } from '../../ui/view-tabs.tsx'
import { peopleWords } from './words.ts'

export type PeopleView = 'list' | 'users' | 'roles' | 'leaveView' | 'calendars'

const places: readonly [PeopleView, string][] = [
  ['list', '/people'],
  ['leaveView', '/people/leave'],
  ['calendars', '/people/calendars'],
  ['users', '/people/users'],
  ['roles', '/people/roles'],
]

/** The pages about people. Accounts and roles are shown to whoever may see them. */
export function PeopleTabs({ current }: { current: PeopleView }) {
  const t = useWords(peopleWords)
  const maySee = useRight('access.read')
  const shown = places.filter(([key]) => maySee || (key !== 'users' && key !== 'roles'))
  return <ViewTabs label={t('views')} current={current} tabs={shown.map(([key, to]) => ({ key, to, label: t(key) }))} />
}
