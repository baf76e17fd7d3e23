import type { catalog } from '@baton/contract/masters'
import { command } from '../../kernel/command.ts'
import type { RequestOf } from '../../kernel/route.ts'
import { decideNumber, decideReferences } from './catalog.rules.ts'
import { findNumber } from './items.ts'
import { findReferences } from './references.ts'
import { addItems } from './write-items.ts'

/** Creates an item: goods in stock, a service, or freight. */
export const createItem = command({
  load: (work, request: RequestOf<(typeof catalog)['POST /v1/items']>) => ({
    taken: findNumber(work, request.number),
    known: findReferences(work, request.prices),
  }),
  run: (work, request, { taken, known }) => {
    decideNumber(taken)
    decideReferences(request, known)

    const id = work.newId()
    addItems(work, [{ ...request, id, standardCost: request.standardCost ?? 0n, active: true }])
    return { id, number: request.number, version: 1 }
  },
})
