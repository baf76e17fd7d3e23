import { loadChains } from '../../kernel/events.ts'
import { record, type Work } from '../../kernel/work.ts'

/** What has a code and no id, such as a unit, a tax rate or an account, tells its changes in the company's journal. */
export const loadCompanyJournal = (work: Work): void => loadChains(work, 'company', [work.company.id])

export const tellCompany = (work: Work, type: string, data: Record<string, unknown>): void =>
  record(work, { type, kind: 'company', id: work.company.id, begins: true, data })
