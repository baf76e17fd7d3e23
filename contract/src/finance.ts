import { z } from 'zod'
import { day, endpoints, flag, id, idParam, may, moneyIn, page, pageOf, quantityIn, text } from './endpoint.ts'
import {
  customerRef,
  documentLine,
  invoiceDetail,
  invoiceRow,
  issued,
  matchIn,
  orderRef,
  ordersAfter,
  paymentRow,
} from './finance-shapes.ts'
import { paymentMethod } from './masters.ts'

export const finance = endpoints({
  'GET /v1/invoices': {
    summary: 'Invoices, credit notes with their reversals and opening receivables, newest first; open ones by due date',
    access: { right: 'finance.read' },
    query: z.strictObject({
      open: flag.optional(),
      orderId: id.optional(),
      customerId: id.optional(),
      q: text(60).optional(),
      ...page,
    }),
    reply: pageOf(invoiceRow),
  },
  'GET /v1/invoices/due': {
    summary: 'Orders of which something can be invoiced now, as their terms say',
    access: { right: 'finance.read' },
    query: z.strictObject({ q: text(60).optional(), ...page }),
    reply: pageOf(
      z.object({
        order: orderRef,
        customer: customerRef,
        basis: z.enum(['signed', 'shipped']),
        lines: z.number(),
        gross: z.string(),
        since: z.string(),
      }),
    ),
  },
  'GET /v1/orders/:id/invoiceable': {
    summary: 'What of an order can be invoiced now, per delivery line',
    access: { right: 'finance.read' },
    params: idParam,
    reply: z.object({
      order: orderRef,
      customer: customerRef,
      taxId: z.string().nullable(),
      lines: z.array(documentLine),
      net: z.string(),
      tax: z.string(),
      freight: z.string(),
      rounding: z.string(),
      gross: z.string(),
      issuedOn: z.string(),
      /** The first day that the invoice may bear. */
      earliestOn: z.string(),
      dueOn: z.string(),
      may,
    }),
  },
  'GET /v1/invoices/:id': {
    summary: 'One invoice with lines and matched payments',
    access: { right: 'finance.read' },
    params: idParam,
    reply: invoiceDetail,
  },
  'POST /v1/orders/:id/invoice': {
    summary: 'Issue an invoice for all that can be invoiced of an order',
    access: { right: 'finance.invoice' },
    params: idParam,
    body: z.strictObject({ issuedOn: day.optional() }),
    reply: issued,
    status: 201,
  },
  'POST /v1/invoices/:id/credit': {
    summary:
      'Issue a credit note for an invoice: all that is left of it, or quantities of its lines. What it credits can be invoiced again if wished',
    access: { right: 'finance.credit' },
    params: idParam,
    body: z.strictObject({
      reason: text(300, 1),
      billAgain: z.boolean().default(false),
      lines: z
        .array(z.strictObject({ line: z.number().int().min(1), quantity: quantityIn }))
        .min(1)
        .max(500)
        .optional(),
    }),
    reply: issued,
    status: 201,
  },
  'POST /v1/invoices/:id/reverse': {
    summary:
      'Undo a credit note that forgave: a document with a number of its own mirrors it, and the invoice is owed again',
    access: { right: 'finance.credit' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: issued,
    status: 201,
  },
  'GET /v1/payments': {
    summary: 'Payments, newest first',
    access: { right: 'finance.read' },
    query: z.strictObject({
      open: flag.optional(),
      customerId: id.optional(),
      orderId: id.optional(),
      ...page,
    }),
    reply: pageOf(paymentRow),
  },
  'POST /v1/payments': {
    summary: 'Record money received, matched to invoices at once if wished; the rest is a prepayment',
    access: { right: 'finance.pay' },
    body: z.strictObject({
      customerId: id,
      orderId: id.optional(),
      amount: moneyIn,
      method: paymentMethod,
      receivedOn: day.optional(),
      reference: text(80).default(''),
      matches: z.array(matchIn).max(200).default([]),
    }),
    reply: z.object({ id: z.string(), number: z.string(), open: z.string(), version: z.number(), orders: ordersAfter }),
    status: 201,
  },
  'POST /v1/payments/:id/match': {
    summary: 'Match a payment to invoices of the same customer',
    access: { right: 'finance.match' },
    params: idParam,
    body: z.strictObject({ matches: z.array(matchIn).min(1).max(200) }),
    reply: z.object({ id: z.string(), open: z.string(), version: z.number(), orders: ordersAfter }),
  },
  'POST /v1/matchings/:id/reverse': {
    summary: 'Undo a matching',
    access: { right: 'finance.match' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: z.object({ id: z.string(), orders: ordersAfter }),
  },
  'POST /v1/payments/:id/reverse': {
    summary: 'Reverse a payment that did not arrive; its matchings are undone with it',
    access: { right: 'finance.reverse' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: z.object({ id: z.string(), orders: ordersAfter }),
  },
  'POST /v1/payments/:id/refund': {
    summary: 'Give back what is not matched of a payment, whole or in part',
    access: { right: 'finance.reverse' },
    params: idParam,
    body: z.strictObject({
      amount: moneyIn.optional(),
      paidOn: day.optional(),
      reference: text(80).default(''),
      reason: text(300, 1),
    }),
    reply: z.object({ id: z.string(), number: z.string(), amount: z.string(), version: z.number() }),
    status: 201,
  },
  'GET /v1/payments/suggestions': {
    summary: 'Open invoices of a customer, the likeliest for this amount first, each with its reason',
    access: { right: 'finance.read' },
    query: z.strictObject({
      customerId: id,
      amount: moneyIn.optional(),
      orderId: id.optional(),
      reference: text(80).optional(),
    }),
    reply: z.object({
      rows: z.array(
        z.object({
          invoice: z.object({
            id: z.string(),
            number: z.string(),
            dueOn: z.string(),
            open: z.string(),
            order: orderRef.nullable(),
          }),
          suggested: z.string(),
          becauseZh: z.string(),
          becauseEn: z.string(),
        }),
      ),
    }),
  },
  'GET /v1/receivables': {
    summary: 'Ageing: what each customer owes, by days overdue',
    access: { right: 'finance.read' },
    query: z.strictObject({ on: day.optional(), ...page }),
    reply: pageOf(
      z.object({
        customer: customerRef,
        notDue: z.string(),
        to30: z.string(),
        to60: z.string(),
        to90: z.string(),
        over90: z.string(),
        total: z.string(),
        unmatched: z.string(),
      }),
    ),
  },
  'POST /v1/receivables/openings': {
    summary: 'Bring in what customers owed before the company worked with Baton; payments match it like an invoice',
    access: { right: 'finance.open' },
    body: z.strictObject({
      /** The day on which it enters the ledger, by default today. */
      on: day.optional(),
      lines: z
        .array(
          z.strictObject({
            /** The customer's number, or the exact name. */
            customer: text(200, 1),
            /** As the document was numbered in the system that it comes from. */
            number: text(60, 1),
            issuedOn: day,
            dueOn: day,
            amount: moneyIn,
          }),
        )
        .min(1)
        .max(500),
    }),
    reply: z.object({
      rows: z.array(z.object({ id: z.string(), number: z.string() })),
      total: z.string(),
      /** Open orders of customers that now owe more than their limit; they are on credit hold. */
      held: z.array(orderRef),
    }),
    status: 201,
  },
  'POST /v1/receivables/:id/reverse': {
    summary: 'Take back an opening receivable that was entered by mistake',
    access: { right: 'finance.open' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: z.object({ id: z.string(), version: z.number() }),
  },
  'POST /v1/advances/openings': {
    summary:
      'Bring in what customers had prepaid before the company worked with Baton; it is matched, refunded and reversed like a payment',
    access: { right: 'finance.open' },
    body: z.strictObject({
      /** The day on which it enters the ledger, by default today. */
      on: day.optional(),
      lines: z
        .array(
          z.strictObject({
            /** The customer's number, or the exact name. */
            customer: text(200, 1),
            /** As the payment was numbered in the system that it comes from, or the bank's reference. */
            number: text(60, 1),
            receivedOn: day,
            /** What is left of it. */
            amount: moneyIn,
          }),
        )
        .min(1)
        .max(500),
    }),
    reply: z.object({
      rows: z.array(z.object({ id: z.string(), number: z.string(), reference: z.string() })),
      total: z.string(),
    }),
    status: 201,
  },
  'GET /v1/trial-balance': {
    summary: 'Debits, credits and balance of each account up to a day',
    access: { right: 'ledger.read' },
    query: z.strictObject({ on: day.optional() }),
    reply: z.object({
      on: z.string(),
      rows: z.array(
        z.object({
          code: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          kind: z.string(),
          debit: z.string(),
          credit: z.string(),
          balance: z.string(),
        }),
      ),
      debit: z.string(),
      credit: z.string(),
    }),
  },
})
