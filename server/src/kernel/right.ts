import { refusals } from './refusal.ts'
import type { Actor } from './work.ts'

const no = refusals('kernel', {
  noRight: {
    status: 403,
    zh: (right: string) => `没有「${right}」权限。请让管理员给你的角色加上它。`,
    en: (right: string) => `You do not hold the right "${right}". Ask an administrator to add it to your role.`,
  },
})

/** Refuses an actor who does not hold a right. */
export function decideRight(actor: Actor, right: string): void {
  if (!actor.rights.has(right)) throw no.noRight(right)
}
