/** Requests and decisions for any subject. The deciding commands belong to the subjects' modules. Read view: `approvals.read_approval`. */

export { type Approval, approvalsOf, decide, grant, loadApprovals, request, withdraw } from './approvals.ts'
export { checks } from './checks.ts'
