import { useParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { usePerson } from '../features/people/people.ts'
import { PersonView } from '../features/people/person-view.tsx'
import { peopleWords } from '../features/people/words.ts'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** One person, with everything that is known and decided about them. */
export function OnePerson() {
  const t = useWords(peopleWords)
  const { id = '' } = useParams()
  const person = usePerson(id)
  useCrumbs([{ label: t('people'), to: '/people' }, { label: person.data?.name ?? '…' }])
  return (
    <Page>
      <ProblemNotice error={person.error} onRetry={() => void person.refetch()} />
      {person.data && <PersonView key={person.data.id} person={person.data} />}
    </Page>
  )
}
