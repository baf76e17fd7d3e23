import type { Problem } from '@baton/contract/endpoint'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isGone } from './database.ts'
import { type FieldError, type Language, Refusal, refusals } from './refusal.ts'

export const no = refusals('kernel', {
  invalid: {
    status: 400,
    zh: (fields: string) => `这些内容不对，没有保存：${fields}。请改正后再提交。`,
    en: (fields: string) => `Nothing was saved, since these fields are wrong: ${fields}. Mend them and send again.`,
  },
  unreadable: {
    status: 400,
    zh: () => '请求正文不是合法的 JSON。请检查括号、引号和编码（UTF-8）。',
    en: () => 'The request body is no valid JSON. Check brackets, quotes and encoding (UTF-8).',
  },
  tooLarge: {
    status: 413,
    zh: () => '内容太大。请分几次提交，或压缩附件。',
    en: () => 'This is too large. Send it in parts, or compress the attachment.',
  },
  sumTooLarge: {
    status: 422,
    zh: () => '加上这些，合计超出了能记的范围，没有保存。请核对数量和金额，改小后再提交。',
    en: () =>
      'With these, a sum is larger than can be kept, and nothing was saved. Check quantities and amounts, and send smaller ones.',
  },
  wrongMediaType: {
    status: 415,
    zh: () => '请用 application/json 提交。',
    en: () => 'Send application/json.',
  },
  bytesWanted: {
    status: 415,
    zh: () => '请把文件内容用 application/octet-stream 提交。',
    en: () => 'Send the bytes of the file as application/octet-stream.',
  },
  notFound: {
    status: 404,
    zh: () => '没有这个地址。接口目录在 /v1/openapi.json。',
    en: () => 'There is no such address. The operations are listed at /v1/openapi.json.',
  },
  wrongMethod: {
    status: 405,
    zh: (allowed: string) => `这个地址只接受 ${allowed}。接口目录在 /v1/openapi.json。`,
    en: (allowed: string) => `This address takes ${allowed} only. The operations are listed at /v1/openapi.json.`,
  },
  headTooLarge: {
    status: 431,
    zh: () => '请求的地址或头部太长。请缩短查询条件再试。',
    en: () => 'The address or the headers of the request are too long. Ask for less at once.',
  },
  tooSlow: {
    status: 408,
    zh: () => '请求没有及时发完。请检查网络后再试。',
    en: () => 'The request did not arrive in time. Check the connection and try again.',
  },
  noRequest: {
    status: 400,
    zh: () => '这不是合法的 HTTP 请求。请检查地址和头部。',
    en: () => 'This is no valid HTTP request. Check its address and headers.',
  },
  away: {
    status: 503,
    zh: () => '数据库暂时连不上，不确定这次有没有写入。请用同一个键再试，不会重复。',
    en: () => 'The database is away and the outcome is unknown. Try again with the same key; nothing happens twice.',
  },
  broken: {
    status: 500,
    zh: (trace: string) => `服务器出错，没有写入。请再试；仍不行时把编号 ${trace} 告诉管理员。`,
    en: (trace: string) =>
      `The server failed and nothing was written. Try again, or give the number ${trace} to an administrator.`,
  },
})

/** Each message says what is expected; codes are the schema library's, or our own from the contract's field types. */
const EXPECTED: Record<string, Record<Language, (issue: z.core.$ZodIssue) => string>> = {
  amount: {
    zh: () => '应为金额，最多两位小数，如 "186420.00"',
    en: () => 'an amount with at most two decimals, such as "186420.00"',
  },
  quantity: {
    zh: () => '应为大于 0 的数量，最多六位小数，如 "2400"',
    en: () => 'a quantity above 0 with at most six decimals, such as "2400"',
  },
  unitPrice: {
    zh: () => '应为单价，不小于 0，最多六位小数',
    en: () => 'a unit price of at least 0 with at most six decimals',
  },
  characters: { zh: () => '含有不能保存的字符', en: () => 'it holds characters that cannot be stored' },
  accountName: {
    zh: () => '应由字母、数字、汉字和 . _ @ - 组成，以字母、数字或汉字开头',
    en: () => 'letters, digits and . _ @ -, beginning with a letter or digit',
  },
  accountCode: {
    zh: () => '应为 3 到 12 位数字，下级可用 . 或 - 隔开，如 660201',
    en: () => '3 to 12 digits, with . or - before a lower level, such as 660201',
  },
  day: { zh: () => '应为日期，如 2026-11-28', en: () => 'a date, such as 2026-11-28' },
  instant: {
    zh: () => '应为带时区的时间，如 2026-11-28T09:00:00+08:00',
    en: () => 'a time with its zone, such as 2026-11-28T09:00:00+08:00',
  },
  tooEarly: { zh: () => '应为 1900 年以后的日期', en: () => 'a date later than 1900' },
  tooLate: { zh: () => '应为 9999 年以内的日期', en: () => 'a date within the year 9999' },
  unrecognized_keys: {
    zh: (issue) => `不认识的字段：${(issue as { keys?: string[] }).keys?.join('、')}`,
    en: (issue) => `unknown fields: ${(issue as { keys?: string[] }).keys?.join(', ')}`,
  },
  missing: { zh: () => '必填', en: () => 'required' },
  too_small: {
    zh: (issue) => `至少 ${limits(issue).minimum} ${limits(issue).unit.zh}`.trim(),
    en: (issue) => `at least ${limits(issue).minimum} ${limits(issue).unit.en}`.trim(),
  },
  too_big: {
    zh: (issue) => `最多 ${limits(issue).maximum} ${limits(issue).unit.zh}`.trim(),
    en: (issue) => `at most ${limits(issue).maximum} ${limits(issue).unit.en}`.trim(),
  },
}

