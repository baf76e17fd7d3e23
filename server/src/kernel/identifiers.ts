import { randomBytes } from 'node:crypto'

let pool = Buffer.alloc(0)
let used = 0

/** A UUID version 7: sorted by the millisecond of `at`, random behind it. */
export function newId(at: Date): string {
  if (used + 10 > pool.length) {
    pool = randomBytes(5120)
    used = 0
  }
  const random = pool.subarray(used, used + 10)
  used += 10
  const time = at.getTime().toString(16).padStart(12, '0')
  const rest = random.toString('hex')
  const version = `7${rest.slice(1, 4)}`
  const variant = ((random[2]! & 0x3f) | 0x80).toString(16).padStart(2, '0') + rest.slice(6, 8)
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest.slice(8, 20)}`
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The ids in a comma-separated list; what is no id is left out. */
export const idsIn = (text: string): string[] => text.split(',').filter((part) => UUID.test(part))
