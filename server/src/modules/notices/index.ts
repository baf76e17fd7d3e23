/** What concerns a person: it only reacts, and nothing stands above it. */
export { checks } from './checks.ts'
export { gathering } from './notify.ts'
