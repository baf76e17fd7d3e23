import { z } from 'zod'
import { endpoints, nothing, quantityOrZeroIn, text } from './endpoint.ts'

/** A picture of at most so many bytes, PNG or JPEG. */
export const LOGO_BYTES = 512 * 1024

const bankAccount = z.strictObject({ bank: text(100, 1), account: text(60, 1), holder: text(100).default('') })

/** A share of one, such as "0.03", in millionths inside. */
export const shareIn = quantityOrZeroIn.refine((share) => share <= 1_000_000n, 'share')

const policies = z.object({
  /** How far below the list price sales may go without a reviewer: "0.03" is 3 %. */
  priceAllowance: z.string(),
  /** Working hours in which a receiver is to answer a handover. */
  answerHours: z.number(),
  /** Days after shipment when a delivery counts as signed; 0: never. */
  signAfterDays: z.number(),
  /** What a new customer starts with. */
  termDays: z.number(),
  invoiceBasis: z.enum(['signed', 'shipped']),
})

export const companyDetail = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  taxId: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  bankAccounts: z.array(bankAccount),
  currency: z.string(),
  /** Whether prices and amounts stand in the currency already, so that it stays. */
  currencyFixed: z.boolean(),
  timeZone: z.string(),
  language: z.enum(['zh', 'en']),
  demonstration: z.boolean(),
  /** What the logo's address ends in, so that a new one is seen at once; null: there is none. */
  logo: z.string().nullable(),
  policies,
  version: z.number(),
})
export type CompanyDetail = z.output<typeof companyDetail>

export const company = endpoints({
  'GET /v1/company': {
    summary: 'The company as its papers show it, and its policies',
    access: 'signedIn',
    reply: companyDetail,
  },
  'PATCH /v1/company': {
    summary: 'Change the company’s facts and policies; bank accounts replace the whole list',
    access: { right: 'access.company' },
    body: z.strictObject({
      name: text(200, 1).optional(),
      nameEn: text(200).optional(),
      taxId: text(40).nullable().optional(),
      address: text(300).nullable().optional(),
      phone: text(60).nullable().optional(),
      bankAccounts: z.array(bankAccount).max(10).optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      timeZone: text(60, 1).optional(),
      language: z.enum(['zh', 'en']).optional(),
      policies: z
        .strictObject({
          priceAllowance: shareIn.optional(),
          answerHours: z.number().int().min(1).max(200).optional(),
          signAfterDays: z.number().int().min(0).max(90).optional(),
          termDays: z.number().int().min(0).max(365).optional(),
          invoiceBasis: z.enum(['signed', 'shipped']).optional(),
        })
        .optional(),
    }),
    reply: z.object({ version: z.number() }),
    versioned: true,
  },
  'GET /v1/company/logo': {
    summary: 'The logo as it stands on papers',
    access: 'signedIn',
    query: z.strictObject({ v: text(64).optional() }),
    reply: z.unknown(),
    streams: 'image/png',
  },
  'PUT /v1/company/logo': {
    summary: 'Give the company a logo: PNG or JPEG, at most 512 kB and 4096 pixels wide and high',
    access: { right: 'access.company' },
    bytes: LOGO_BYTES,
    reply: z.object({ logo: z.string() }),
  },
  'DELETE /v1/company/logo': {
    summary: 'Take the logo off the papers',
    access: { right: 'access.company' },
    reply: nothing,
  },
})
