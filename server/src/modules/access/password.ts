import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number, options: object) => Promise<Buffer>
/** N 2^15, r 8: about 100 ms and 32 MB in a thread of the pool, never on the event loop. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/** "scrypt:salt:hash", both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFKC'), salt, 32, COST)
  return `scrypt:${salt.toString('base64url')}:${hash.toString('base64url')}`
}

const NOBODY = `scrypt:${Buffer.alloc(16).toString('base64url')}:${Buffer.alloc(32).toString('base64url')}`

/** Compares in constant time; without a stored hash it takes as long and is false, so that unknown accounts cannot be told apart. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt = '', hash = ''] = (stored ?? NOBODY).split(':')
  const derived = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), 32, COST)
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url')) && stored !== undefined
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to be read aloud once: 16 characters in four groups, 79 bits. */
export const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from(randomBytes(4), (byte) => ALPHABET[byte % ALPHABET.length]).join('')).join(
    '-',
  )
