import { refusals } from '../../kernel/refusal.ts'

export const no = refusals('notes', {
  subjectUnknown: {
    status: 404,
    zh: () => '没有这张订单，或你无权查看。请核对编号。',
    en: () => 'There is no such order, or you may not see it. Check the number.',
  },
})

export function decideReadable(readable: boolean): void {
  if (!readable) throw no.subjectUnknown()
}

interface Named {
  id: string
  name: string
}

/** Those whose names stand behind an @. Where one name begins another, the longest that fits is meant. */
export function mentionsIn(text: string, named: readonly Named[]): Named[] {
  const longestFirst = [...named].sort((one, other) => other.name.length - one.name.length)
  const meant = [...text.matchAll(/@/g)].flatMap(
    ({ index }) => longestFirst.find(({ name }) => text.startsWith(name, index + 1)) ?? [],
  )
  return [...new Set(meant)]
}
