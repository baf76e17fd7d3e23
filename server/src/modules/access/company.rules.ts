import { refusals } from '../../kernel/refusal.ts'

export const no = refusals('access', {
  companyStale: {
    status: 412,
    zh: () => '公司资料在你打开后被别人改过。请刷新后再改。',
    en: () => 'Somebody changed the company since you opened it. Reload and change it again.',
  },
  currencyFixed: {
    status: 409,
    zh: (currency: string) => `已有价格或金额以 ${currency} 计，本位币不能再改。要用别的币种，请新建一家公司。`,
    en: (currency: string) =>
      `Prices or amounts stand in ${currency}, so the currency cannot change any more. For another currency, start another company.`,
  },
  timeZoneUnknown: {
    status: 422,
    zh: (zone: string) => `没有时区「${zone}」。请用 Asia/Shanghai 这样的名称。`,
    en: (zone: string) => `There is no time zone "${zone}". Use a name such as Asia/Shanghai.`,
  },
  logoUnknown: {
    status: 404,
    zh: () => '公司还没有标志。可以在设置里上传。',
    en: () => 'The company has no logo yet. Upload one in the settings.',
  },
  logoWrongKind: {
    status: 422,
    zh: () => '标志要用 PNG 或 JPEG 图片；SVG 里可能带脚本，不收。请另存为 PNG 再上传。',
    en: () =>
      'The logo must be a PNG or JPEG picture; SVG may carry scripts and is not taken. Save it as PNG and upload it again.',
  },
  logoBroken: {
    status: 422,
    zh: () => '这张图片读不完整，可能已损坏。请换一张再上传。',
    en: () => 'This picture cannot be read to its end and seems broken. Upload another one.',
  },
  logoTooLarge: {
    status: 422,
    zh: (width: number, height: number, most: number) =>
      `图片有 ${width}×${height} 像素，最多 ${most}×${most}。请缩小后再上传。`,
    en: (width: number, height: number, most: number) =>
      `The picture has ${width} × ${height} pixels; at most ${most} × ${most} fit. Make it smaller and upload it again.`,
  },
})

/** Time zones are those of the runtime, under the names of the IANA. */
export function decideTimeZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw no.timeZoneUnknown(zone)
  }
}

/** An amount says nothing without its currency, so it stays once there is one. */
export function decideCurrency(current: string, wanted: string | undefined, fixed: boolean): void {
  if (wanted !== undefined && wanted !== current && fixed) throw no.currencyFixed(current)
}

const MOST_PIXELS = 4096
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG_END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])
/** Start-of-frame markers of JPEG, which tell its size; 0xc4, 0xc8 and 0xcc are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Tells a picture by its bytes, never by what its sender calls it, and refuses what is no whole PNG or JPEG of a sensible size. */
export function decideLogo(content: Buffer): 'image/png' | 'image/jpeg' {
  const png = content.subarray(0, PNG.length).equals(PNG)
  if (!png && !(content[0] === 0xff && content[1] === 0xd8)) throw no.logoWrongKind()
  const size = png ? sizeOfPng(content) : sizeOfJpeg(content)
  if (!size || size.width === 0 || size.height === 0) throw no.logoBroken()
  if (size.width > MOST_PIXELS || size.height > MOST_PIXELS) throw no.logoTooLarge(size.width, size.height, MOST_PIXELS)
  return png ? 'image/png' : 'image/jpeg'
}

interface Size {
  width: number
  height: number
}

function sizeOfPng(content: Buffer): Size | null {
  const whole = content.length > 33 + PNG_END.length && content.subarray(-PNG_END.length).equals(PNG_END)
  if (!whole || content.toString('latin1', 12, 16) !== 'IHDR') return null
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
}

function sizeOfJpeg(content: Buffer): Size | null {
  if (content.at(-2) !== 0xff || content.at(-1) !== 0xd9) return null
  for (let at = 2; at + 9 < content.length && content[at] === 0xff; ) {
    const marker = content[at + 1]!
    if (isFrame(marker)) return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) }
    at += 2 + content.readUInt16BE(at + 2)
  }
  return null
}
