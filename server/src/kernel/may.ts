import type { May } from '@baton/contract/endpoint'
import { Refusal, refusals } from './refusal.ts'
import type { Work } from './work.ts'

const no = refusals('kernel', {
  rightMissing: {
    status: 403,
    zh: (right: string) => `没有「${right}」权限。请让管理员给你的角色加上它。`,
    en: (right: string) => `You do not hold the right "${right}". Ask an administrator to add it to your role.`,
  },
})

/** An act by its name: the right it needs, and the rule that decides it, which throws a refusal. */
export type Acts = Record<string, { right: string; decide?: () => unknown }>

/** What the actor may do to a subject now, decided by the commands' own rules, with the refusal of what is not allowed. */
export function mayOf(work: Work, acts: Acts): May {
  return Object.entries(acts).map(([act, { right, decide }]) => {
    try {
      if (!work.actor.rights.has(right)) throw no.rightMissing(right)
      decide?.()
      return { act, allowed: true }
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused
      return { act, allowed: false, code: refused.code, because: refused.sentence[work.language] }
    }
  })
}
