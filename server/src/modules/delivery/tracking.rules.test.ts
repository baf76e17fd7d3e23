import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decideOpen, stageOf } from './tracking.rules.ts'

const now = new Date('2026-11-23T09:00:00Z')
const later = new Date('2026-12-23T09:00:00Z')

describe('a link that no longer opens says why', () => {
  const table: [string, Parameters<typeof decideOpen>[0], string | null][] = [
    ['open', { expiresAt: later, revokedAt: null }, null],
    ['nobody’s', undefined, 'delivery.trackUnknown'],
    ['expired', { expiresAt: now, revokedAt: null }, 'delivery.trackExpired'],
    ['revoked', { expiresAt: later, revokedAt: now }, 'delivery.trackRevoked'],
    ['revoked, then expired', { expiresAt: now, revokedAt: now }, 'delivery.trackRevoked'],
  ]
  for (const [what, tracking, code] of table) {
    test(what, () => {
      if (code) assert.throws(() => decideOpen(tracking, now), { code })
      else decideOpen(tracking, now)
    })
  }
})

describe('how far an order is, in the customer’s words', () => {
  const table: [state: string, shipped: string, signed: string, stage: string][] = [
    ['draft', 'none', 'none', 'received'],
    ['confirmed', 'none', 'none', 'confirmed'],
    ['pending', 'none', 'none', 'confirmed'],
    ['processing', 'none', 'none', 'preparing'],
    ['processing', 'partly', 'none', 'partlyShipped'],
    ['processing', 'partly', 'partly', 'partlyShipped'],
    ['processing', 'fully', 'partly', 'shipped'],
    ['processing', 'fully', 'fully', 'signed'],
    ['completed', 'fully', 'fully', 'signed'],
    ['settled', 'none', 'none', 'signed'],
    ['cancelled', 'none', 'none', 'cancelled'],
  ]
  for (const [state, shippedProgress, signedProgress, stage] of table) {
    test(`${state}, ${shippedProgress} shipped, ${signedProgress} signed: ${stage}`, () =>
      assert.equal(stageOf({ state, shippedProgress, signedProgress } as Parameters<typeof stageOf>[0]), stage))
  }
})
