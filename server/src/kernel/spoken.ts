import { money, quantity } from '@baton/contract/decimal'

const grouped = (decimal: string): string => {
  const [whole = '', fraction] = decimal.split('.')
  const parts = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? parts : `${parts}.${fraction}`
}

/** An amount in minor units as sentences say it: "¥33,500", "USD 12.50"; no decimals when there are no cents. */
export function spokenMoney(minor: bigint, currency: string): string {
  const figure = grouped(money(minor)).replace(/\.00$/, '')
  return currency === 'CNY' ? `¥${figure}`.replace('¥-', '-¥') : `${currency} ${figure}`
}

/** A quantity in millionths as sentences say it: "2,400", "0.33". */
export const spokenQuantity = (millionths: bigint): string => grouped(quantity(millionths))
