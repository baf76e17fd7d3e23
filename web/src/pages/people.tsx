import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Reply } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useListState } from '../app/list-state.ts'
import { useRight } from '../app/session.ts'
import { DepartmentBar } from '../features/people/department-bar.tsx'
import { DepartmentDialog } from '../features/people/department-dialog.tsx'
import { Departments } from '../features/people/departments.tsx'
import { useDepartments, usePersons } from '../features/people/people.ts'
import { PeopleTabs } from '../features/people/people-tabs.tsx'
import { NewPersonDialog } from '../features/people/person-dialog.tsx'
import { peopleWords } from '../features/people/words.ts'
import { nameIn } from '../ui/departments.ts'
import { DateText } from '../ui/figures.tsx'
import { Icon } from '../ui/icon.tsx'
import { ImportLink } from '../ui/import-link.tsx'
import { Initial } from '../ui/initial.tsx'
import { type ListColumn, ListTable } from '../ui/list-table.tsx'
import { NothingFound } from '../ui/nothing-found.tsx'
import { Page, Toolbar } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SearchBox } from '../ui/search-box.tsx'

type Person = Reply<'GET /v1/persons'>['rows'][number]

/** Who is there, in which department, under whom, and who is away. */
export function People() {
  const t = useWords(peopleWords)
  const navigate = useNavigate()
  const list = useListState()
  const department = list.get('department')
  const mayChange = useRight('people.change')
  const [adding, setAdding] = useState<'person' | 'department' | null>(null)
  useCrumbs([{ label: t('people') }])
  const departments = useDepartments()
  const tree = departments.data?.rows ?? []
  const shown = tree.find(({ id }) => id === department)
  const persons = usePersons(list.q, department)
  const close = () => setAdding(null)
  return (
    <Page>
      <h1 className="hidden-text">{t('people')}</h1>
      <PeopleTabs current="list" />
      <ProblemNotice error={departments.error} onRetry={() => void departments.refetch()} />
      <div className="people-page">
        {departments.data && <Departments rows={tree} current={department} />}
        <div className="stack gap-12">
          <Toolbar>
            <SearchBox value={list.q} placeholder={t('search')} onChange={(q) => list.set({ q })} />
            <ImportLink kind="persons" right="people.change" />
            {mayChange && (
              <>
                <Button onClick={() => setAdding('department')}>{t('newDepartment')}</Button>
                <Button type="primary" icon={<Icon name="plus" />} onClick={() => setAdding('person')}>
                  {t('newPerson')}
                </Button>
              </>
            )}
          </Toolbar>
          {mayChange && shown && <DepartmentBar key={shown.id} departments={tree} department={shown} />}
          <ListTable<Person>
            label={t('people')}
            rows={persons.data?.rows}
            rowKey={(row) => row.id}
            rowName={(row) => row.name}
            columns={usePersonColumns()}
            loading={persons.isPending}
            error={persons.error}
            onRetry={() => void persons.refetch()}
            onOpen={(row) => void navigate(`/people/${row.id}`)}
            isQuiet={(row) => !row.active}
            empty={<NothingFound list={list} icon="people" text={t('empty')} narrowedBy={['department']} />}
          />
        </div>
      </div>
      {adding === 'person' && (
        <NewPersonDialog
          departments={tree}
          departmentId={department}
          onClose={close}
          onDone={(id) => void navigate(`/people/${id}`)}
        />
      )}
      {adding === 'department' && (
        <DepartmentDialog departments={tree} department={null} parentId={department} onClose={close} />
      )}
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
    { key: 'department', title: t('department'), phone: 'note', render: (row) => nameIn(row.department, language) },
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
