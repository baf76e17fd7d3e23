import { useEffect, useRef } from 'react'
import { kept, stored, useStored } from '../app/stored.ts'

export interface Shortcut {
  /** `t`, `?`, `g o` (one after the other), `Mod+Enter` (Ctrl, on a Mac ⌘). */
  keys: string
  label: string
  /** Under which head it stands on the sheet. */
  group?: string
  /** Gives way to any other of the same keys, whichever was there first: the palette's `/` to a list's own. */
  yields?: boolean
  run: (event: KeyboardEvent) => void
}

const enabled = stored<'on' | 'off'>('baton.shortcuts', ['on', 'off'], () => 'on')
export const setShortcuts = (on: boolean) => enabled.set(on ? 'on' : 'off')
export const useShortcutsOn = (): boolean => useStored(enabled) === 'on'

const all = kept<readonly Shortcut[]>([])
export const useAllShortcuts = (): readonly Shortcut[] => useStored(all)

const sequenceWait = 900
let begun = ''
let begunAt = 0

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type))

/** Enter and Space on a button or link are its own press. */
const isPress = (event: KeyboardEvent) =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof HTMLElement &&
  event.target.closest('button, a, summary') !== null

const inDialog = () => document.querySelector('dialog[open], .ant-modal-wrap:not([style*="display: none"])') !== null

export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `Mod+${name}` : name
}

function find(key: string): Shortcut | undefined {
  const list = all.get()
  const sequence = begun && Date.now() - begunAt < sequenceWait ? `${begun} ${key}` : ''
  // The one registered last wins: an open drawer answers before the list under it.
  const last = (keys: string) =>
    list.findLast((one) => one.keys === keys && !one.yields) ?? list.findLast((one) => one.keys === keys)
  return last(sequence) ?? last(key)
}

function press(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const key = keyOf(event)
  const single = !key.startsWith('Mod+')
  if (single && (enabled.get() === 'off' || isTyping(event.target) || isPress(event) || inDialog())) return
  const shortcut = find(key)
  if (shortcut) {
    begun = ''
    event.preventDefault()
    shortcut.run(event)
  } else if (single && all.get().some((one) => one.keys.startsWith(`${key} `))) {
    begun = key
    begunAt = Date.now()
  }
}

/** Begins to listen, once, for the whole application. */
export function followShortcuts(): () => void {
  document.addEventListener('keydown', press)
  return () => document.removeEventListener('keydown', press)
}

/** Keys of a page or a part of it, for as long as it is there. They stand on the sheet that `?` opens. */
export function useShortcuts(shortcuts: Shortcut[]) {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  const signature = shortcuts
    .map((one) => `${one.keys}\u0000${one.label}\u0000${one.group ?? ''}\u0000${one.yields ? 'yields' : ''}`)
    .join('\u0001')
  useEffect(() => {
    const mine =
      signature === ''
        ? []
        : signature.split('\u0001').map((line, index): Shortcut => {
            const [keys = '', label = '', group, yields] = line.split('\u0000')
            return {
              keys,
              label,
              group: group || undefined,
              yields: yields === 'yields',
              run: (event) => latest.current[index]?.run(event),
            }
          })
    all.set([...all.get(), ...mine])
    return () => all.set(all.get().filter((one) => !mine.includes(one)))
  }, [signature])
}
