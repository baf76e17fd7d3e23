const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const groups = ['', ' thousand', ' million', ' billion', ' trillion']

function belowThousand(number: number): string {
  if (number < 20) return small[number] ?? ''
  if (number < 100) {
    const rest = number % 10
    return `${tens[Math.floor(number / 10)]}${rest ? `-${small[rest]}` : ''}`
  }
  const rest = number % 100
  return `${small[Math.floor(number / 100)]} hundred${rest ? ` and ${belowThousand(rest)}` : ''}`
}

function wholeWords(whole: string): string {
  const parts: string[] = []
  for (let end = whole.length; end > 0; end -= 3) parts.unshift(whole.slice(Math.max(0, end - 3), end))
  const said = parts
    .map((part, index) => ({ number: Number(part), group: groups[parts.length - 1 - index] ?? '' }))
    .filter(({ number }) => number > 0)
    .map(({ number, group }) => belowThousand(number) + group)
  return said.join(' ') || 'zero'
}

/** An amount as it is written on English documents: "sixteen thousand four hundred and twenty-four yuan and 05/100". */
export function amountInEnglish(amount: string, unit = 'yuan'): string {
  const match = /^(-?)0*(\d{1,15})(?:\.(\d{1,2}))?$/.exec(amount)
  if (!match) throw new RangeError(`An amount in words needs at most two places: ${amount}`)
  const [, minus, whole = '0', part = ''] = match
  const cents = part.padEnd(2, '0')
  const text = `${minus ? 'minus ' : ''}${wholeWords(whole)} ${unit} ${cents === '00' ? 'only' : `and ${cents}/100`}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}
