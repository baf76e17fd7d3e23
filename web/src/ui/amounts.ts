const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

function groupWords(group: string): string {
  let text = ''
  let zero = false
  for (const [index, digit] of [...group].entries()) {
    if (digit === '0') {
      zero = text !== ''
      continue
    }
    text += (zero ? '零' : '') + digits[Number(digit)] + places[group.length - 1 - index]
    zero = false
  }
  return text
}

function yuanWords(whole: string): string {
  const parts: string[] = []
  for (let end = whole.length; end > 0; end -= 4) parts.unshift(whole.slice(Math.max(0, end - 4), end))
  let text = ''
  for (const [index, part] of parts.entries()) {
    const words = groupWords(part)
    if (words === '') continue
    // A group that begins with a zero, or follows an empty one, says the zero once.
    const gap = text !== '' && (part.startsWith('0') || groupWords(parts[index - 1] ?? '') === '')
    text += (gap ? '零' : '') + words + groups[parts.length - 1 - index]
  }
  return text
}

/** An amount as it is written on Chinese documents: 壹拾捌万陆仟肆佰贰拾元整. Exact to the cent, up to 9,999 万亿. */
export function amountInWords(amount: string): string {
  const match = /^(-?)0*(\d{1,16})(?:\.(\d{1,2})0*)?$/.exec(amount)
  if (!match) throw new RangeError(`An amount in words needs at most two places: ${amount}`)
  const [, minus, whole = '0', part = ''] = match
  const [jiao, fen] = [...part.padEnd(2, '0')].map(Number) as [number, number]
  const yuan = yuanWords(whole)
  let text = yuan && `${yuan}元`
  if (jiao) text += `${digits[jiao]}角`
  else if (fen && yuan) text += '零'
  if (fen) text += `${digits[fen]}分`
  else text += '整'
  return (minus && '负') + (text === '整' ? '零元整' : text)
}

const parse = (amount: string, scale: number): bigint => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (!match) throw new RangeError(`Not an amount: ${amount}`)
  const value = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(scale, '0').slice(0, scale))
  return match[1] ? -value : value
}

/** The exact sum of decimal strings, with as many places as the longest has, at least two. */
export function sumAmounts(amounts: readonly string[]): string {
  const scale = Math.max(2, ...amounts.map((one) => (one.split('.')[1] ?? '').length))
  const sum = amounts.reduce((total, one) => total + parse(one, scale), 0n)
  const text = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0')
  return `${sum < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`
}
