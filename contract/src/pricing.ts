import { z } from 'zod'
import { shareIn } from './company.ts'
import { day, endpoints, id, idParam, quantityOrZeroIn, text, unitPriceIn } from './endpoint.ts'

const codeParam = z.strictObject({ code: text(20, 1) })
const changed = z.object({ code: z.string(), version: z.number() })

const priceList = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** How many customers it is given to, and how many prices it has. */
  customers: z.number(),
  prices: z.number(),
  version: z.number(),
})

const listedPriceIn = z.strictObject({
  /** The item's number. */
  item: text(60, 1),
  fromQuantity: quantityOrZeroIn.default(0n),
  unitPrice: unitPriceIn,
  validFrom: day,
  validUntil: day.nullable().default(null),
})

const pricesIn = z.array(listedPriceIn).max(500)
const customersIn = z.array(id).max(500)

export const pricing = endpoints({
  'POST /v1/units': {
    summary: 'Create a unit of measure',
    access: { right: 'catalog.change' },
    body: z.strictObject({
      code: text(20, 1),
      nameZh: text(40, 1),
      nameEn: text(40, 1),
      decimals: z.number().int().min(0).max(6).default(0),
    }),
    reply: changed,
    status: 201,
  },
  'PATCH /v1/units/:code': {
    summary: 'Rename a unit, or let it count finer; never coarser, since quantities are stated in it',
    access: { right: 'catalog.change' },
    params: codeParam,
    body: z.strictObject({
      nameZh: text(40, 1).optional(),
      nameEn: text(40, 1).optional(),
      decimals: z.number().int().min(0).max(6).optional(),
    }),
    reply: changed,
    versioned: true,
  },
  'POST /v1/tax-rates': {
    summary: 'Create a tax rate',
    access: { right: 'catalog.change' },
    body: z.strictObject({
      code: text(20, 1),
      nameZh: text(40, 1),
      nameEn: text(40, 1),
      rate: shareIn,
      preferred: z.boolean().default(false),
    }),
    reply: changed,
    status: 201,
  },
  'PATCH /v1/tax-rates/:code': {
    summary:
      'Rename a tax rate, change it from a day on, make it the usual one, or put it away. Orders keep the rate they were made with.',
    access: { right: 'catalog.change' },
    params: codeParam,
    body: z.strictObject({
      nameZh: text(40, 1).optional(),
      nameEn: text(40, 1).optional(),
      /** Null takes a change back that has not come yet. */
      next: z.strictObject({ rate: shareIn, from: day }).nullable().optional(),
      preferred: z.literal(true).optional(),
      active: z.boolean().optional(),
    }),
    reply: changed,
    versioned: true,
  },
  'GET /v1/price-lists': {
    summary: 'Price lists with how many customers and prices each has',
    access: { right: 'catalog.read' },
    reply: z.object({ rows: z.array(priceList) }),
  },
  'GET /v1/price-lists/:id': {
    summary: 'One price list with its prices and the customers that it is given to',
    access: { right: 'catalog.read' },
    params: idParam,
    reply: z.object({
      id: z.string(),
      number: z.string(),
      name: z.string(),
      active: z.boolean(),
      customers: z.array(z.object({ id: z.string(), name: z.string() })),
      prices: z.array(
        z.object({
          item: z.object({ id: z.string(), number: z.string(), name: z.string(), unit: z.string() }),
          fromQuantity: z.string(),
          unitPrice: z.string(),
          validFrom: z.string(),
          validUntil: z.string().nullable(),
        }),
      ),
      version: z.number(),
    }),
  },
  'POST /v1/price-lists': {
    summary: 'Create a price list: prices without tax by item and quantity, for the customers that it is given to',
    access: { right: 'catalog.change' },
    body: z.strictObject({
      number: text(20, 1),
      name: text(100, 1),
      prices: pricesIn.default([]),
      customerIds: customersIn.default([]),
    }),
    reply: z.object({ id: z.string(), number: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/price-lists/:id': {
    summary:
      'Change a price list; prices and customers replace what it had. A customer has one list, so it leaves any other.',
    access: { right: 'catalog.change' },
    params: idParam,
    body: z.strictObject({
      name: text(100, 1).optional(),
      active: z.boolean().optional(),
      prices: pricesIn.optional(),
      customerIds: customersIn.optional(),
    }),
    reply: z.object({ id: z.string(), version: z.number() }),
    versioned: true,
  },
})
