import { approvals } from '@baton/contract/work'
import { bind } from '../../kernel/route.ts'
import { listApprovals } from './list-approvals.ts'

export const routes = bind(approvals, { 'GET /v1/approvals': listApprovals })
