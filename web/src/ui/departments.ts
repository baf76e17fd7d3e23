import type { DepartmentKind, DepartmentRef } from '@baton/contract/people'
import type { Language } from '../app/language.ts'

export type { DepartmentKind, DepartmentRef }

export const departmentKinds: readonly DepartmentKind[] = [
  'sales',
  'tracking',
  'finance',
  'planning',
  'buying',
  'store',
  'shop',
  'shipping',
  'management',
]

/** The class that sets `--tint` and `--rail`; a kind that is not known stays neutral. */
export const departmentClass = (kind: string): string =>
  `dept-${departmentKinds.find((one) => one === kind) ?? 'management'}`

/** What has a name in both languages, as departments and receivers have; the Chinese one stands in for a missing other. */
export const nameIn = (named: { nameZh: string; nameEn: string }, language: Language): string =>
  language === 'en' ? named.nameEn || named.nameZh : named.nameZh
