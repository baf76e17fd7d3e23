import { useQueries } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { shortNumber } from '../../ui/format.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { HandoverOrder } from './plan.ts'
import { handoverWords } from './words.ts'

type Order = Reply<'GET /v1/orders/:id'>

/** More orders than this are not read one by one: a package of fifty needs one note, not fifty lines. */
const readable = 6

/** A note drafted from what the system knows: shipped lines, shortages, promise, money, the order's own remark. */
export function useDraftNote(orders: readonly HandoverOrder[]): string {
  const t = useWords(handoverWords)
  const language = useLanguage()
  const format = useFormat()
  const read = useQueries({
    queries: (orders.length <= readable ? orders : []).map(({ id }) => ({
      queryKey: ['order', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('GET /v1/orders/:id', { params: { id }, signal }),
    })),
  })
  const sentence = (order: Order): string => {
    const shipped = order.lines.filter((line) => line.shipped !== '0').length
    const short = order.lines.filter((line) => line.short !== '0').length
    const parts: string[] = []
    if (order.state === 'processing' || shipped > 0)
      parts.push(t('draftShipped', { done: shipped, all: order.lines.length }))
    if (order.state === 'processing' && short > 0) parts.push(t('draftShort', { count: short }))
    if (order.promisedOn) parts.push(t('draftPromised', { date: format.date(order.promisedOn) }))
    else if (order.requestedOn) parts.push(t('draftRequested', { date: format.date(order.requestedOn) }))
    if (order.progress.invoiced !== 'none' && order.progress.paid !== 'fully')
      parts.push(t('draftUnpaid', { amount: format.money(order.gross, order.currency) }))
    if (order.note) parts.push(order.note.replace(/[。.]$/, ''))
    return parts.join(language === 'zh' ? '；' : '; ')
  }
  const colon = language === 'zh' ? '：' : ': '
  return read.flatMap(({ data }) => (data ? [`${shortNumber(data.number)}${colon}${sentence(data)}`] : [])).join('\n')
}
