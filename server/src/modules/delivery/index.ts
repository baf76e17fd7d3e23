/**
 * Shipments and their sign-off. Finance locks deliveries with `loadDeliveries`, and writes down with `recordInvoiced` what it invoiced of
 * them; the job of the day calls `signOverdue` for each company. Read views: `delivery.read_delivery`, `delivery.read_line`.
 */
export { checks } from './checks.ts'
export type { Delivery } from './delivery.rules.ts'
export { deliverySet, loadDeliveries, recordInvoiced } from './delivery-rows.ts'
export { type ImportedDelivery, importDeliveries } from './import-deliveries.ts'
export { signOverdue } from './sign-by-policy.ts'
