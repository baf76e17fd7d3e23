import type { TestCompany } from './company.ts'
import type { Example, Operation } from './operation.ts'

/** What the operations on people, accounts and roles name: all of it made for them, so that nobody else is touched. */
export interface PeopleSubjects {
  role: string
  newcomer: string
  colleague: string
  department: string
  calendar: string
  leave: string
  session: string
}

export async function makePeople(company: TestCompany): Promise<PeopleSubjects> {
  const admin = await company.as('admin')
  const top = company.founded.departments.get('D10')!
  const { id: role } = await admin.post('/v1/roles', { copyOf: 'sales', nameZh: '外贸业务', nameEn: 'Export sales' })
  const { id: department } = await admin.post('/v1/departments', {
    ...{ nameZh: '外贸组', nameEn: 'Export', kind: 'sales', parentId: top },
  })
  const { id: newcomer } = await admin.post('/v1/persons', { name: '苏小北', departmentId: department })
  const { id: colleague } = await admin.post('/v1/persons', { name: '顾南', departmentId: department })
  await admin.post(`/v1/persons/${colleague}/account`, { account: `c-${colleague}`, roles: [role] })
  const { rows } = await admin.read('/v1/calendars?year=2026')
  const { id: calendar } = await admin.post('/v1/calendars', { copyOf: rows[0].id, nameZh: '外贸', nameEn: 'Export' })
  const { id: leave } = await admin.post('/v1/leave', {
    ...{ personId: colleague, from: '2098-01-01T00:00:00Z', until: '2098-01-03T00:00:00Z', reason: '年假' },
  })
  const sessions = await admin.read('/v1/me/sessions')
  return { role, newcomer, colleague, department, calendar, leave, session: sessions.rows[0].id }
}

export const examplesOfAdministration = (subjects: PeopleSubjects) => ({
  ...examplesOfAccounts(subjects),
  ...examplesOfPersons(subjects),
})

const at = (id: string, rest = '') => `/v1/persons/${id}${rest}`

function examplesOfAccounts({ role, newcomer, colleague, department, calendar, session }: PeopleSubjects) {
  return {
    'GET /v1/me/invitations': { path: '/v1/me/invitations' },
    'POST /v1/me/invitations/:id/accept': { path: `/v1/me/invitations/${newcomer}/accept`, body: {} },
    'POST /v1/me/invitations/:id/decline': { path: `/v1/me/invitations/${newcomer}/decline`, body: {} },
    'GET /v1/me/sessions': { path: '/v1/me/sessions' },
    'DELETE /v1/me/sessions/:id': { path: `/v1/me/sessions/${session}` },
    'GET /v1/rights': { path: '/v1/rights' },
    'GET /v1/roles': { path: '/v1/roles' },
    'POST /v1/roles': { path: '/v1/roles', body: { copyOf: 'sales', nameZh: '内销业务', nameEn: 'Home sales' } },
    'PATCH /v1/roles/:id': {
      path: `/v1/roles/${role}`,
      body: { nameZh: '外贸', nameEn: 'Export', scope: 'below', rights: ['orders.read'] },
      version: 1,
    },
    'DELETE /v1/roles/:id': { path: `/v1/roles/${role}` },
    'GET /v1/roles/:id/timeline': { path: `/v1/roles/${role}/timeline?limit=10` },
    'GET /v1/users': { path: '/v1/users?q=chen&role=tracker&limit=10' },
    'POST /v1/persons/:id/account': {
      path: at(newcomer, '/account'),
      body: { account: 'su.xiaobei', roles: ['sales'] },
    },
    'POST /v1/persons/:id/account/invitation': {
      path: at(newcomer, '/account/invitation'),
      body: { account: 'works.elsewhere', roles: ['sales'] },
    },
    'DELETE /v1/persons/:id/account/invitation': { path: at(newcomer, '/account/invitation') },
    'PATCH /v1/persons/:id/account': { path: at(colleague, '/account'), body: { account: 'gu.nan' } },
    'POST /v1/persons/:id/account/password': { path: at(colleague, '/account/password'), body: {} },
    'POST /v1/persons/:id/account/lock': { path: at(colleague, '/account/lock'), body: { reason: '手机丢失' } },
    'POST /v1/persons/:id/account/unlock': { path: at(colleague, '/account/unlock'), body: {} },
    'POST /v1/persons/:id/account/sign-out': { path: at(colleague, '/account/sign-out'), body: {} },
    'PUT /v1/persons/:id/roles': { path: at(colleague, '/roles'), body: { roles: ['sales'] } },
    'GET /v1/persons/:id/timeline': { path: at(colleague, '/timeline?limit=10') },
    'GET /v1/departments/:id/timeline': { path: `/v1/departments/${department}/timeline?limit=10` },
    'GET /v1/calendars/:id/timeline': { path: `/v1/calendars/${calendar}/timeline?limit=10` },
  } satisfies Partial<Record<Operation, Example>>
}

function examplesOfPersons({ newcomer, colleague, department, calendar, leave }: PeopleSubjects) {
  const person = {
    name: '苏小北',
    position: '业务员',
    phone: '138 0571 2266',
    email: 'su@example.com',
    loadCeiling: 20,
  }
  const named = {
    nameZh: '内销组',
    nameEn: 'Home sales',
    parentId: department,
    headId: colleague,
    calendarId: calendar,
  }
  const names = { nameZh: '两班', nameEn: 'Two shifts' }
  return {
    'POST /v1/departments': {
      path: '/v1/departments',
      body: { ...named, kind: 'sales', number: 'D11' },
    },
    'PATCH /v1/departments/:id': {
      path: `/v1/departments/${department}`,
      body: { ...named, parentId: null },
      version: 1,
    },
    'POST /v1/departments/:id/close': { path: `/v1/departments/${department}/close`, body: {} },
    'GET /v1/persons/:id': { path: at(colleague) },
    'POST /v1/persons': { path: '/v1/persons', body: { ...person, departmentId: department, number: 'E900' } },
    'PATCH /v1/persons/:id': { path: at(newcomer), body: { ...person, departmentId: department }, version: 1 },
    'GET /v1/persons/:id/left': { path: at(colleague, '/left') },
    'POST /v1/persons/:id/disable': { path: at(newcomer, '/disable'), body: { reason: '离职' } },
    'POST /v1/persons/:id/enable': { path: at(newcomer, '/enable'), body: {} },
    'GET /v1/leave': {
      path: `/v1/leave?from=2098-01-01&until=2098-02-01&personId=${colleague}&departmentId=${department}&cancelled=true`,
    },
    'POST /v1/leave': {
      path: '/v1/leave',
      body: { personId: newcomer, from: '2098-03-01T00:00:00Z', until: '2098-03-03T00:00:00Z', reason: '年假' },
    },
    'POST /v1/leave/:id/end': { path: `/v1/leave/${leave}/end`, body: { reason: '提前返岗' } },
    'GET /v1/calendars': { path: '/v1/calendars?year=2026' },
    'GET /v1/calendars/suggested': { path: '/v1/calendars/suggested?year=2026' },
    'POST /v1/calendars': { path: '/v1/calendars', body: { copyOf: calendar, ...names } },
    'PATCH /v1/calendars/:id': {
      path: `/v1/calendars/${calendar}`,
      body: {
        ...names,
        shifts: [{ weekday: 1, from: 480, to: 720 }],
        year: { year: 2026, days: [{ day: '2026-12-25', working: false, name: '厂休' }] },
      },
      version: 1,
    },
  } satisfies Partial<Record<Operation, Example>>
}
