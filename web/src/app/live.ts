import type { QueryClient } from '@tanstack/react-query'
import { kept, useStored } from './stored.ts'

export type LiveState = 'connecting' | 'live' | 'off'

export interface Change {
  kind: string
  id?: string
  type?: string
}

const state = kept<LiveState>('off')
export const useLive = (): LiveState => useStored(state)

/** Changes are gathered this long, so that a bulk act asks the lists once. */
const gather = 200
const longestWait = 30_000

export function changeOf(text: string): Change | null {
  try {
    const change = JSON.parse(text) as Change
    return typeof change?.kind === 'string' ? change : null
  } catch {
    return null
  }
}

const isId = (part: unknown) => typeof part === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(part)

/**
 * Which queries a batch of changes makes old: the lists of a kind (`[kind]` with no id behind it)
 * and the details of the very subjects (`[kind, id]`); other subjects' details stay.
 */
export function touches(changes: readonly Change[], key: readonly unknown[]): boolean {
  return changes.some(({ kind, id }) => {
    if (key[0] !== kind) return false
    return id === undefined || key[1] === id || !isId(key[1])
  })
}

const decisions = /^orders\.(reviewed|rejected|amended|changed|change|release|cancelled)/

/** Listens to the server's events and marks what they touch as old. Returns how to stop. */
export function listen(client: QueryClient): () => void {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let flush: ReturnType<typeof setTimeout> | undefined
  let wait = 1000
  let missed = false
  let waiting: Change[] = []

  const tell = () => {
    flush = undefined
    const batch = waiting
    waiting = []
    client.invalidateQueries({ predicate: ({ queryKey }) => touches(batch, queryKey) })
    // A request for a decision is gone from all who were asked once one of them has decided.
    if (batch.some(({ type }) => type && decisions.test(type))) client.invalidateQueries({ queryKey: ['notice'] })
    // What one may do oneself may have changed with it.
    if (batch.some(({ type }) => type?.startsWith('access.'))) client.invalidateQueries({ queryKey: ['me'] })
  }
  const open = () => {
    state.set('connecting')
    source = new EventSource('/v1/events')
    source.onopen = () => {
      wait = 1000
      state.set('live')
      // What happened while nobody listened is not known, so everything is asked for again.
      if (missed) client.invalidateQueries()
      missed = false
    }
    source.onmessage = ({ data }) => {
      const change = changeOf(data)
      if (!change) return
      waiting.push(change)
      flush ??= setTimeout(tell, gather)
    }
    // The server may have missed something itself, as when another process has changed it.
    source.addEventListener('missed', () => void client.invalidateQueries())
    source.onerror = () => {
      missed = true
      state.set(source?.readyState === EventSource.CLOSED ? 'off' : 'connecting')
      if (source?.readyState !== EventSource.CLOSED) return
      source.close()
      retry = setTimeout(open, wait)
      wait = Math.min(wait * 2, longestWait)
    }
  }
  open()
  return () => {
    clearTimeout(retry)
    clearTimeout(flush)
    source?.close()
    state.set('off')
  }
}
