import { unitPrice } from '@baton/contract/decimal'
import type { catalog } from '@baton/contract/masters'
import { query } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { no, priceFor } from './catalog.rules.ts'
import { findItems, findPrices } from './items.ts'

const ONE = 1_000_000n

/** The price without tax for a customer, a quantity (by default one unit) and a day (by default today). */
export const quotePrice = query({
  load: (work, request: RequestOf<(typeof catalog)['GET /v1/items/:id/price']>) => ({
    items: findItems(work, [request.id]),
    prices: findPrices(work, [request.id], request.customerId ? [request.customerId] : []),
  }),
  run: (work, request, { items, prices }) => {
    const item = items.get(request.id)
    if (!item) throw no.notFound()
    const price = priceFor(item, prices.get(request.id) ?? [], {
      customerId: request.customerId,
      quantity: request.quantity ?? ONE,
      on: request.on ?? dayIn(work.company.timeZone, work.now),
    })
    return { unitPrice: price.unitPrice === null ? null : unitPrice(price.unitPrice), from: price.from }
  },
})
