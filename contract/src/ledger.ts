import { z } from 'zod'
import { day, endpoints, id, idParam, moneyIn, page, pageOf, personRef, text } from './endpoint.ts'

const accountRef = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })

const accountKind = z.enum(['asset', 'liability', 'equity', 'income', 'expense'])
const accountName = text(60, 1)

const entryRow = z.object({
  id: z.string(),
  kind: z.string(),
  postedOn: z.string(),
  text: z.string(),
  documentKind: z.string(),
  documentId: z.string(),
  /** The entry that this one undoes. */
  reverses: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: personRef.nullable(),
  postings: z.array(
    z.object({
      line: z.number(),
      debit: accountRef,
      credit: accountRef,
      amount: z.string(),
      customer: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
})
export type LedgerEntry = z.output<typeof entryRow>

export const ledger = endpoints({
  'GET /v1/accounts': {
    summary:
      'The chart of accounts, with what stood on each when the company began to work with Baton; `all` also those put away and the opening balances’ own',
    access: { right: 'ledger.read' },
    query: z.strictObject({ scope: z.enum(['used', 'all']).default('used') }),
    reply: z.object({
      rows: z.array(
        accountRef.extend({
          kind: accountKind,
          active: z.boolean(),
          /** Baton posts to it by rule, so it stays in use. */
          posted: z.boolean(),
          version: z.number(),
          /** Moved by stock, receivables or receipts alone; nobody opens it by hand. */
          controlled: z.boolean(),
          /** What stood on it at the start so far, debit positive. */
          opened: z.string(),
          opening: z.object({ id: z.string(), on: z.string() }).nullable(),
        }),
      ),
      /** What the opening balances still lack until they agree: 0.00 once everything is opened. */
      difference: z.string(),
    }),
  },
  'POST /v1/accounts': {
    summary: 'Add an account; what kind it is of stays as it is',
    access: { right: 'ledger.change' },
    body: z.strictObject({
      code: text(20, 1).regex(/^\d{3,12}(?:[.-]\d{1,6})*$/, 'accountCode'),
      nameZh: accountName,
      nameEn: accountName,
      kind: accountKind,
    }),
    reply: z.object({ code: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/accounts/:code': {
    summary: 'Rename an account, put it away, or take it into use again',
    access: { right: 'ledger.change' },
    params: z.strictObject({ code: text(20, 1) }),
    body: z.strictObject({
      nameZh: accountName.optional(),
      nameEn: accountName.optional(),
      active: z.boolean().optional(),
    }),
    reply: z.object({ code: z.string(), version: z.number() }),
    versioned: true,
  },
  'GET /v1/ledger/entries': {
    summary:
      'Journal entries, newest first; with an account those that moved it, in the order in which they were recorded',
    access: { right: 'ledger.read' },
    query: z.strictObject({ account: text(20, 1).optional(), ...page }),
    reply: pageOf(entryRow),
  },
  'POST /v1/ledger/openings': {
    summary: 'Post the trial balance of the system before: each account once, and both sides must agree',
    access: { right: 'ledger.open' },
    body: z.strictObject({
      on: day.optional(),
      lines: z
        .array(
          z.strictObject({
            account: text(20, 1),
            debit: moneyIn.default(0n),
            credit: moneyIn.default(0n),
          }),
        )
        .min(1)
        .max(500),
    }),
    reply: z.object({
      /** The accounts that were posted; controlled ones were compared only. */
      rows: z.array(z.object({ id, account: z.string(), amount: z.string() })),
    }),
    status: 201,
  },
  'POST /v1/ledger/openings/:id/reverse': {
    summary: 'Take back the opening balance of an account, so that it can be posted anew',
    access: { right: 'ledger.open' },
    params: idParam,
    body: z.strictObject({ reason: text(300, 1) }),
    reply: z.object({ id: z.string() }),
  },
})
