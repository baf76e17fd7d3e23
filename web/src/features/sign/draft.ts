import { useEffect, useState } from 'react'
import { complete, type Due, type Receipt } from './receipt.ts'

export interface Draft {
  lines: Record<number, Receipt>
  name: string
  rating: number | null
  remark: string
}

const keyOf = (number: string) => `baton.sign.${number}`

export const fullDraft = (lines: readonly Due[]): Record<number, Receipt> =>
  Object.fromEntries(lines.map((line) => [line.line, complete(line)]))

/** Something written by an older page, or by somebody else, is no draft. */
function readDraft(number: string): Partial<Draft> {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(number)) ?? '{}') ?? {}) as Partial<Draft>
  } catch {
    return {}
  }
}

function keepDraft(number: string, draft: Draft) {
  try {
    sessionStorage.setItem(keyOf(number), JSON.stringify(draft))
  } catch {
    // Private windows may refuse storage; the draft then lasts as long as the page.
    return
  }
}

export function forgetDraft(number: string) {
  try {
    sessionStorage.removeItem(keyOf(number))
  } catch {
    return
  }
}

/** What was entered survives a reload of the page, as happens on phones that come back from the camera or a call. */
export function useDraft(number: string, lines: readonly Due[]): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = readDraft(number)
    return {
      lines: { ...fullDraft(lines), ...kept.lines },
      name: kept.name ?? '',
      rating: kept.rating ?? null,
      remark: kept.remark ?? '',
    }
  })
  useEffect(() => keepDraft(number, draft), [number, draft])
  return [draft, (change) => setDraft((now) => ({ ...now, ...change }))]
}
