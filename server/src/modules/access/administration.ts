import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'

const lockVersion = statement(
  'access.lockAdministration',
  'select version from kernel.rights_version order by company_id for no key update',
)
const raiseVersion = statement('access.raiseVersion', 'update kernel.rights_version set version = version + 1')

/**
 * Locks what there is one of in each company: changes of people, accounts and roles are made one after the other, so that two of them
 * cannot together do what neither may, such as leaving the company without an administrator. Nobody else waits for it.
 */
export function loadAdministration(work: Work): void {
  work.read(lockVersion)
}

/** What servers remember of this company is old: rights, departments, calendars, sessions. */
export function raiseRights(work: Work): void {
  work.write(raiseVersion, [])
}
