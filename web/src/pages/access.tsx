import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { PeopleTabs, type PeopleView } from '../features/people/people-tabs.tsx'
import { RoleMatrix } from '../features/people/role-matrix.tsx'
import { UsersList } from '../features/people/users-list.tsx'
import { peopleWords } from '../features/people/words.ts'
import { Page } from '../ui/page.tsx'

function Access({ view, children }: { view: PeopleView; children: React.ReactNode }) {
  const t = useWords(peopleWords)
  useCrumbs([{ label: t('people'), to: '/people' }, { label: t(view) }])
  return (
    <Page>
      <h1 className="hidden-text">{t(view)}</h1>
      <PeopleTabs current={view} />
      {children}
    </Page>
  )
}

/** Who can sign in. */
export const Users = () => (
  <Access view="users">
    <UsersList />
  </Access>
)

/** Which role may do what. */
export const Roles = () => (
  <Access view="roles">
    <RoleMatrix />
  </Access>
)
