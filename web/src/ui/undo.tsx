import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../app/language.ts'
import { kept, useStored } from '../app/stored.ts'
import { kitWords } from '../app/words/kit.ts'
import { Kbd } from './figures.tsx'
import { Icon } from './icon.tsx'
import { useShortcuts } from './shortcuts.ts'
import './undo.css'

export interface Done {
  /** What was done: 已转交 2 张，等李思远接收。 */
  text: ReactNode
  /** Takes it back; without it the line only tells. */
  undo?: () => unknown
  seconds?: number
}

interface Shown extends Done {
  id: number
  until: number
}

const shown = kept<readonly Shown[]>([])
let lastId = 0
const usualSeconds = 10

const drop = (id: number) => shown.set(shown.get().filter((one) => one.id !== id))

/** Tells what was done and offers ten seconds to take it back. */
export function tellDone(done: Done) {
  lastId += 1
  const seconds = done.seconds ?? (done.undo ? usualSeconds : 4)
  shown.set([...shown.get().slice(-2), { ...done, id: lastId, until: Date.now() + seconds * 1000 }])
}

function takeBack(line: Shown) {
  drop(line.id)
  void line.undo?.()
}

/** Where the lines appear; the shell has it once. */
export function DoneLines() {
  const t = useWords(kitWords)
  const lines = useStored(shown)
  const last = lines.findLast((line) => line.undo)
  useShortcuts(last ? [{ keys: 'z', label: t('undo'), group: t('general'), run: () => takeBack(last) }] : [])
  return (
    <div className="done-lines" role="status" aria-live="polite">
      {lines.map((line) => (
        <DoneLine key={line.id} line={line} />
      ))}
    </div>
  )
}

const secondsUntil = (until: number) => Math.max(0, Math.ceil((until - Date.now()) / 1000))

function DoneLine({ line }: { line: Shown }) {
  const t = useWords(kitWords)
  const [left, setLeft] = useState(secondsUntil(line.until))
  // The clock stands while the pointer or the focus is on it: whoever reads is not hurried.
  const [held, setHeld] = useState(false)
  // A new count must not restart the clock, so it is no dependency.
  useEffect(() => {
    if (held) return
    const until = Date.now() + left * 1000
    const timer = setInterval(() => {
      const now = secondsUntil(until)
      setLeft(now)
      if (now === 0) drop(line.id)
    }, 250)
    return () => clearInterval(timer)
  }, [held, line.id])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only stops the clock; the acts are its buttons
    <div
      className="done-line"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name="check" />
      <span className="grow">{line.text}</span>
      {line.undo && (
        <button type="button" aria-keyshortcuts="z" onClick={() => takeBack(line)}>
          {t('undo')} <span>{t('undoSeconds', { count: left })}</span>{' '}
          <span className="desk-only">
            <Kbd>Z</Kbd>
          </span>
        </button>
      )}
      <button type="button" aria-label={t('close')} onClick={() => drop(line.id)}>
        <Icon name="close" />
      </button>
    </div>
  )
}
