import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useListState } from '../../app/list-state.ts'
import { nameIn } from '../../ui/departments.ts'
import { Empty } from '../../ui/empty.tsx'
import { Initial } from '../../ui/initial.tsx'
import { pageFound, pageSearched } from '../../ui/list-page.ts'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { Toolbar } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { accessWords } from './access-words.ts'
import { type User, useRoles } from './people.ts'
import './people-page.css'

/** Who can sign in, with which roles; a row leads to the person, where the acts are. */
export function UsersList() {
  const t = useWords(accessWords)
  const language = useLanguage()
  const navigate = useNavigate()
  const list = useListState()
  const roles = useRoles()
  const role = list.get('role') ?? ''
  const query = { ...pageSearched(list), role: role || undefined }
  const users = useQuery({
    queryKey: ['person', 'users', query],
    queryFn: ({ signal }) => call('GET /v1/users', { query, signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <Toolbar>
        <SearchBox value={list.q} placeholder={t('findUser')} onChange={(q) => list.set({ q })} />
        <span className="people-select">
          <OneOf
            label={t('role')}
            value={role}
            onChange={(chosen) => list.set({ role: chosen || null })}
            options={[
              { value: '', label: t('everyRole') },
              ...(roles.data?.rows ?? []).map((one) => ({ value: one.id, label: nameIn(one, language) })),
            ]}
          />
        </span>
      </Toolbar>
      <ListTable<User>
        label={t('account')}
        {...pageFound(list, users)}
        rowKey={(row) => row.person.id}
        rowName={(row) => row.person.name}
        columns={useColumns()}
        onOpen={(row) => void navigate(`/people/${row.person.id}`)}
        isQuiet={(row) => row.state === 'disabled'}
        empty={<Empty icon="people">{t('noUsers')}</Empty>}
      />
    </>
  )
}

const tones = { active: 'lv', locked: 'ochre', disabled: 'quiet' } as const

function useColumns(): ListColumn<User>[] {
  const t = useWords(accessWords)
  const language = useLanguage()
  return [
    {
      key: 'name',
      title: t('person'),
      phone: 'title',
      render: (row) => (
        <span className="person">
          <Initial name={row.person.name} department={row.department.kind} />
          <b>{row.person.name}</b>
        </span>
      ),
    },
    { key: 'account', title: t('account'), phone: 'line', render: (row) => row.account },
    {
      key: 'roles',
      title: t('roles'),
      phone: 'note',
      render: (row) =>
        row.roles.length > 0 ? (
          row.roles.map((one) => nameIn(one, language)).join(language === 'zh' ? '、' : ', ')
        ) : (
          <span className="quiet">{t('nothing')}</span>
        ),
    },
    {
      key: 'scope',
      title: t('scope'),
      phone: 'none',
      render: (row) => (row.scope ? t(row.scope) : <span className="quiet">{t('nothing')}</span>),
    },
    {
      key: 'sessions',
      title: t('sessions'),
      phone: 'none',
      align: 'right',
      render: (row) => (row.sessions > 0 ? t('sessionCount', { count: row.sessions }) : ''),
    },
    {
      key: 'state',
      title: t('state'),
      phone: 'side',
      render: (row) => <span className={tones[row.state]}>{t(row.state)}</span>,
    },
  ]
}
