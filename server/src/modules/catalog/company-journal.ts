import { loadChains } from '../../kernel/events.ts'
import { record, type Work } from '../../kernel/work.ts'

/** Units and tax rates have codes and no ids, so that their changes stand in the company's journal. */
export const loadJournal = (work: Work): void => loadChains(work, 'company', [work.company.id])

export const tellCompany = (work: Work, type: string, data: Record<string, unknown>): void =>
  record(work, { type, kind: 'company', id: work.company.id, begins: true, data })

/** What differs, as before and after. */
export function differenceOf<Fields extends object>(before: Fields, after: Fields): Record<string, unknown> {
  const names = (Object.keys(after) as (keyof Fields)[]).filter((name) => before[name] !== after[name])
  return Object.fromEntries(names.map((name) => [name, { before: before[name], after: after[name] }]))
}
