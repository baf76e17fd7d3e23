import { type Context, type Kernel, perform } from '../../kernel/command.ts'
import { refusals } from '../../kernel/refusal.ts'
import type { Handler } from '../../kernel/route.ts'
import { withCompanyAll } from '../../kernel/transaction.ts'
import { no as refused } from './delivery.rules.ts'
import { findPublic, publicLines, shownPublic } from './delivery-detail.ts'
import { linkContext, openLink } from './links.ts'
import { signLinkedDelivery } from './sign-delivery.ts'

const no = refusals('delivery', {
  keyMissing: {
    status: 400,
    zh: () => '缺少 Idempotency-Key。为每次签收生成一个新的键，重发时用同一个键，就不会重复。',
    en: () =>
      'The Idempotency-Key header is missing. Make a new key for each sign-off and repeat it when you send again, so that nothing happens twice.',
  },
})

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
  const key = http.headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) throw no.keyMissing()
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
