import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Initial } from '../../ui/initial.tsx'
import { Card } from '../../ui/page.tsx'
import type { Department } from './people.ts'
import { peopleWords } from './words.ts'
import './people-page.css'

interface Placed extends Department {
  depth: number
}

/** Departments below each other as they answer to each other. One whose parent is not told stands at the top. */
export function asTree(rows: readonly Department[]): Placed[] {
  const known = new Set(rows.map(({ id }) => id))
  const below = (parent: string | null, depth: number): Placed[] =>
    rows
      .filter(
        ({ parentId, id }) => (parentId !== null && known.has(parentId) ? parentId : null) === parent && id !== parent,
      )
      .flatMap((row) => [{ ...row, depth }, ...(depth < 8 ? below(row.id, depth + 1) : [])])
  return below(null, 0)
}

export interface DepartmentsProps {
  rows: readonly Department[]
  current: string | null
}

/** Who answers for which department, and how many are in it. */
export function Departments({ rows, current }: DepartmentsProps) {
  const t = useWords(peopleWords)
  const language = useLanguage()
  const members = rows.reduce((sum, row) => sum + row.members, 0)
  return (
    <Card title={t('departments')} count={rows.length} flush>
      <ul className="departments">
        <li>
          <Link to="/people" aria-current={current === null ? 'true' : undefined}>
            <b className="grow">{t('everybody')}</b>
            <span className="quiet t12">{t('members', { count: members })}</span>
          </Link>
        </li>
        {asTree(rows).map((one) => {
          const name = nameIn(one, language)
          return (
            <li key={one.id}>
              <Link
                to={`/people?department=${one.id}`}
                aria-current={current === one.id ? 'true' : undefined}
                style={{ paddingLeft: 16 + one.depth * 16 }}
              >
                <Initial name={name} department={one.kind} />
                <span className="grow ellipsis">
                  {name} <span className="quiet t12">{one.head?.name ?? t('noHead')}</span>
                </span>
                <span className="quiet t12">{t('members', { count: one.members })}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
