/** Batches, packages, checks, the strip. Read views: none; only analytics, the portal and notices stand above. */
export { checks } from './checks.ts'
export { lapseLate } from './lapse-handover.ts'
