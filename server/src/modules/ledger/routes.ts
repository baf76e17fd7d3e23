import { ledger } from '@baton/contract/ledger'
import { bind } from '../../kernel/route.ts'
import { changeAccount, createAccount } from './change-accounts.ts'
import { listEntries } from './list-entries.ts'
import { listAccounts, openAccounts, reverseOpening } from './open-accounts.ts'

export const routes = bind(ledger, {
  'GET /v1/accounts': listAccounts,
  'POST /v1/accounts': createAccount,
  'PATCH /v1/accounts/:code': changeAccount,
  'GET /v1/ledger/entries': listEntries,
  'POST /v1/ledger/openings': openAccounts,
  'POST /v1/ledger/openings/:id/reverse': reverseOpening,
})
