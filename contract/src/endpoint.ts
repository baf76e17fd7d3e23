import { z } from 'zod'
import { MONEY_PLACES, parseDecimal, QUANTITY_PLACES } from './decimal.ts'

/** Who may call: anybody, anybody signed in, or a person with the named right. */
export type Access = 'public' | 'signedIn' | { right: string }

/**
 * One operation of the API, keyed by "METHOD /path" in its module's file. `reply` describes what is sent; `body` and `query`
 * refuse unknown fields. `streams` marks replies that are not JSON.
 */
export interface Endpoint {
  summary: string
  access: Access
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** The body is not JSON but a file of at most so many bytes, sent as application/octet-stream. */
  bytes?: number
  reply: z.ZodType
  status?: number
  /** Only looks: nothing is written, so it takes no Idempotency-Key and its reply is not stored. */
  dryRun?: boolean
  /** The detail carries a version: PATCH-like calls must name it in If-Match. */
  versioned?: boolean
  streams?: string
}

/** Keeps the literal types of a module's endpoints. */
export const endpoints = <const T extends Record<string, Endpoint>>(all: T): T => all

type In<S> = S extends z.ZodType ? z.input<S> : undefined

/** What a caller sends and receives, by key. The web imports this type only, so no schema reaches its bundle. */
export type ApiOf<T extends Record<string, Endpoint>> = {
  [K in keyof T]: {
    params: In<T[K]['params']>
    query: In<T[K]['query']>
    body: In<T[K]['body']>
    reply: z.output<T[K]['reply']>
  }
}

/** A billion units, or ten thousand billion of money: far above what anybody trades, and sums of it still fit 64 bits. */
const MOST = 10n ** 15n

const decimal = (places: number, what: string, least: bigint | null) =>
  z
    .string()
    .max(24)
    .transform((text, context) => {
      const value = parseDecimal(text, places)
      if (value === null || (least !== null && value < least) || value > MOST || value < -MOST) {
        context.addIssue({ code: 'custom', message: what })
        return z.NEVER
      }
      return value
    })

/** Decimal strings at the door, bigint inside. */
export const moneyIn = decimal(MONEY_PLACES, 'amount', 0n)
export const signedMoneyIn = decimal(MONEY_PLACES, 'amount', null)
export const quantityIn = decimal(QUANTITY_PLACES, 'quantity', 1n)
export const quantityOrZeroIn = decimal(QUANTITY_PLACES, 'quantity', 0n)
export const signedQuantityIn = decimal(QUANTITY_PLACES, 'quantity', null)
export const unitPriceIn = decimal(QUANTITY_PLACES, 'unitPrice', 0n)

/** Yes or no in a query string. */
export const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())

export const id = z.uuid()
export const idParam = z.strictObject({ id })
/** Dates of business; before 1900 they are slips of the hand, and PostgreSQL knows no year 0. */
const fromYear1900 = (value: string) => value >= '1900-01-02'
/** What is no date at all is told so, and once. */
const written = (as: string) => ({
  abort: true,
  error: ({ code }: { code?: string }) => (code === 'invalid_format' ? as : undefined),
})
export const day = z.iso.date(written('day')).refine(fromYear1900, 'tooEarly')
/** Years of five digits are slips too, and every program writes them in its own way. */
const untilYear9999 = (value: string) => new Date(value) < new Date('9999-12-31T23:59:59.999Z')
export const instant = z.iso
  .datetime({ offset: true, ...written('instant') })
  .refine(fromYear1900, 'tooEarly')
  .refine(untilYear9999, 'tooLate')

const isPlain = (value: string): boolean => value.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(value)

const MOST_LEVELS = 20
const MOST_CHARACTERS = 50_000

/** Whether any JSON can be kept: plain texts, at most 20 levels and 50,000 characters. */
export function isStorable(value: unknown): boolean {
  const kept = (part: unknown, levels: number): boolean => {
    if (typeof part === 'string') return isPlain(part)
    if (part === null || typeof part !== 'object') return true
    return levels > 0 && Object.entries(part).every(([name, one]) => isPlain(name) && kept(one, levels - 1))
  }
  return kept(value, MOST_LEVELS) && (JSON.stringify(value) ?? '').length <= MOST_CHARACTERS
}

/** Free text: trimmed, without control characters (a NUL cannot be stored) and with whole surrogate pairs only. */
export const text = (most: number, least = 0) => z.string().trim().min(least).max(most).refine(isPlain, 'characters')

/** A page of a keyset list. */
export const page = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({
    rows: z.array(row),
    next: z.string().nullable(),
    previous: z.string().nullable().optional(),
    count: z.number().nullable().optional(),
  })

/** What may be done to the subject of a reply. `because` is the refusal's text for what is not allowed now. */
export const may = z.array(
  z.object({ act: z.string(), allowed: z.boolean(), code: z.string().optional(), because: z.string().optional() }),
)
export type May = z.output<typeof may>

export const nothing = z.object({})
export const personRef = z.object({ id: z.string(), name: z.string() })
export type PersonRef = z.output<typeof personRef>

/** RFC 9457, with the code of the refusal, what to do about it, and every field that is wrong. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string().optional(),
  traceId: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  data: z.unknown().optional(),
})
export type Problem = z.output<typeof problem>
