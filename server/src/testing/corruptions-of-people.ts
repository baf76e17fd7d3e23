import { type Corruption, drop, ID } from './corrupting.ts'

const department = (number: string) => `(select department_id from people.department where number = '${number}')`

/** Damage to departments, persons, leave, calendars and roles. */
export const corruptionsOfPeople: Corruption[] = [
  [
    'A3',
    'a role holds a right that nobody knows',
    () => `update access.role set rights = array['orders.everything'] where role_id = 'sales'`,
  ],
  [
    'A3',
    'the administrator’s role is no longer built in',
    () => `update access.role set built_in = false where role_id = 'admin'`,
  ],
  [
    'H1',
    'two departments stand below each other',
    () =>
      `update people.department set parent_id = ${department('D60')} where number = 'D50'; update people.department set parent_id = ${department('D50')} where number = 'D60'`,
  ],
  [
    'H1',
    'a department stands below one that was closed',
    () =>
      `${drop('people.department', 'parent_active')} ${drop('people.person', 'department_active')} ${drop('custody.custody', 'pool_active')}
       update people.person set department_id = ${department('D10')} where department_id = ${department('D00')};
       update people.department set active = false where number = 'D00'`,
  ],
  [
    'H2',
    'somebody is on leave twice',
    () =>
      `insert into people.leave (leave_id, person_id, from_at, until_at, recorded_by)
       select l.id, p.person_id, l.from_at, l.from_at + interval '2 days', p.person_id from people.person p,
              (values (${ID(8)}::uuid, timestamptz '2027-01-01'), (${ID(9)}::uuid, timestamptz '2027-01-02')) as l (id, from_at) where p.number = 'E021'`,
  ],
  ['H3', 'somebody who left can still sign in', () => `update people.person set active = false where number = 'E022'`],
  ['H4', 'the company has no calendar of its own', () => 'update people.calendar set standard = false'],
  [
    'W2-people',
    'somebody is there of whom no journal tells',
    () =>
      `insert into people.person (person_id, number, name, department_id) values (${ID(8)}, 'E-X', 'X', ${department('D10')})`,
  ],
  [
    'W2-people',
    'a change does not tell how it was before',
    ({ tracker }) => `
      update kernel.event set type = 'people.personChanged', bytes = replace(bytes, 'people.personCreated', 'people.personChanged') where subject_id = '${tracker}';
      update kernel.event set hash = sha256(decode(repeat('00', 32), 'hex') || convert_to(bytes, 'UTF8')) where subject_id = '${tracker}';
      update kernel.chain c set hash = e.hash from kernel.event e where c.subject_id = '${tracker}' and e.subject_id = c.subject_id;`,
  ],
]
