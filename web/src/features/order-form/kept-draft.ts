import { useEffect, useState } from 'react'
import { newKey } from '../../app/api.ts'
import type { Draft } from './draft.ts'

const keyOf = (name: string) => `baton.orderDraft.${name}`

function read(name: string): Draft | null {
  try {
    const draft = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null') as Draft | null
    return draft && Array.isArray(draft.lines) ? draft : null
  } catch {
    // Storage is refused in private windows, and what an older page wrote may not be readable: begin afresh.
    return null
  }
}

function write(name: string, draft: Draft | null) {
  try {
    if (draft) sessionStorage.setItem(keyOf(name), JSON.stringify(draft))
    else for (const place of [keyOf(name), `${keyOf(name)}.sent`]) sessionStorage.removeItem(place)
  } catch {
    return
  }
}

/**
 * The key under which a new order is sent. The same content keeps it also through a reload, so that an order whose reply was lost is not
 * created twice; the server answers it from before.
 */
export function keyOfDraft(name: string, content: string): string {
  const place = `${keyOf(name)}.sent`
  try {
    const [before, key] = JSON.parse(sessionStorage.getItem(place) ?? '[]') as [string?, string?]
    if (before === content && key) return key
    const made = newKey()
    sessionStorage.setItem(place, JSON.stringify([content, made]))
    return made
  } catch {
    return newKey()
  }
}

export interface KeptDraft {
  draft: Draft
  /** Under which name it is kept. */
  place: string
  change: (changes: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void
  /** Something was typed in an earlier life of this page. */
  restored: boolean
  /** Forgets what is kept: it is saved, or given up. */
  forget: () => void
  discard: () => void
}

/** A form's content that survives a reload of its window, until it is saved or given up. */
export function useKeptDraft(name: string, first: () => Draft): KeptDraft {
  const [found] = useState(() => read(name))
  const [draft, setDraft] = useState(() => found ?? first())
  const [touched, setTouched] = useState(false)
  const [restored, setRestored] = useState(found !== null)
  useEffect(() => {
    if (touched) write(name, draft)
  }, [name, draft, touched])
  return {
    draft,
    place: name,
    restored,
    change: (changes) => {
      setTouched(true)
      setDraft((before) => ({ ...before, ...(typeof changes === 'function' ? changes(before) : changes) }))
    },
    forget: () => {
      setTouched(false)
      write(name, null)
    },
    discard: () => {
      setTouched(false)
      setRestored(false)
      write(name, null)
      setDraft(first())
    },
  }
}
