import assert from 'node:assert/strict'
import type { Audit } from './audit.ts'
import type { Answer } from './company.ts'
import { readRows } from './row-counts.ts'

/** A call is refused for that reason, in words that say what to do, and nothing is written. Answers the refusal. */
// biome-ignore lint/suspicious/noExplicitAny: replies are looked into field by field.
export async function assertRefused(audit: Audit, code: string, act: () => Promise<Answer<any>>): Promise<any> {
  const before = await readRows(audit)
  const { status, body } = await act()
  assert.equal(body.code, code, `${status} ${JSON.stringify(body)}`)
  assert.ok(status >= 400 && status < 500 && body.detail, `${status} ${JSON.stringify(body)}`)
  assert.deepEqual(await readRows(audit), before, `${code} wrote something`)
  return body
}
