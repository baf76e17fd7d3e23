import { rightName } from '@baton/contract/rights'
import { refusals } from '../../kernel/refusal.ts'

export const no = refusals('partners', {
  notFound: {
    status: 404,
    zh: () => '没有这个客户。请从客户列表里选。',
    en: () => 'There is no such customer. Choose one from the list of customers.',
  },
  creditRight: {
    status: 403,
    zh: () =>
      `没有「${rightName('partners.credit', 'zh')}」权限，新客户只能是款到发货（额度 0）。请让有权限的人设额度。`,
    en: () =>
      `You do not hold the right "${rightName('partners.credit', 'en')}", so a new customer starts with prepayment (limit 0). Let somebody who holds it set the limit.`,
  },
  numberTaken: {
    status: 409,
    zh: (number: string, name: string) => `客户编号 ${number} 已是「${name}」的。请换一个编号，或改用那个客户。`,
    en: (number: string, name: string) =>
      `The customer number ${number} belongs to ${name}. Choose another number, or use that customer.`,
  },
  numberTwice: {
    status: 409,
    zh: (number: string) => `客户编号 ${number} 在这次提交里出现了两次。请去掉一个。`,
    en: (number: string) => `The customer number ${number} stands twice in this request. Leave one out.`,
  },
  ownerUnknown: {
    status: 422,
    zh: () => '负责人不在职或不存在。请从在职员工里选一个，或留空。',
    en: () => 'The owner does not exist or is no longer active. Choose an active employee, or leave it empty.',
  },
  detailUnknown: {
    status: 422,
    zh: (what: 'contacts' | 'addresses', line: number) =>
      `第 ${line} 个${what === 'contacts' ? '联系人' : '地址'}不属于这个客户。请刷新后再改。`,
    en: (what: 'contacts' | 'addresses', line: number) =>
      `${what === 'contacts' ? 'Contact' : 'Address'} ${line} does not belong to this customer. Reload and change it again.`,
  },
  stale: {
    status: 412,
    zh: (current: number) => `这个客户已被别人改到第 ${current} 版。请刷新后再改。`,
    en: (current: number) =>
      `Somebody changed this customer meanwhile; it is at version ${current}. Reload and change it again.`,
  },
})

export type PaymentMethod = 'transfer' | 'cash' | 'card' | 'draft' | 'online'

/** A customer's own fields, as they are stored. */
export interface CustomerFields {
  name: string
  shortName: string
  taxId: string | null
  region: string
  paymentMethod: PaymentMethod
  /** What is invoiced: signed or shipped quantity. */
  invoiceBasis: 'signed' | 'shipped'
  termDays: number
  ownerId: string | null
  note: string
  active: boolean
}

export interface Contact {
  id: string
  name: string
  position: string
  phone: string
  email: string
  preferred: boolean
}

export interface Address {
  id: string
  recipient: string
  phone: string
  region: string
  street: string
  preferred: boolean
}

/** The limit that a new customer gets: without the right to give credit it is prepayment, whoever asks. */
export function decideLimit(wanted: bigint | null | undefined, mayGiveCredit: boolean): bigint | null {
  if (mayGiveCredit) return wanted ?? null
  if (wanted !== undefined && wanted !== 0n) throw no.creditRight()
  return 0n
}

/** Refuses numbers that another customer has, or that two of the new ones share. */
export function decideNumbers(wanted: readonly string[], taken: readonly { number: string; name: string }[]): void {
  const other = taken[0]
  if (other) throw no.numberTaken(other.number, other.name)
  const twice = wanted.find((number, index) => wanted.indexOf(number) < index)
  if (twice) throw no.numberTwice(twice)
}

/** An owner is a person who still works here. */
export function decideOwner(ownerId: string | null | undefined, active: boolean): void {
  if (ownerId && !active) throw no.ownerUnknown()
}

/** A change names the version that its author saw. */
export function decideVersion(current: number, seen: number | undefined): void {
  if (seen !== current) throw no.stale(current).with({ current: { version: current } })
}

/** Of contacts or addresses exactly one is preferred: the first that is marked, else the first. */
export function onePreferred<T extends { preferred: boolean }>(list: readonly T[]): T[] {
  const chosen = Math.max(
    list.findIndex(({ preferred }) => preferred),
    0,
  )
  return list.map((one, index) => ({ ...one, preferred: index === chosen }))
}

/** The whole list after a change: those with an id keep their row, those left out are to be put away. */
export function decideList<T extends { id: string; preferred: boolean }>(
  what: 'contacts' | 'addresses',
  before: readonly T[],
  wanted: readonly (Omit<T, 'id'> & { id?: string })[],
  newId: () => string,
): { kept: T[]; gone: string[] } {
  const known = new Set(before.map(({ id }) => id))
  const kept = wanted.map((one, index) => {
    // Each id is used up, so that two entries cannot claim one row.
    if (one.id !== undefined && !known.delete(one.id)) throw no.detailUnknown(what, index + 1)
    return { ...one, id: one.id ?? newId() } as T
  })
  return { kept: onePreferred(kept), gone: [...known] }
}
