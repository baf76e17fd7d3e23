import { handover } from '@baton/contract/handover'
import { bind } from '../../kernel/route.ts'
import { acceptHandover, declineHandover } from './accept-handover.ts'
import { assignOrder, claimOrder } from './claim-order.ts'
import { listHandovers, showHandover } from './inbox.ts'
import { checkHandover, offerHandover } from './offer-handover.ts'
import { suggestReceivers } from './receivers.ts'
import { showStrip } from './strip.ts'
import { recallHandover, returnOrder, reverseHandover } from './take-back.ts'

export const routes = bind(handover, {
  'GET /v1/orders/:id/strip': showStrip,
  'GET /v1/handovers/receivers': suggestReceivers,
  'POST /v1/handovers/check': checkHandover,
  'POST /v1/handovers': offerHandover,
  'GET /v1/handovers': listHandovers,
  'GET /v1/handovers/:id': showHandover,
  'POST /v1/handovers/:id/accept': acceptHandover,
  'POST /v1/handovers/:id/decline': declineHandover,
  'POST /v1/handovers/:id/recall': recallHandover,
  'POST /v1/handovers/:id/reverse': reverseHandover,
  'POST /v1/orders/:id/return': returnOrder,
  'POST /v1/orders/:id/claim': claimOrder,
  'POST /v1/orders/:id/assign': assignOrder,
})
