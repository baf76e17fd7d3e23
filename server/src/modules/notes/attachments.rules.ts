import { refusals } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/work.ts'

export const no = refusals('notes', {
  attachmentUnknown: {
    status: 404,
    zh: () => '没有这个附件，或已被删除，或你无权查看。请刷新附件列表。',
    en: () => 'There is no such attachment, or it was removed, or you may not see it. Reload the list.',
  },
  attachmentEmpty: {
    status: 422,
    zh: (name: string) => `${name} 是空文件，没有上传。请检查后再选。`,
    en: (name: string) => `${name} is empty, so it was not attached. Check the file and choose it again.`,
  },
  attachmentTwice: {
    status: 409,
    zh: (name: string, kept: string) => `${name} 的内容已在附件里（${kept}），没有重复上传。`,
    en: (name: string, kept: string) =>
      `The contents of ${name} are attached already, as ${kept}. Nothing was added; open that one.`,
  },
  tooManyAttachments: {
    status: 409,
    zh: (most: number) => `一张订单最多 ${most} 个附件。请先删除不用的，或打包成一个文件。`,
    en: (most: number) => `An order has at most ${most} attachments. Remove some, or pack them into one file.`,
  },
  notYourAttachment: {
    status: 403,
    zh: (name: string, by: string) => `${name} 是${by}上传的。只有上传人和其部门负责人能删除。`,
    en: (name: string, by: string) =>
      `${name} was attached by ${by}; only they or the head of their department remove it.`,
  },
})

/** Most attachments of one subject, and most characters of a name. */
export const MOST_ATTACHMENTS = 100
const MOST_NAME = 160

/** What a name must not carry: path separators, characters that systems refuse, and those that turn the reading direction around. */
const BAD_CHARACTERS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/gu

/** The name under which a file is kept: the last part of what the sender calls it, without what could lead out of a folder. */
export function fileNameOf(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(BAD_CHARACTERS, '').replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = clean.lastIndexOf('.')
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : ''
  const stem = [...(ending ? clean.slice(0, dot) : clean)].slice(0, MOST_NAME - ending.length).join('')
  return `${stem}${ending}` || 'attachment'
}

/** What the first bytes of a file say that it is. */
const SIGNS: [mediaType: string, sign: RegExp][] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/heic', /^.{4}ftyp(heic|heix|hevc|mif1|msf1)/s],
  ['application/pdf', /^%PDF-/],
  ['video/mp4', /^.{4}ftyp/s],
  ['application/zip', /^PK(\x03\x04|\x05\x06)/],
]

/** Office files are zip files; which of them, only their name says. */
const ZIPPED: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** The kind of a file by its bytes, never by what its sender calls it: a page of HTML is text, whatever its name. */
export function mediaTypeOf(content: Buffer, name: string): string {
  const head = content.subarray(0, 32).toString('latin1')
  const found = SIGNS.find(([, sign]) => sign.test(head))?.[0]
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (found === 'application/zip') return ZIPPED[ending] ?? found
  if (found) return found
  if (isText(content)) return ending === 'csv' ? 'text/csv' : 'text/plain'
  return 'application/octet-stream'
}

/** Text is UTF-8 without a NUL; in another encoding a browser would show something else than was written. */
function isText(content: Buffer): boolean {
  if (content.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content)
    return true
  } catch {
    return false
  }
}

const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'])

/** Whether a browser may show it in place: pictures and PDF. Whatever could run a script is downloaded. */
export const isShown = (mediaType: string): boolean => SHOWN.has(mediaType)

/** What goes with the bytes: a browser takes them for what they are, keeps their name, and never runs them. */
export function headersOf({ name, mediaType, sha256 }: { name: string; mediaType: string; sha256: Buffer }) {
  const shown = isShown(mediaType)
  const plain = name.replace(/[^\x20-\x7e]|["%\\]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return {
    'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${whole}`,
    'x-content-type-options': 'nosniff',
    // The browser's own reader of PDF does not work in a sandbox, and is one.
    'content-security-policy': mediaType === 'application/pdf' ? `default-src 'none'` : `default-src 'none'; sandbox`,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    etag: `"${sha256.toString('hex')}"`,
  }
}

export interface Kept {
  name: string
  sha256: Buffer
}

/** Refuses a file that is empty, that is there already, or one too many. */
export function decideAttachment(name: string, size: number, sha256: Buffer, present: readonly Kept[]): void {
  if (size === 0) throw no.attachmentEmpty(name)
  const same = present.find((one) => one.sha256.equals(sha256))
  if (same) throw no.attachmentTwice(name, same.name)
  if (present.length >= MOST_ATTACHMENTS) throw no.tooManyAttachments(MOST_ATTACHMENTS)
}

export interface Removable {
  name: string
  addedById: string | null
  addedByName: string | null
  departmentId: string | null
}

/** Whoever attached a file removes it, or the head of their department; a customer's, whoever may read it and heads a department. */
export function decideRemoval(attachment: Removable, actor: Actor): void {
  if (attachment.addedById === actor.personId) return
  const head =
    attachment.departmentId === null ? actor.headOf.length > 0 : actor.headOf.includes(attachment.departmentId)
  if (!head) throw no.notYourAttachment(attachment.name, attachment.addedByName ?? '客户 / the customer')
}
