import { type Context, type Kernel, perform } from '../../kernel/command.ts'
import { type Handler, keyOf } from '../../kernel/route.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import { no as refused } from './delivery.rules.ts'
import { findPublic, publicLines, shownPublic } from './delivery-detail.ts'
import { linkContext, openLink } from './links.ts'
import { signLinkedDelivery } from './sign-delivery.ts'

/** What the customer sees before signing, and afterwards what was signed. */
export const showLinked: Handler = async ({ kernel, request }) => {
  const link = await openLink(kernel.database, request.token as string, kernel.clock())
  const [headers, lines] = await withCompanyAll(kernel.database, link.companyId, [
    [findPublic, [link.id]],
    [publicLines, [link.id]],
  ])
  const [header] = headers as Parameters<typeof shownPublic>[0][]
  if (!header) throw refused.linkUnknown()
  return shownPublic(header, lines as Parameters<typeof shownPublic>[1])
}

/** The customer signs. The key of the call makes a lost reply harmless, as for everybody else. */
export const signByLink: Handler = async ({ kernel, http, answer, request }) => {
  const key = keyOf(http)
  const { token, ...told } = request
  const link = await openLink(kernel.database, token as string, kernel.clock())
  const { reply, replayed } = await signLinked(
    kernel,
    await linkContext(kernel.database, link),
    { ...told, id: link.id },
    key,
  )
  if (replayed) answer.header('Idempotent-Replayed', 'true')
  return reply
}

const signLinked = (kernel: Kernel, context: Context, request: Record<string, unknown>, key: string) =>
  perform(kernel, context, signLinkedDelivery, request as Parameters<typeof signLinkedDelivery.load>[1], key, {
    operation: 'POST /v1/sign/:token',
  })
