import type { orders } from '@baton/contract/orders'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { dayIn } from '../../kernel/time.ts'
import { addOrders, loadDraftFacts } from './add-orders.ts'
import { decideDraft } from './draft.rules.ts'

type CreateOrder = RequestOf<(typeof orders)['POST /v1/orders']>

/** Creates an order as a draft. Its creator owns and holds it from the first moment. */
export const createOrder = command({
  numbers: () => ({ SO: 1 }),
  load: (work, request: CreateOrder) => loadDraftFacts(work, [request]),
  run: (work, request, facts) => {
    const { personId, departmentId } = work.actor
    const draft = decideDraft(request, facts, dayIn(work.company.timeZone, work.now))

    const id = work.newId()
    const number = work.nextNumber('SO')
    addOrders(work, [{ id, number, owner: { personId, departmentId }, draft }])
    return { id, number, state: 'draft' as const, version: 1 }
  },
})
