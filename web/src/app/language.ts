import { stored, useStored } from './stored.ts'

export type Language = 'zh' | 'en'

/** English counts; Chinese does not, so its side is always one sentence. `{count}` decides. */
export interface Plural {
  one: string
  other: string
}

type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never
type Values<S> = { [Name in Placeholders<S>]: string | number }
type Argument<S> = [Placeholders<S>] extends [never] ? [] : [values: Values<S>]

export interface Words<Zh extends Record<string, string> = Record<string, string>> {
  zh: Zh
  en: { [Key in keyof Zh]: string | Plural }
}

export type Say<Zh extends Record<string, string>> = <Key extends keyof Zh>(
  key: Key,
  ...values: Argument<Zh[Key]>
) => string

/** The words of one part of Baton. A key that one language lacks, or has alone, is a type error. */
export function defineWords<const Zh extends Record<string, string>>(words: {
  zh: Zh
  en: { [Key in keyof NoInfer<Zh>]: string | Plural }
}): Words<Zh> {
  return words
}

const languageStore = stored<Language>('baton.language', ['zh', 'en'], () =>
  typeof navigator !== 'undefined' && navigator.languages?.some((one) => one.startsWith('zh')) === false ? 'en' : 'zh',
)

export const setLanguage = languageStore.set
export const currentLanguage = languageStore.get
export const useLanguage = (): Language => useStored(languageStore)

const tag: Record<Language, string> = { zh: 'zh-CN', en: 'en' }
export const languageTag = (language: Language): string => tag[language]

function fill(text: string, values: Record<string, string | number> | undefined): string {
  if (!values) return text
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : String(value)
  })
}

/** The sentence of a key in a language, for places without a component: titles, tests, messages. */
export function wordsIn<Zh extends Record<string, string>>(words: Words<Zh>, language: Language): Say<Zh> {
  return (key, ...rest) => {
    const values = rest[0] as Record<string, string | number> | undefined
    const entry = words[language][key] as string | Plural
    if (typeof entry === 'string') return fill(entry, values)
    const count = String(values?.count ?? '').replaceAll(',', '')
    return fill(count === '1' ? entry.one : entry.other, values)
  }
}

export function useWords<Zh extends Record<string, string>>(words: Words<Zh>): Say<Zh> {
  return wordsIn(words, useLanguage())
}
