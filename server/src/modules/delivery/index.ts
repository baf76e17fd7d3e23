/**
 * Shipments and their sign-off. Finance locks deliveries with `loadDeliveries`, and writes down with `recordInvoiced` what it invoiced of
 * them; the job of the day calls `signOverdue`. Read views: `delivery.read_delivery`, `delivery.read_line`.
 */
export { checks } from './checks.ts'
export type { Delivery, DeliveryLine } from './delivery.rules.ts'
export { type DeliverySet, deliverySet, type InvoicedPart, loadDeliveries, recordInvoiced } from './delivery-rows.ts'
export { routes } from './routes.ts'
export { overdueDeliveries, signByPolicy, signOverdue } from './sign-by-policy.ts'
