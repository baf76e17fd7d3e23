import { type Language, refusals } from './refusal.ts'
import type { Actor } from './work.ts'

/** What a right is called; told when an application is put together, since the kernel knows none. */
let nameOf = (right: string, _language: Language): string => right

export function nameRights(name: (right: string, language: Language) => string): void {
  nameOf = name
}

const no = refusals('kernel', {
  noRight: {
    status: 403,
    zh: (right: string) => `没有「${nameOf(right, 'zh')}」权限。请让管理员给你的角色加上它。`,
    en: (right: string) =>
      `You do not hold the right "${nameOf(right, 'en')}". Ask an administrator to add it to your role.`,
  },
})

/** Refuses an actor who does not hold a right. */
export function decideRight(actor: Actor, right: string): void {
  if (!actor.rights.has(right)) throw no.noRight(right).with({ right })
}
