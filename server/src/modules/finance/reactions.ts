import type { Kernel } from '../../kernel/command.ts'
import type { Reaction } from '../../kernel/reactions.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import { reconsiderCredit } from '../orders/index.ts'

const findPayment = statement<{ customerId: string; orderId: string | null }>(
  'finance.paymentOf',
  'select customer_id as "customerId", order_id as "orderId" from finance.payment where payment_id = $1',
)

/** Money came for which orders wait: those that are prepaid by now, or fit the limit again, go on by themselves. */
const letGo = (kernel: Kernel): Reaction => ({
  name: 'finance.letGo',
  on: 'finance.awaited',
  react: async ({ companyId, id }, act) => {
    const [payment] = await withCompany(kernel.database, companyId, findPayment, [id])
    if (payment) await reconsiderCredit(kernel, { companyId, ...payment }, act)
  },
})

export const reactions = (kernel: Kernel): Reaction[] => [letGo(kernel)]
