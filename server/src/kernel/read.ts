/** What a queued read will have found. Its value exists only after the flush, so nothing can wait for it in between. */
export class Read<T> {
  private found: { value: T } | undefined
  // `never` keeps Read covariant: a read of something special is a read of something general.
  private readonly waiting: ((value: never) => void)[] = []

  get value(): T {
    if (!this.found) throw new Error('A read has no value before its trip is over')
    return this.found.value
  }

  settle(value: T): void {
    this.found = { value }
    for (const next of this.waiting) next(value as never)
  }

  /** Does something with the value as soon as it is there. */
  whenFound(act: (value: T) => void): void {
    this.waiting.push(act)
  }

  /** A read of what `change` makes of this one's value. */
  map<U>(change: (value: T) => U): Read<U> {
    const next = new Read<U>()
    this.whenFound((value) => next.settle(change(value)))
    return next
  }
}

/** A tree of reads, as `load` returns it, with each read replaced by its value. */
export type Loaded<L> =
  L extends Read<infer T>
    ? T
    : L extends (...args: never[]) => unknown
      ? L
      : L extends Date
        ? L
        : L extends readonly unknown[]
          ? L
          : L extends object
            ? { [K in keyof L]: Loaded<L[K]> }
            : L

/** Replaces the reads of a plain object, at any depth, by their values. */
export function loaded<L>(tree: L): Loaded<L> {
  if (tree instanceof Read) return tree.value as Loaded<L>
  if (tree === null || typeof tree !== 'object' || Object.getPrototypeOf(tree) !== Object.prototype)
    return tree as Loaded<L>
  return Object.fromEntries(Object.entries(tree).map(([key, branch]) => [key, loaded(branch)])) as Loaded<L>
}
