import type { ImportKind } from '@baton/contract/imports'
import type { Actor } from '../../kernel/work.ts'
import { no } from './file.rules.ts'
import { customers } from './import-customers.ts'
import { items } from './import-items.ts'
import { orders } from './import-orders.ts'
import { persons } from './import-persons.ts'
import { stock } from './import-stock.ts'
import type { Kind } from './kind.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a kind loads and writes is its own affair.
type AnyKind = Kind<any, any>

/** Everything that people may bring in from a file, in the order in which one follows from the other. */
export const KINDS: Readonly<Record<ImportKind, AnyKind>> = { customers, items, stock, persons, orders }

/** Who reads all may look at everybody's imports of what they may import; others at their own. */
export const maySee = (actor: Actor, one: { kind: ImportKind; createdBy: string }): boolean =>
  actor.rights.has(KINDS[one.kind].right) && (actor.scope === 'all' || one.createdBy === actor.personId)

/** An import as it was found, or the refusal that there is none for this actor. */
export function decideSeen<T extends { kind: ImportKind; createdBy: string }>(actor: Actor, found: T | undefined): T {
  if (!found || !maySee(actor, found)) throw no.notFound()
  return found
}
