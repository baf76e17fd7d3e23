import { refusals } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/work.ts'

export interface WatchingPerson {
  id: string
  name: string
  departmentId: string
  department: { id: string; nameZh: string; nameEn: string; kind: 'sales' }
}

export const no = refusals('notes', {
  watcherUnknown: {
    status: 422,
    zh: () => '抄送的人里有人不存在或已停用。请重新选择。',
    en: () => 'Somebody of those to be copied does not exist or no longer works here. Choose again.',
  },
  endPassed: {
    status: 422,
    zh: () => '截止时间已过。请选将来的时间，或不设截止。',
    en: () => 'This end has passed. Choose a time to come, or none.',
  },
  notAnswering: {
    status: 403,
    zh: () => '抄送会让对方看到这张订单，只有负责人、当前处理人、作业处理人及其部门负责人能抄送。你可以自己关注。',
    en: () =>
      'Copying lets others read this order; only its owner, its holder, who works on it and their heads may do so. You can watch it yourself.',
  },
  notWatching: {
    status: 404,
    zh: () => '这个人没有关注这张订单。请刷新。',
    en: () => 'This person does not watch the order. Reload the page.',
  },
})

/** Everybody named must work here. */
export function decideWatchers(ids: readonly string[], persons: readonly WatchingPerson[]): void {
  if (persons.length < new Set(ids).size) throw no.watcherUnknown()
}

export function decideEnd(until: string | null, now: Date): Date | null {
  if (until === null) return null
  const end = new Date(until)
  if (end <= now) throw no.endPassed()
  return end
}

/** Who was only shown an order must not show it on. */
export function decideCopying(answers: boolean): void {
  if (!answers) throw no.notAnswering()
}

/** One stops watching by oneself; who copied somebody, and who answers for the order, takes it back. */
export function decideUnwatch<Row extends { personId: string; addedById: string }>(
  row: Row | undefined,
  actor: Actor,
  answers: boolean,
): Row {
  if (!row) throw no.notWatching()
  if (row.personId !== actor.personId && row.addedById !== actor.personId) decideCopying(answers)
  return row
}
