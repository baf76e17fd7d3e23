import { z } from 'zod'
import {
  day,
  endpoints,
  id,
  idParam,
  moneyIn,
  page,
  pageOf,
  quantityIn,
  quantityOrZeroIn,
  text,
  unitPriceIn,
} from './endpoint.ts'

export const paymentMethod = z.enum(['transfer', 'cash', 'card', 'draft', 'online'])
export type PaymentMethod = z.output<typeof paymentMethod>

const address = z.object({
  id: z.string(),
  recipient: z.string(),
  phone: z.string(),
  region: z.string(),
  street: z.string(),
  preferred: z.boolean(),
})
const contact = z.object({
  id: z.string(),
  name: z.string(),
  position: z.string(),
  phone: z.string(),
  email: z.string(),
  preferred: z.boolean(),
})
const addressIn = z.strictObject({
  recipient: text(100, 1),
  phone: text(40, 1),
  region: text(100).default(''),
  street: text(300, 1),
  preferred: z.boolean().default(false),
})
const contactIn = z.strictObject({
  name: text(100, 1),
  position: text(60).default(''),
  phone: text(40).default(''),
  email: text(120).default(''),
  preferred: z.boolean().default(false),
})

const customerRow = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  region: z.string(),
  termDays: z.number(),
  creditLimit: z.string().nullable(),
  exposure: z.string(),
  active: z.boolean(),
})
export const customer = customerRow.extend({
  shortName: z.string(),
  taxId: z.string().nullable(),
  paymentMethod,
  invoiceBasis: z.enum(['signed', 'shipped']),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  note: z.string(),
  contacts: z.array(contact),
  addresses: z.array(address),
  version: z.number(),
})
export type Customer = z.output<typeof customer>

const customerIn = z.strictObject({
  /** Given by the company, or the next of the series CU. */
  number: text(40, 1).optional(),
  name: text(200, 1),
  shortName: text(60).default(''),
  taxId: text(40).nullable().default(null),
  region: text(60).default(''),
  paymentMethod: paymentMethod.default('transfer'),
  /** Absent: as the company’s policies say. */
  invoiceBasis: z.enum(['signed', 'shipped']).optional(),
  termDays: z.number().int().min(0).max(365).optional(),
  /** Null is unlimited, 0 prepayment; only who holds partners.credit may give any. Absent: unlimited with that right, else prepayment. */
  creditLimit: moneyIn.nullable().optional(),
  ownerId: id.nullable().default(null),
  note: text(2000).default(''),
  contacts: z.array(contactIn).max(50).default([]),
  addresses: z.array(addressIn).max(50).default([]),
})

/** A field that is absent stays as it is; contacts and addresses replace the whole list, those with an id keep it. */
const customerChange = z.strictObject({
  name: text(200, 1).optional(),
  shortName: text(60).optional(),
  taxId: text(40).nullable().optional(),
  region: text(60).optional(),
  paymentMethod: paymentMethod.optional(),
  invoiceBasis: z.enum(['signed', 'shipped']).optional(),
  termDays: z.number().int().min(0).max(365).optional(),
  ownerId: id.nullable().optional(),
  note: text(2000).optional(),
  active: z.boolean().optional(),
  contacts: z
    .array(contactIn.extend({ id: id.optional() }))
    .max(50)
    .optional(),
  addresses: z
    .array(addressIn.extend({ id: id.optional() }))
    .max(50)
    .optional(),
})

export const partners = endpoints({
  'GET /v1/customers': {
    summary: 'Customers, by name; found by number, name, pinyin initials',
    access: { right: 'partners.read' },
    query: z.strictObject({ q: text(60).optional(), ...page }),
    reply: pageOf(customerRow),
  },
  'GET /v1/customers/:id': {
    summary: 'One customer with credit, contacts and addresses',
    access: { right: 'partners.read' },
    params: idParam,
    reply: customer,
  },
  'POST /v1/customers': {
    summary: 'Create a customer',
    access: { right: 'partners.change' },
    body: customerIn,
    reply: z.object({ id: z.string(), number: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/customers/:id': {
    summary: 'Change a customer',
    access: { right: 'partners.change' },
    params: idParam,
    body: customerChange,
    reply: z.object({ id: z.string(), version: z.number() }),
    versioned: true,
  },
})

const itemRow = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  specification: z.string(),
  kind: z.enum(['stock', 'service', 'freight']),
  unit: z.string(),
  unitNameZh: z.string(),
  unitNameEn: z.string(),
  taxCode: z.string(),
  taxRate: z.string(),
  category: z.string(),
  listPrice: z.string().nullable(),
  active: z.boolean(),
})
export type Item = z.output<typeof itemRow>

