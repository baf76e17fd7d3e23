import { z } from 'zod'
import { id, may, moneyIn, personRef } from './endpoint.ts'
import { paymentMethod } from './masters.ts'
import { orderState } from './order-shapes.ts'

/** What the API says of invoices, credit notes and payments. */
export const customerRef = z.object({ id: z.string(), name: z.string() })
const numbered = z.object({ id: z.string(), number: z.string() })
export const orderRef = numbered

export const invoiceRow = z.object({
  id: z.string(),
  number: z.string(),
  /** An opening receivable was owed before the company worked with Baton: it has no order and no lines. */
  kind: z.enum(['invoice', 'credit_note', 'credit_reversal', 'opening']),
  order: orderRef.nullable(),
  customer: customerRef,
  currency: z.string(),
  gross: z.string(),
  open: z.string(),
  issuedOn: z.string(),
  dueOn: z.string(),
  overdueDays: z.number(),
  version: z.number(),
})

/** A line as an invoice has it, or would have it. */
export const documentLine = z.object({
  orderLine: z.number(),
  description: z.string(),
  unit: z.string(),
  unitNameZh: z.string(),
  unitNameEn: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  net: z.string(),
  tax: z.string(),
  gross: z.string(),
})

export const invoiceDetail = invoiceRow.extend({
  taxId: z.string().nullable(),
  net: z.string(),
  tax: z.string(),
  freight: z.string(),
  rounding: z.string(),
  matched: z.string(),
  credited: z.string(),
  issuedBy: personRef.nullable(),
  reason: z.string().nullable(),
  /** On a credit note: whether what it credits can be invoiced again. */
  billsAgain: z.boolean(),
  credits: numbered.nullable(),
  /** On the reversal of a credit note, what it undid; on a credit note, what undid it. */
  reverses: numbered.nullable(),
  reversedBy: numbered.nullable(),
  lines: z.array(
    documentLine.extend({
      line: z.number(),
      deliveryNumber: z.string().nullable(),
      taxRate: z.string(),
      /** How much of the line's quantity has been credited. */
      credited: z.string(),
    }),
  ),
  matchings: z.array(
    z.object({
      id: z.string(),
      payment: z.object({ id: z.string(), number: z.string() }),
      amount: z.string(),
      at: z.string(),
    }),
  ),
  may,
})

export const paymentRow = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(['receipt', 'refund']),
  /** Paid before the company worked with Baton. */
  opening: z.boolean(),
  customer: customerRef,
  order: orderRef.nullable(),
  method: paymentMethod,
  currency: z.string(),
  amount: z.string(),
  open: z.string(),
  receivedOn: z.string(),
  reference: z.string(),
  state: z.enum(['posted', 'reversed']),
  version: z.number(),
  may,
})

const orderAfter = z.object({ id: z.string(), number: z.string(), state: orderState })
/** What issuing a document answers. */
export const issued = z.object({
  id: z.string(),
  number: z.string(),
  gross: z.string(),
  dueOn: z.string(),
  version: z.number(),
  order: orderAfter,
})

export const matchIn = z.strictObject({ invoiceId: id, amount: moneyIn })
export const ordersAfter = z.array(orderAfter)
