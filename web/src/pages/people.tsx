import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { call, type Reply } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { Departments } from '../features/people/departments.tsx'
import { peopleWords } from '../features/people/words.ts'
import { nameIn } from '../ui/departments.ts'
import { Empty } from '../ui/empty.tsx'
import { DateText } from '../ui/figures.tsx'
import { Icon } from '../ui/icon.tsx'
import { Initial } from '../ui/initial.tsx'
import { type ListColumn, ListTable } from '../ui/list-table.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Person = Reply<'GET /v1/persons'>['rows'][number]

/** Who is there, in which department, under whom, and who is away. */
export function People() {
  const t = useWords(peopleWords)
  const list = useListState()
  const department = list.get('department')
  useCrumbs([{ label: t('people') }])
  const departments = useQuery({
    queryKey: ['department', 'list'],
    queryFn: ({ signal }) => call('GET /v1/departments', { signal }),
  })
  const persons = useQuery({
    queryKey: ['person', 'list', department],
    queryFn: ({ signal }) => call('GET /v1/persons', { query: { departmentId: department ?? undefined }, signal }),
  })
  const rows = persons.data?.rows.filter(
    ({ name, number }) => list.q === '' || name.includes(list.q) || number.toLowerCase().includes(list.q.toLowerCase()),
  )
  return (
    <Page>
      <h1 className="hidden-text">{t('people')}</h1>
      <ProblemNotice error={departments.error} onRetry={() => void departments.refetch()} />
      <div className="people-page">
        {departments.data && <Departments rows={departments.data.rows} current={department} />}
        <div className="stack gap-12">
          <Input
            aria-label={t('find')}
            placeholder={t('search')}
            prefix={<Icon name="search" />}
            allowClear
            value={list.q}
            onChange={(event) => list.set({ q: event.target.value })}
          />
          <ListTable<Person>
            label={t('people')}
            rows={rows}
            rowKey={(row) => row.id}
            rowName={(row) => row.name}
            columns={usePersonColumns()}
            loading={persons.isPending}
            error={persons.error}
            onRetry={() => void persons.refetch()}
            isQuiet={(row) => !row.active}
            empty={<Empty icon="people">{list.q ? t('emptyFound', { text: list.q }) : t('empty')}</Empty>}
          />
        </div>
      </div>
    </Page>
  )
}

function usePersonColumns(): ListColumn<Person>[] {
  const t = useWords(peopleWords)
  const language = useLanguage()
  return [
    {
      key: 'name',
      title: t('person'),
      phone: 'title',
      render: (row) => (
        <span className="person">
          <Initial name={row.name} department={row.department.kind} />
          <b>{row.name}</b>
        </span>
      ),
    },
    { key: 'number', title: t('number'), phone: 'none', render: (row) => row.number },
    { key: 'position', title: t('position'), phone: 'line', render: (row) => row.position },
    { key: 'department', title: t('department'), phone: 'line', render: (row) => nameIn(row.department, language) },
    {
      key: 'load',
      title: t('load'),
      align: 'right',
      phone: 'none',
      render: (row) =>
        row.loadCeiling === null ? (
          <span className="quiet">{t('noLoad')}</span>
        ) : (
          t('loadOf', { count: row.loadCeiling })
        ),
    },
    { key: 'state', title: t('state'), phone: 'side', render: (row) => <Presence row={row} /> },
  ]
}

function Presence({ row }: { row: Person }) {
  const t = useWords(peopleWords)
  if (!row.active) return <span className="quiet">{t('left')}</span>
  if (row.onLeaveUntil) {
    return (
      <span className="ochre row gap-4">
        <Icon name="calendar" /> {t('leave')} <DateText value={row.onLeaveUntil} />
      </span>
    )
  }
  if (!row.canSignIn) return <span className="quiet">{t('noSignIn')}</span>
  return (
    <span className="lv row gap-4">
      <Icon name="check" /> {t('here')}
    </span>
  )
}
