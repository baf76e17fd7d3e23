import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { tellDone } from '../../ui/undo.tsx'
import { lapsesIn } from './package-rules.ts'
import { inboxWords } from './words.ts'

export type Box = 'inbox' | 'sent' | 'pool' | 'answered'
export const boxes: readonly Box[] = ['inbox', 'sent', 'pool', 'answered']

/** Handovers are told as events of their orders, so their queries are of the kind `order`. */
const boxKey = (box: Box) => ['order', 'handovers', box] as const

export function useBox(box: Box) {
  return useInfiniteQuery({
    queryKey: boxKey(box),
    queryFn: ({ signal, pageParam }) =>
      call('GET /v1/handovers', { query: { box, limit: 50, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) => lapsesIn(state.data?.pages.flatMap((page) => page.rows) ?? []),
  })
}

export function usePackage(id: string) {
  return useQuery({
    queryKey: ['order', 'handover', id],
    queryFn: ({ signal }) => call('GET /v1/handovers/:id', { params: { id }, signal }),
    refetchInterval: ({ state }) => lapsesIn(state.data ? [state.data] : []),
  })
}

/** The answers to a package, each a call, a word of what became of it, and fresh lists. */
export function useAnswers() {
  const t = useWords(inboxWords)
  const accept = useAct('POST /v1/handovers/:id/accept', ({ orders }) =>
    tellDone({ text: t('accepted', { count: orders.length }) }),
  )
  const decline = useAct('POST /v1/handovers/:id/decline')
  const recall = useAct('POST /v1/handovers/:id/recall', ({ number }) => tellDone({ text: t('recalled', { number }) }))
  const reverse = useAct('POST /v1/handovers/:id/reverse', ({ number }) =>
    tellDone({ text: t('reversed', { number }) }),
  )
  return { accept, decline, recall, reverse }
}
