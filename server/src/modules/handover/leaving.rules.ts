import type { Left } from '@baton/contract/leaving'
import { refusals } from '../../kernel/refusal.ts'

const WORDS: Record<Left['kind'], { zh: string; en: [one: string, other: string] }> = {
  order: { zh: '张经手的订单', en: ['order in hand', 'orders in hand'] },
  task: { zh: '个作业', en: ['task', 'tasks'] },
  owned: { zh: '张负责的订单', en: ['order to answer for', 'orders to answer for'] },
  customer: { zh: '个负责的客户', en: ['customer to answer for', 'customers to answer for'] },
  offer: { zh: '个待接收的转交', en: ['handover to answer', 'handovers to answer'] },
  department: { zh: '个部门由其负责', en: ['department to head', 'departments to head'] },
  member: { zh: '名成员', en: ['member', 'members'] },
  pool: { zh: '件待认领的事', en: ['thing in its pool', 'things in its pool'] },
  below: { zh: '个下级部门', en: ['department below it', 'departments below it'] },
}

const inChinese = (left: readonly Left[]) => left.map(({ kind, count }) => `${count} ${WORDS[kind].zh}`).join('、')
const inEnglish = (left: readonly Left[]) =>
  left.map(({ kind, count }) => `${count} ${WORDS[kind].en[count === 1 ? 0 : 1]}`).join(', ')

export const no = refusals('handover', {
  personUnknown: {
    status: 404,
    zh: () => '没有这个人。请从人员列表里选。',
    en: () => 'There is no such person. Choose one from the list of people.',
  },
  personLeft: {
    status: 409,
    zh: (name: string) => `${name}已经停用，不用再停用。`,
    en: (name: string) => `${name} is disabled already.`,
  },
  oneself: {
    status: 409,
    zh: () => '不能停用自己。请同事来做。',
    en: () => 'You cannot disable yourself. Ask a colleague.',
  },
  notEmptyHanded: {
    status: 409,
    zh: (name: string, left: readonly Left[]) => `${name}还有${inChinese(left)}，不能停用。请先转交或换人负责。`,
    en: (name: string, left: readonly Left[]) =>
      `${name} still has ${inEnglish(left)} and cannot be disabled. Hand them over or name somebody else first.`,
  },
  departmentUnknown: {
    status: 404,
    zh: () => '没有这个部门，或已关闭。请从部门树里选。',
    en: () => 'There is no such department, or it was closed. Choose one from the tree.',
  },
  departmentNotEmpty: {
    status: 409,
    zh: (name: string, left: readonly Left[]) => `「${name}」还有${inChinese(left)}，不能关闭。请先移走。`,
    en: (name: string, left: readonly Left[]) =>
      `${name} still has ${inEnglish(left)} and cannot be closed. Move them elsewhere first.`,
  },
})

/** Who leaves has nothing in hand: what is left is named, with the page of each where it is given away. */
export function decideLeaver(
  person: { id: string; name: string; active: boolean } | undefined,
  left: readonly Left[],
  actor: { personId: string },
): void {
  if (!person) throw no.personUnknown()
  if (!person.active) throw no.personLeft(person.name)
  if (person.id === actor.personId) throw no.oneself()
  if (left.length > 0) throw no.notEmptyHanded(person.name, left).with({ left })
}

/** Closed is only what nobody and nothing is in. */
export function decideClosing(department: { nameZh: string } | undefined, left: readonly Left[]): void {
  if (!department) throw no.departmentUnknown()
  if (left.length > 0) throw no.departmentNotEmpty(department.nameZh, left).with({ left })
}
