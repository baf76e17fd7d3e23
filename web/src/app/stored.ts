import { useSyncExternalStore } from 'react'

export interface Stored<T> {
  get: () => T
  set: (value: T) => void
  subscribe: (listener: () => void) => () => void
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Private windows and some embedded browsers refuse storage; the choice then lasts as long as the page.
    return null
  }
}

function write(key: string, text: string) {
  try {
    localStorage.setItem(key, text)
  } catch {
    return
  }
}

/** One choice of this browser (language, theme, shortcuts), shared by all its windows. */
export function stored<T extends string>(key: string, allowed: readonly T[], otherwise: () => T): Stored<T> {
  const valid = (text: string | null): T => allowed.find((one) => one === text) ?? otherwise()
  let value = typeof localStorage === 'undefined' ? otherwise() : valid(read(key))
  const listeners = new Set<() => void>()
  const tell = (next: T) => {
    if (next === value) return
    value = next
    for (const listener of listeners) listener()
  }
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => event.key === key && tell(valid(event.newValue)))
  }
  return {
    get: () => value,
    set: (next) => {
      write(key, next)
      tell(next)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A value kept in memory only, with the same front as `stored`. */
export function kept<T>(first: T): Stored<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useStored<T>(store: Stored<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