const UNITS: Record<string, Record<Language, string>> = {
  array: { zh: '项', en: 'entries' },
  string: { zh: '个字符', en: 'characters' },
}

function limits(issue: z.core.$ZodIssue) {
  const { origin = '', minimum, maximum } = issue as { origin?: string; minimum?: number; maximum?: number }
  return { minimum, maximum, unit: UNITS[origin] ?? { zh: '', en: '' } }
}

function fieldError(issue: z.core.$ZodIssue, prefix: string): FieldError {
  const pointer = `${prefix}/${issue.path.map(String).join('/')}`
  const absent = issue.code === 'invalid_type' && issue.input === undefined && /undefined$/.test(issue.message)
  const own = Object.hasOwn(EXPECTED, issue.message) ? issue.message : absent ? 'missing' : issue.code
  const expected = EXPECTED[own]
  if (expected) return { pointer, code: own, zh: expected.zh(issue), en: expected.en(issue) }
  return { pointer, code: issue.code, zh: chinese(issue), en: english(issue) }
}

const chinese = (issue: z.core.$ZodIssue) =>
  z.locales
    .zhCN()
    .localeError(issue as never)
    ?.toString() ?? issue.message
const english = (issue: z.core.$ZodIssue) => issue.message

/** The refusal of a request that does not fit its schema: every field that is wrong, by JSON pointer. */
export function invalid(error: z.ZodError, prefix: string, language: Language): Refusal {
  const errors = error.issues.map((issue) => fieldError(issue, prefix))
  const names = [
    ...new Set(
      errors.map((one) =>
        one.code === 'unrecognized_keys' ? one[language] : one.pointer.replace(/^\//, '') || one[language],
      ),
    ),
  ]
  return no.invalid(names.slice(0, 8).join(', ')).with(undefined, errors)
}

/** problem+json in the caller's language. */
export function problemOf(refusal: Refusal, language: Language, traceId: string): Problem {
  const detail = refusal.sentence[language]
  return {
    type: `/problems/${refusal.code}`,
    title: detail,
    status: refusal.status,
    code: refusal.code,
    detail,
    traceId,
    ...(refusal.errors && {
      errors: refusal.errors.map((one) => ({ pointer: one.pointer, code: one.code, message: one[language] })),
    }),
    ...(refusal.data !== undefined && { data: refusal.data }),
  }
}

const FASTIFY: Record<string, () => Refusal> = {
  FST_ERR_CTP_INVALID_JSON_BODY: no.unreadable,
  FST_ERR_CTP_EMPTY_JSON_BODY: no.unreadable,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: no.unreadable,
  FST_ERR_CTP_BODY_TOO_LARGE: no.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: no.wrongMediaType,
}

/** The language of the reply: what the caller accepts first among ours, else Chinese. */
export function languageOf(http: FastifyRequest): Language {
  const accepted = (http.headers['accept-language'] ?? '').toLowerCase()
  const zh = accepted.indexOf('zh')
  const en = accepted.indexOf('en')
  if (en >= 0 && (zh < 0 || en < zh)) return 'en'
  return 'zh'
}

/** Turns whatever was thrown into problem+json; what is nobody's refusal is logged with its trace id. */
export function answerError(
  error: FastifyError | Refusal | Error,
  http: FastifyRequest,
  answer: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error, http)
  if (refusal.status >= 500) http.log.error({ err: error, traceId: http.id }, refusal.code)
  const { retryAfter } = (refusal.data ?? {}) as { retryAfter?: number }
  if (retryAfter !== undefined) answer.header('retry-after', retryAfter)
  return answer
    .code(refusal.status)
    .type('application/problem+json')
    .send(problemOf(refusal, languageOf(http), http.id))
}

function refusalOf(error: FastifyError | Refusal | Error, http: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  const { code } = error as FastifyError
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' && (http.routeOptions.config as { bytes?: boolean }).bytes)
    return no.bytesWanted()
  const known = FASTIFY[code]
  if (known) return known()
  if (isGone(error)) return no.away()
  // Each number fits, as the contract says; what they come to with those that are there does not.
  if ((error as { code?: string }).code === '22003' && http.method !== 'GET') return no.sumTooLarge()
  const status = (error as FastifyError).statusCode
  if (status && status < 500) return no.unreadable()
  return no.broken(http.id)
}

export const { notFound, wrongMethod } = no

/** By Node’s code for a connection whose request cannot be read. */
export function refusalOfConnection(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return no.headTooLarge()
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? no.tooSlow() : no.noRequest()
}
