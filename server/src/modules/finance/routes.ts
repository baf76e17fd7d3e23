import { finance } from '@baton/contract/finance'
import { bind } from '../../kernel/route.ts'
import { trialBalance } from '../ledger/index.ts'
import { creditInvoice } from './credit-invoice.ts'
import { showInvoice } from './invoice-detail.ts'
import { showInvoiceable } from './invoiceable.ts'
import { issueInvoice } from './issue-invoice.ts'
import { listDue } from './list-due.ts'
import { listInvoices } from './list-invoices.ts'
import { listPayments } from './list-payments.ts'
import { matchPayment } from './match-payment.ts'
import { openAdvances } from './open-advances.ts'
import { openReceivables } from './open-receivables.ts'
import { listReceivables } from './receivables.ts'
import { recordPayment } from './record-payment.ts'
import { refundPayment } from './refund-payment.ts'
import { reverseCredit } from './reverse-credit.ts'
import { reverseMatching } from './reverse-matching.ts'
import { reversePayment } from './reverse-payment.ts'
import { reverseReceivable } from './reverse-receivable.ts'
import { suggestMatches } from './suggest-matches.ts'

export const routes = bind(finance, {
  'GET /v1/invoices': listInvoices,
  'GET /v1/invoices/due': listDue,
  'GET /v1/orders/:id/invoiceable': showInvoiceable,
  'GET /v1/invoices/:id': showInvoice,
  'POST /v1/orders/:id/invoice': issueInvoice,
  'POST /v1/invoices/:id/credit': creditInvoice,
  'POST /v1/invoices/:id/reverse': reverseCredit,
  'GET /v1/payments': listPayments,
  'POST /v1/payments': recordPayment,
  'POST /v1/payments/:id/match': matchPayment,
  'POST /v1/matchings/:id/reverse': reverseMatching,
  'POST /v1/payments/:id/reverse': reversePayment,
  'POST /v1/payments/:id/refund': refundPayment,
  'GET /v1/payments/suggestions': suggestMatches,
  'GET /v1/receivables': listReceivables,
  'POST /v1/receivables/openings': openReceivables,
  'POST /v1/advances/openings': openAdvances,
  'POST /v1/receivables/:id/reverse': reverseReceivable,
  'GET /v1/trial-balance': trialBalance,
})
