export type Difference = Record<string, { before: unknown; after: unknown }>

/** What differs, field by field, as a journal tells it: what it was and what it is. `shown` says how a value is written there. */
export function differenceOf<Fields extends object>(
  before: Fields,
  after: Fields,
  shown: (value: unknown) => unknown = (value) => value,
): Difference {
  const names = (Object.keys(after) as (keyof Fields & string)[]).filter((name) => before[name] !== after[name])
  return Object.fromEntries(names.map((name) => [name, { before: shown(before[name]), after: shown(after[name]) }]))
}
