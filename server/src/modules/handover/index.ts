/** Handing orders over: offer, accept, decline, recall, claim, return, reverse. Nothing stands above it that would call it. */
export { checks } from './checks.ts'
