const han = /\p{Script=Han}/u

/** Whether a name is written in Chinese, so that its first character is the surname. */
export const isHan = (name: string): boolean => han.test(name)

const words = (name: string) =>
  name
    .trim()
    .split(/[\s·.-]+/)
    .filter(Boolean)

/** The one character of a small seal or initial: 陈 for 陈静, E for Emma Clarke. */
export function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '·'
}

/**
 * The characters of a large seal, column by column from the right: 陈静之印, 李思远印, four-character names whole.
 * Latin names give one or two initials, one a line.
 */
export function sealCharacters(name: string): { vertical: boolean; lines: string[] } {
  if (!isHan(name)) {
    const parts = words(name)
    const first = initialOf(parts[0] ?? name)
    const last = parts.length > 1 ? initialOf(parts.at(-1) ?? '') : ''
    return { vertical: false, lines: last ? [first, last] : [first] }
  }
  const characters = [...name.replace(/[\s·]/g, '')]
  const four = [...characters.slice(0, 4).join(''), ...(['', '之印玺记', '之印', '印'][characters.length] ?? '')].slice(
    0,
    4,
  )
  return { vertical: true, lines: [four.slice(0, 2).join(''), four.slice(2).join('')].filter(Boolean) }
}

const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/

/** Width of a text in px, near enough to decide what fits: full-width characters are square, others about half. */
export function textWidth(text: string, size = 12): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? size : character === ' ' ? size * 0.27 : size * 0.57
  return Math.ceil(width)
}

/** 有限公司 says nothing in a list; the whole name stands on the order and in documents. */
export const shortCompany = (name: string): string => name.replace(/(股份)?有限(责任)?公司$/, '')
