import type { May } from '@baton/contract/endpoint'
import { Refusal } from './refusal.ts'
import { decideRight } from './right.ts'
import type { Work } from './work.ts'

/** An act by its name: the right it needs, and the rule that decides it, which throws a refusal. */
export type Acts = Record<string, { right: string; decide?: () => unknown }>

/** What the actor may do to a subject now, decided by the commands' own rules, with the refusal of what is not allowed. */
export function mayOf(work: Work, acts: Acts): May {
  return Object.entries(acts).map(([act, { right, decide }]) => {
    try {
      decideRight(work.actor, right)
      decide?.()
      return { act, allowed: true }
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused
      return { act, allowed: false, code: refused.code, because: refused.sentence[work.language] }
    }
  })
}
