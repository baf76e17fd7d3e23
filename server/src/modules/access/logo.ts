import { createHash } from 'node:crypto'
import { command, perform, query } from '../../kernel/command.ts'
import { bytesOf } from '../../kernel/json.ts'
import { type Handler, keyOf } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { decideLogo, no } from './company.rules.ts'
import { loadCompanyJournal, tellCompany } from './company-journal.ts'

const writeLogo = statement(
  'access.writeLogo',
  `insert into access.logo (media_type, content, sha256, kept_by, kept_at) values ($1, $2, $3, $4, $5)
   on conflict (company_id) do update
     set media_type = excluded.media_type, content = excluded.content, sha256 = excluded.sha256, kept_by = excluded.kept_by, kept_at = excluded.kept_at`,
)

/** The bytes stand beside the request, in which their hash stands for them. */
const keepLogo = (content: Buffer) =>
  command({
    load: (work, _request: { logo: string }) => {
      loadCompanyJournal(work)
      return {}
    },
    run: (work, { logo }) => {
      const mediaType = decideLogo(content)
      work.write(writeLogo, [mediaType, content, Buffer.from(logo, 'hex'), work.actor.personId, work.now])
      const data = { mediaType, bytes: content.length, sha256: logo }
      tellCompany(work, 'access.logoChanged', data)
      return { logo }
    },
  })

export const putLogo: Handler = async ({ kernel, http, answer, language, context }) => {
  const content = bytesOf(http)
  const logo = createHash('sha256').update(content).digest('hex')
  const { reply, replayed } = await perform(kernel, context!, keepLogo(content), { logo }, keyOf(http), {
    operation: 'PUT /v1/company/logo',
    language,
    right: 'access.company',
  })
  if (replayed) answer.header('Idempotent-Replayed', 'true')
  return answer.send(reply)
}

const deleteLogo = statement('access.deleteLogo', 'delete from access.logo')
const findLogoKept = statement<{ sha256: Buffer }>('access.keptLogo', 'select sha256 from access.logo')

/** Takes the logo off the papers. */
export const removeLogo = command({
  load: (work) => {
    loadCompanyJournal(work)
    return { kept: work.read(findLogoKept) }
  },
  run: (work, _request: unknown, { kept: [kept] }) => {
    if (!kept) throw no.logoUnknown()
    work.write(deleteLogo, [])
    const data = { sha256: kept.sha256.toString('hex') }
    tellCompany(work, 'access.logoRemoved', data)
    return {}
  },
})

const findLogo = statement<{ mediaType: string; sha256: Buffer; content: Buffer | null }>(
  'access.logo',
  `select media_type as "mediaType", sha256, case when $1::text is distinct from encode(sha256, 'hex') then content end as content from access.logo`,
)

const showLogo = query({
  load: (work, { seen }: { seen: string | null }) => ({ rows: work.read(findLogo, [seen]) }),
  run: (_work, _request, { rows }) => {
    if (!rows[0]) throw no.logoUnknown()
    return rows[0]
  },
})

/** A browser takes the bytes for the picture that they were found to be, and for nothing else. */
export const getLogo: Handler = async ({ kernel, http, answer, context }) => {
  const seen = /^(?:W\/)?"([0-9a-f]{64})"$/.exec(http.headers['if-none-match'] ?? '')?.[1] ?? null
  const { reply } = await perform(kernel, context!, showLogo, { seen })
  answer.headers({
    'content-type': reply.mediaType,
    'content-disposition': 'inline; filename="logo"',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; sandbox`,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    etag: `"${reply.sha256.toString('hex')}"`,
  })
  return reply.content ? answer.send(reply.content) : answer.code(304).send()
}
