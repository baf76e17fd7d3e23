/** Which fields differ; compared as they are sent. */
export function changedFields<Facts extends object>(from: Facts, to: Facts): (keyof Facts)[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)]) as Set<keyof Facts>
  return [...names].filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]))
}

export interface Overlap<Facts> {
  /** Changed by both, and differently. */
  fields: (keyof Facts)[]
  /** What I changed, whole. */
  mine: Partial<Facts>
  /** The subject as it stands now. */
  theirs: Facts
  version: number
}

const pick = <Facts extends object>(facts: Facts, names: readonly (keyof Facts)[]): Partial<Facts> =>
  Object.fromEntries(names.map((name) => [name, facts[name]])) as Partial<Facts>

/** My changes since `base`, and where somebody else has changed the same meanwhile. */
export function overlapOf<Facts extends object>(
  base: Facts,
  draft: Facts,
  now: { facts: Facts; version: number },
): Overlap<Facts> {
  const changed = changedFields(base, draft)
  const elsewhere = new Set(changedFields(base, now.facts))
  const differ = new Set(changedFields(draft, now.facts))
  return {
    fields: changed.filter((name) => elsewhere.has(name) && differ.has(name)),
    mine: pick(draft, changed),
    theirs: now.facts,
    version: now.version,
  }
}

/** Both versions put together: theirs, and over it mine; with `theirs` chosen, the fields in dispute stay theirs. */
export function merged<Facts extends object>(overlap: Overlap<Facts>, choose: 'mine' | 'theirs'): Facts {
  const kept = { ...overlap.mine }
  if (choose === 'theirs') for (const name of overlap.fields) delete kept[name]
  return { ...overlap.theirs, ...kept }
}
