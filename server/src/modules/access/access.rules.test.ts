import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rights } from '@baton/contract/rights'
import {
  decideAdministrators,
  decideDeletion,
  decideMember,
  decideNewAccount,
  decideOverAdministrator,
  decideOwnRole,
  decideRights,
  decideRoleName,
  decideRoles,
  decideUnshared,
  type RoleFacts,
} from './access.rules.ts'
import type { Member } from './accounts.ts'
import { ROLES } from './roles.ts'

const refused = (code: string) => ({ code: `access.${code}` })
const role = (changes: Partial<RoleFacts> = {}): RoleFacts => ({
  ...{ id: 'own', journalId: 'own', nameZh: '外贸', nameEn: 'Export', scope: 'own', rights: [], builtIn: false },
  ...{ version: 1, persons: 0, ...changes },
})
const member: Member = {
  ...{ userId: 'u', account: 'a', active: true, locked: false, mustChange: false, shared: false },
}

test('somebody is always left who administers, and nobody takes it from themselves', () => {
  const by = (personId: string, roleId = 'admin') => ({ personId, roleId })
  const table: [string, string[], string[], string | null][] = [
    ['another is left', ['me', 'you'], ['me'], null],
    ['nobody is left', ['you'], [], 'lastAdministrator'],
    ['nobody is left, not even I', ['me'], [], 'lastAdministrator'],
    ['another is left, but not I', ['me', 'you'], ['you'], 'ownAdministration'],
    ['I keep it by another role', ['me', 'me', 'you'], ['me', 'you'], null],
    ['I never had it', ['you', 'they'], ['they'], null],
  ]
  for (const [what, before, after, code] of table) {
    const act = () =>
      decideAdministrators(
        before.map((one) => by(one)),
        after.map((one) => by(one)),
        { personId: 'me' },
      )
    if (code) assert.throws(act, refused(code), what)
    else assert.doesNotThrow(act, what)
  }
})

test('built-in roles stay, one’s own are named once, hold known rights, and go when nobody has them', () => {
  assert.throws(() => decideOwnRole(undefined), refused('roleUnknown'))
  assert.throws(() => decideOwnRole(role({ builtIn: true })), refused('builtIn'))
  assert.equal(decideOwnRole(role()).id, 'own')
  assert.throws(() => decideRoleName({ nameZh: '外贸', nameEn: 'x' }, [role()]), refused('roleNameTaken'))
  assert.throws(() => decideRoleName({ nameZh: 'x', nameEn: 'EXPORT' }, [role()]), refused('roleNameTaken'))
  assert.throws(() => decideRights(['orders.read', 'toString']), refused('rightUnknown'))
  assert.deepEqual(decideRights(['orders.read', 'handover.read', 'orders.read']), ['handover.read', 'orders.read'])
  assert.throws(() => decideDeletion(role({ persons: 2 })), { ...refused('roleUsed'), data: { persons: 2 } })
  decideDeletion(role())
  assert.throws(() => decideRoles(['own', 'gone'], [role()]), refused('rolesUnknown'))
  assert.deepEqual(decideRoles(['own', 'own'], [role()]), ['own'])
})

test('accounts: one for each person, never one’s own, and of several companies nobody’s', () => {
  assert.throws(() => decideNewAccount('陈静', 'x', member, true), refused('accountThere'))
  assert.throws(() => decideNewAccount('陈静', 'x', undefined, true), refused('accountTaken'))
  decideNewAccount('陈静', 'x', undefined, false)
  const person = { id: 'p', name: '陈静' }
  assert.throws(() => decideMember(person, undefined, { personId: 'p' }), refused('noAccount'))
  assert.throws(() => decideMember(person, member, { personId: 'p' }), refused('ownAccount'))
  assert.equal(decideMember(person, member, { personId: 'q' }), member)
  assert.throws(() => decideUnshared(person, { ...member, shared: true }), refused('sharedAccount'))
  decideUnshared(person, member)
})

test('who manages people has no power over administrators', () => {
  const actor = (...held: string[]) => ({ rights: new Set(held) })
  assert.throws(() => decideOverAdministrator(true, '许可', actor('people.change')), refused('administratorOnly'))
  decideOverAdministrator(true, '许可', actor('access.administer'))
  decideOverAdministrator(false, '周敏', actor('people.change'))
})

test('every right of a built-in role has its names, and the administrator’s role alone administers', () => {
  assert.deepEqual(
    ROLES.flatMap((one) => one.rights).filter((right) => !(right in rights)),
    [],
    'Name these rights in contract/src/rights.ts.',
  )
  assert.deepEqual(
    ROLES.filter((one) => one.rights.includes('access.administer')).map(({ id }) => id),
    ['admin'],
  )
})
