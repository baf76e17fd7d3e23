import { rights } from '@baton/contract/rights'
import { type Language, useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { useFormat } from '../../ui/use-format.ts'
import { accessWords } from './access-words.ts'
import { eventWords } from './event-words.ts'
import { type JournalEvent, useCalendars, useDepartments, usePersons } from './people.ts'

export interface Told {
  text: string
  changes: { label: string; before: string; after: string }[]
  quote?: string
}

type Names = ReadonlyMap<string, string>
type Say = ReturnType<typeof useWords<typeof eventWords.zh>>

/** Ids by the names that they have now. */
function useNames(language: Language): Names {
  const departments = useDepartments().data?.rows ?? []
  const persons = usePersons().data?.rows ?? []
  const calendars = useCalendars(new Date().getFullYear()).data?.rows ?? []
  return new Map([
    ...departments.map((one) => [one.id, nameIn(one, language)] as const),
    ...calendars.map((one) => [one.id, nameIn(one, language)] as const),
    ...persons.map((one) => [one.id, one.name] as const),
  ])
}

const isNamed = (value: unknown): value is { nameZh: string; nameEn: string } =>
  typeof value === 'object' && value !== null && 'nameZh' in value && 'nameEn' in value

/** Tells an event of a person, department, calendar or role: what was done, and each difference. */
export function useTold(): (event: JournalEvent) => Told {
  const t = useWords(eventWords)
  const scopes = useWords(accessWords)
  const language = useLanguage()
  const format = useFormat()
  const names = useNames(language)
  const joint = language === 'zh' ? '、' : ', '
  const plain = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('nothing')
    if (Array.isArray(value)) return value.length === 0 ? t('nothing') : value.map(plain).join(joint)
    if (isNamed(value)) return nameIn(value, language)
    const text = String(value)
    return names.get(text) ?? text
  }
  const shown = (name: string, value: unknown): string => {
    const scope = ['own', 'department', 'below', 'all'].find((one) => one === value)
    if (name === 'scope' && scope) return scopes(scope as 'own')
    return plain(value)
  }
  const tell = (event: JournalEvent): Told => {
    const name = event.type.slice(event.type.indexOf('.') + 1)
    const data = event.data
    const known = name in eventWords.zh ? (name as 'personChanged') : null
    const facts = {
      type: event.type,
      from: typeof data.from === 'string' ? format.date(data.from) : '',
      until: typeof data.until === 'string' ? format.date(data.until) : '',
      account: typeof data.account === 'string' ? data.account : '',
      name:
        isNamed(data.copyOf) || typeof data.copyOf === 'object'
          ? plain((data.copyOf as { nameZh?: string } | null)?.nameZh)
          : '',
    }
    return {
      text: known ? (t as (key: string, facts: object) => string)(known, facts) : t('unknown', { type: event.type }),
      changes: Object.entries(data).flatMap(([key, value]) => differenceIn(key, value, t, shown, language)),
      ...(typeof data.reason === 'string' && data.reason && { quote: data.reason }),
    }
  }
  return tell
}

const rightName = (right: string, language: Language): string =>
  right in rights ? rights[right as keyof typeof rights][language] : right

function differenceIn(
  key: string,
  value: unknown,
  t: Say,
  shown: (name: string, value: unknown) => string,
  language: Language,
): Told['changes'] {
  const isDifference = typeof value === 'object' && value !== null && 'before' in value && 'after' in value
  if (!isDifference || !(key in eventWords.zh)) return []
  const { before, after } = value as { before: unknown; after: unknown }
  const label = t(key as 'name')
  if (key === 'rights' && Array.isArray(before) && Array.isArray(after)) {
    const joint = language === 'zh' ? '、' : ', '
    const list = (from: unknown[], to: unknown[]) =>
      from
        .filter((one) => !to.includes(one))
        .map((one) => rightName(String(one), language))
        .join(joint)
    const [gone, added] = [list(before, after), list(after, before)]
    return [
      {
        label,
        before: gone ? t('rightsGone', { rights: gone }) : t('rightsCount', { count: before.length }),
        after: added ? t('rightsAdded', { rights: added }) : t('rightsCount', { count: after.length }),
      },
    ]
  }
  if (key === 'shifts' || key === 'days') {
    const count = (rows: unknown) => t(`${key}Count`, { count: Array.isArray(rows) ? rows.length : 0 })
    return [{ label, before: count(before), after: count(after) }]
  }
  return [{ label, before: shown(key, before), after: shown(key, after) }]
}
