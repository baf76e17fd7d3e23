import type { Corruption } from './corrupting.ts'

export const corruptionsOfImports: Corruption[] = [
  [
    'IM1',
    'an import counts a row that it has not',
    ({ imported }) => `update imports.import set rows = rows + 1, wrong = wrong + 1 where import_id = '${imported}'`,
  ],
  [
    'IM2',
    'a row says that it created a customer who is not there',
    ({ imported }) =>
      `update imports.file_row set subject_id = import_id where import_id = '${imported}' and state = 'created'`,
  ],
]
