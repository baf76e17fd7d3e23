/** "0.03" as "3" and back, by moving the point, without making a number of it. */
export function percentOf(share: string): string {
  const [whole = '0', part = ''] = share.split('.')
  const digits = part.padEnd(2, '0')
  const text = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = digits.slice(2).replace(/0+$/, '')
  return rest ? `${text}.${rest}` : text
}

/** "0.065" as "6.5%". */
export const percentText = (share: string): string => `${percentOf(share)}%`

export function shareOf(percent: string): string {
  const [whole = '', part = ''] = percent.trim().split('.')
  const digits = whole.padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${part}`
}