const itemDetail = itemRow.extend({
  standardCost: z.string().nullable(),
  floorPrice: z.string().nullable(),
  prices: z.array(
    z.object({
      id: z.string(),
      customer: z.object({ id: z.string(), name: z.string() }).nullable(),
      fromQuantity: z.string(),
      unitPrice: z.string(),
      validFrom: z.string(),
      validUntil: z.string().nullable(),
    }),
  ),
  version: z.number(),
})
export type ItemDetail = z.output<typeof itemDetail>

const priceIn = z.strictObject({
  customerId: id.nullable().default(null),
  fromQuantity: quantityOrZeroIn.default(0n),
  unitPrice: unitPriceIn,
  validFrom: day,
  validUntil: day.nullable().default(null),
})

const unit = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  decimals: z.number(),
  version: z.number(),
})

const taxRate = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** "0.13" is 13 %. */
  rate: z.string(),
  /** A change that is decided already. */
  next: z.object({ rate: z.string(), from: z.string() }).nullable(),
  preferred: z.boolean(),
  active: z.boolean(),
  version: z.number(),
})

export const catalog = endpoints({
  'GET /v1/items': {
    summary: 'Items; found by number, name, pinyin initials',
    access: { right: 'catalog.read' },
    query: z.strictObject({
      q: text(60).optional(),
      kind: z.enum(['stock', 'service', 'freight']).optional(),
      /** Those that new orders may choose, or those that are put away; without it all. */
      state: z.enum(['active', 'inactive']).optional(),
      ...page,
    }),
    reply: pageOf(itemRow),
  },
  'GET /v1/items/:id/price': {
    summary: 'The price without tax for a customer, quantity and day, and where it comes from',
    access: { right: 'catalog.read' },
    params: idParam,
    query: z.strictObject({ customerId: id.optional(), quantity: quantityIn.optional(), on: day.optional() }),
    reply: z.object({
      unitPrice: z.string().nullable(),
      from: z.enum(['customer', 'priceList', 'step', 'list', 'none']),
    }),
  },
  'GET /v1/items/:id': {
    summary: 'One item with its prices',
    access: { right: 'catalog.read' },
    params: idParam,
    reply: itemDetail,
  },
  'PATCH /v1/items/:id': {
    summary:
      'Change an item; prices replace the whole list. Kind and unit stay, since stock and orders count in them. One that is not active is not chosen in new orders; open ones go on.',
    access: { right: 'catalog.change' },
    params: idParam,
    body: z.strictObject({
      name: text(200, 1).optional(),
      specification: text(200).optional(),
      taxCode: text(20, 1).optional(),
      category: text(60).optional(),
      listPrice: unitPriceIn.nullable().optional(),
      floorPrice: unitPriceIn.nullable().optional(),
      standardCost: unitPriceIn.optional(),
      active: z.boolean().optional(),
      prices: z.array(priceIn).max(500).optional(),
    }),
    reply: z.object({ id: z.string(), version: z.number() }),
    versioned: true,
  },
  'POST /v1/items': {
    summary: 'Create an item',
    access: { right: 'catalog.change' },
    body: z.strictObject({
      number: text(60, 1),
      name: text(200, 1),
      specification: text(200).default(''),
      kind: z.enum(['stock', 'service', 'freight']),
      unit: text(20, 1),
      taxCode: text(20, 1),
      category: text(60).default(''),
      listPrice: unitPriceIn.nullable().default(null),
      floorPrice: unitPriceIn.nullable().default(null),
      standardCost: unitPriceIn.optional(),
      prices: z.array(priceIn).max(500).default([]),
    }),
    reply: z.object({ id: z.string(), number: z.string(), version: z.number() }),
    status: 201,
  },
  'GET /v1/units': {
    summary: 'Units of measure',
    access: 'signedIn',
    reply: z.object({
      rows: z.array(unit),
    }),
  },
  'GET /v1/tax-rates': {
    summary: 'Tax rates, those in use first',
    access: 'signedIn',
    reply: z.object({ rows: z.array(taxRate) }),
  },
})
