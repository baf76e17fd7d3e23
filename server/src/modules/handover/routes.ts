import { handover } from '@baton/contract/handover'
import { handoverPapers } from '@baton/contract/handover-papers'
import { leaving } from '@baton/contract/leaving'
import { bind } from '../../kernel/route.ts'
import { acceptHandover, declineHandover } from './accept-handover.ts'
import { checkBatch, offerBatch, recallBatch, reverseBatch } from './batch.ts'
import { assignOrder, claimOrder } from './claim-order.ts'
import { closeEmptyDepartment } from './close-department.ts'
import { disableLeaver, showLeft } from './disable-person.ts'
import { listHandovers, showHandover } from './inbox.ts'
import { checkHandover, offerHandover } from './offer-handover.ts'
import { showReport } from './order-report.ts'
import { suggestReceivers } from './receivers.ts'
import { showSheet } from './sheet.ts'
import { showStrip } from './strip.ts'
import { recallHandover, returnOrder, reverseHandover } from './take-back.ts'

export const routes = bind(handover, {
  'GET /v1/orders/:id/strip': showStrip,
  'GET /v1/handovers/receivers': suggestReceivers,
  'POST /v1/handovers/check': checkHandover,
  'POST /v1/handovers': offerHandover,
  'POST /v1/handovers/batches/check': checkBatch,
  'POST /v1/handovers/batches': offerBatch,
  'POST /v1/handovers/batches/:id/recall': recallBatch,
  'POST /v1/handovers/batches/:id/reverse': reverseBatch,
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

export const leavingRoutes = bind(leaving, {
  'GET /v1/persons/:id/left': showLeft,
  'POST /v1/persons/:id/disable': disableLeaver,
  'POST /v1/departments/:id/close': closeEmptyDepartment,
})

export const paperRoutes = bind(handoverPapers, {
  'GET /v1/orders/:id/report': showReport,
  'GET /v1/handovers/:id/sheet': showSheet,
})
