import { useEffect, useRef, useState } from 'react'

/** What the dry run says of the plan as it stands. */
export type Verdict = 'asking' | 'clear' | 'warned' | 'blocked'

/**
 * The key that hands over, pressed while the dry run is still asking, is remembered: a clear answer then hands over. Warnings and blocks are to be
 * read first, and a plan that changes meanwhile takes the wish back.
 */
export function useWish(verdict: Verdict, plan: unknown, act: () => void) {
  const [wished, setWished] = useState<unknown>(null)
  const latest = useRef(act)
  latest.current = act
  const waiting = wished !== null && wished === plan
  useEffect(() => {
    if (!waiting || verdict === 'asking') return
    setWished(null)
    if (verdict === 'clear') latest.current()
  }, [waiting, verdict])
  return { waiting: waiting && verdict === 'asking', wish: () => setWished(plan) }
}
