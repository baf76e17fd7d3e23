/** "0.13" → "13%", "0.065" → "6.5%"; digits are moved, nothing is multiplied. */
export function percentOf(rate: string): string {
  const [whole = '0', part = ''] = rate.split('.')
  const digits = part.padEnd(2, '0')
  const rest = digits.slice(2).replace(/0+$/, '')
  return `${`${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '')}${rest && `.${rest}`}%`
}
