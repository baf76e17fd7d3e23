export type Language = 'zh' | 'en'

/** One sentence in both languages: what, why, what to do. */
export type Sentence = Record<Language, string>

interface Wording<Facts extends unknown[]> {
  status: number
  zh: (...facts: Facts) => string
  en: (...facts: Facts) => string
}

export interface FieldError {
  pointer: string
  code: string
  zh: string
  en: string
}

/** A "no" that is thrown, so that it cannot be committed by mistake. `data` is for programs: numbers, quantities, ids. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentence: Sentence,
    readonly data?: unknown,
    readonly errors?: FieldError[],
  ) {
    super(sentence.en)
    this.name = 'Refusal'
  }

  /** The same refusal with facts for programs beside the sentence. */
  with(data: unknown, errors?: FieldError[]): Refusal {
    return new Refusal(this.code, this.status, this.sentence, data, errors)
  }
}

/** A module's list of refusals: its error codes, the source of both languages and of the manual's troubleshooting page. */
export function refusals<const T extends Record<string, Wording<never[]>>>(
  module: string,
  table: T,
): { [K in keyof T]: (...facts: Parameters<T[K]['en']>) => Refusal } {
  const made: Record<string, (...facts: never[]) => Refusal> = {}
  for (const [name, wording] of Object.entries(table)) {
    const code = `${module}.${name}`
    made[name] = (...facts) => new Refusal(code, wording.status, { zh: wording.zh(...facts), en: wording.en(...facts) })
  }
  return made as { [K in keyof T]: (...facts: Parameters<T[K]['en']>) => Refusal }
}
