/**
 * Sales orders. Delivery and finance load the orders they change with `loadOrders`, and tell them what became true with `recordFacts`;
 * handover moves their custody and starts processing. Read views: `orders.read_order`, `orders.read_line`.
 */
export { addOrders, loadMasters, type NewOrder } from './add-orders.ts'
export { decideNoneOvertook } from './change-credit.ts'
export { checks } from './checks.ts'
export { stoppedBy } from './credit-holds.rules.ts'
export { type Draft, type DraftFacts, type DraftRequest, decideDraft } from './draft.rules.ts'
export { endHolds } from './end-holds.ts'
export { holdUnapproved } from './expire-approvals.ts'
export { reconsiderCredit } from './free-credit.ts'
export { importDrafts } from './import-drafts.ts'
export { type ImportedLine, type ImportedOrder, importOrders } from './import-orders.ts'
export { declareEveryList } from './order-lists.ts'
export { type HolderFact, loadOrders, type OrderSet, orderSet, recordHolder, SEES_ALL } from './order-rows.ts'
export {
  decideActing,
  decideAnswering,
  decideKnown,
  decideNotHeld,
  decideState,
  isHeld,
  missingFacts,
  type OrderHeader,
  type OrderLine,
  type OrderState,
  type SalesOrder,
} from './orders.rules.ts'
export { shareOf } from './pricing.rules.ts'
export { reactions } from './reactions.ts'
export { type LineQuantity, recordFacts } from './record-facts.ts'
export { billable, due, exposureOf, grossDue, unreserved } from './settle.rules.ts'
export { processingStock, startProcessing } from './start-processing.ts'
