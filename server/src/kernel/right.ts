import { rightName } from '@baton/contract/rights'
import { refusals } from './refusal.ts'
import type { Actor } from './work.ts'

const no = refusals('kernel', {
  noRight: {
    status: 403,
    zh: (right: string) => `没有「${rightName(right, 'zh')}」权限。请让管理员给你的角色加上它。`,
    en: (right: string) =>
      `You do not hold the right "${rightName(right, 'en')}". Ask an administrator to add it to your role.`,
  },
})

/** Refuses an actor who does not hold a right. */
export function decideRight(actor: Actor, right: string): void {
  if (!actor.rights.has(right)) throw no.noRight(right).with({ right })
}
