/**
 * Follow-ups, attachments and watchers of orders. Handover copies persons with `watch`; delivery adds a customer's photographs with
 * `addAttachment`. Read views: `notes.read_note`, `notes.read_attachment`, `notes.read_watcher`.
 */
export { addAttachment, sha256Of } from './attachments.ts'
export { checks } from './checks.ts'
export { decideEnd, decideWatchers } from './watchers.rules.ts'
export { findWatchingPersons, watch } from './watchers.ts'
