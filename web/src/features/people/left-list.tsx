import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { taskTitle } from '../../app/words/tasks.ts'
import type { LeftRow } from './people.ts'
import { peopleWords } from './words.ts'

const words = {
  order: 'leftOrder',
  task: 'leftTask',
  owned: 'leftOwned',
  customer: 'leftCustomer',
  offer: 'leftOffer',
  department: 'leftDepartment',
  member: 'leftMember',
  pool: 'leftPool',
  below: 'leftBelow',
} as const

/** What must be given away first, each with the page where that is done. */
export function LeftList({ left }: { left: readonly LeftRow[] }) {
  const t = useWords(peopleWords)
  const language = useLanguage()
  return (
    <ul className="left-list">
      {left.map(({ kind, count, first }) => (
        <li key={kind}>
          <b>
            {t(words[kind])} <span className="number">{count}</span>
          </b>
          <span className="row gap-8 wrap">
            {first.map(({ id, number, name, path }) => (
              <Link key={id} to={path}>
                {/* Tasks carry their kind instead of a name. */}
                {number} {kind === 'task' || kind === 'pool' ? taskTitle(name, language) : name}
              </Link>
            ))}
            {count > first.length && <span className="quiet">{t('more', { count: count - first.length })}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The list that a refusal to disable or to close carries. */
export const leftIn = (error: unknown): LeftRow[] =>
  isProblem(error) ? ((error.body.data as { left?: LeftRow[] } | undefined)?.left ?? []) : []
