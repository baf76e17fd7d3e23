import type { Account, Item, Model, Order } from './model.ts'

/** What chance gives to an act: which of the subjects that fit, how much, and one of two ways. */
export interface Chance {
  which: number
  amount: number
  other: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: replies are read field by field; the server checks them against the contract.
export type Reply = any

export type Actor = Account | 'manager' | 'boss' | 'warehouse' | 'finance' | 'sales2'

/** One call, whether the rules allow it, and what it makes of the model when it was done. */
export interface Plan {
  by: Actor
  method?: 'POST' | 'PUT'
  path: string
  body?: object
  /** Where the version is read that the call names. */
  seen?: string
  allowed: boolean
  /** Goods for which nobody waits afterwards while some are free. */
  fills?: Item[]
  /** An order that does not wait afterwards while some of its goods are free. */
  serves?: Order
  done(reply: Reply): void
}

/** An act is planned on the model alone; null while nothing is there to do it with. */
export type Act = (model: Model, chance: Chance) => Plan | null

export const chosen = <T>(all: readonly T[], { which }: Pick<Chance, 'which'>): T | undefined => all[which % all.length]

/** Prefers what the act fits, so that most acts are done, and takes any when nothing fits or chance wants a refusal. */
export function aimed<T>(all: readonly T[], fits: (one: T) => boolean, chance: Chance): T | undefined {
  const fitting = all.filter(fits)
  return chosen(fitting.length > 0 && chance.which % 5 > 0 ? fitting : all, chance)
}

export const yuan = (cents: number): string => (cents / 100).toFixed(2)
