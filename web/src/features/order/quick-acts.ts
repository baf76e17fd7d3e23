import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { tellDone } from '../../ui/undo.tsx'
import { actWords } from './act-words.ts'
import type { ActName } from './acts.ts'
import type { Order, Strip } from './read-order.ts'

/** Acts that need no further facts: accept, claim, reserve again. */
export function useQuickActs(order: Order | undefined, strip: Strip | undefined, onTaken: () => void) {
  const t = useWords(actWords)
  const id = order?.id ?? ''
  const offer = strip?.openOffer
  const accept = useAct(
    () =>
      call('POST /v1/handovers/:id/accept', {
        params: { id: offer?.id ?? '' },
        body: {},
        ifMatch: offer?.version ?? 0,
      }),
    () => {
      onTaken()
      tellDone({ text: t('doneAccept') })
    },
  )
  const claim = useAct(
    () => call('POST /v1/orders/:id/claim', { params: { id }, body: {} }),
    () => {
      onTaken()
      tellDone({ text: t('doneClaim') })
    },
  )
  const process = useAct(
    () => call('POST /v1/orders/:id/process', { params: { id }, body: {} }),
    ({ short }) =>
      tellDone({ text: short.length > 0 ? t('doneProcess', { count: short.length }) : t('doneProcessAll') }),
  )
  const all = { accept, claim, process }
  const busy = (Object.keys(all) as (keyof typeof all)[]).find((one) => all[one].isPending) ?? null
  return {
    busy: busy as ActName | null,
    error: accept.error ?? claim.error ?? process.error,
    /** Does the act if it is one of these. */
    begin: (act: ActName): boolean => {
      if (act !== 'accept' && act !== 'claim' && act !== 'process') return false
      if (!all[act].isPending) all[act].mutate()
      return true
    },
  }
}
