import { Switch } from 'antd'
import { useState } from 'react'
import { useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { Dialog } from './dialog.tsx'
import { Kbd } from './figures.tsx'
import { Icon } from './icon.tsx'
import { type Shortcut, setShortcuts, useAllShortcuts, useShortcuts, useShortcutsOn } from './shortcuts.ts'
import './shortcut-sheet.css'

const modifier = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
const faces: Record<string, string> = { Enter: '↵', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' }

/** How a key is written: `Mod+k` is Ctrl K, or ⌘ K on a Mac. */
export function keyFace(keys: string): string {
  return keys
    .split('+')
    .map((one) =>
      one === 'Mod' ? modifier : (faces[one] ?? (one.length === 1 && keys.includes('+') ? one.toUpperCase() : one)),
    )
    .join(' ')
}

/** The sheet of all keys that work here, opened with `?`; it also switches them off. */
export function ShortcutSheet() {
  const t = useWords(kitWords)
  const [open, setOpen] = useState(false)
  useShortcuts([{ keys: '?', label: t('keysAll'), group: t('general'), run: () => setOpen(true) }])
  return (
    <Dialog open={open} onClose={() => setOpen(false)} label={t('shortcuts')} width={640}>
      <SheetBody onClose={() => setOpen(false)} />
    </Dialog>
  )
}

function grouped(shortcuts: readonly Shortcut[], general: string): [string, Shortcut[]][] {
  const groups = new Map<string, Shortcut[]>()
  for (const one of shortcuts) {
    const group = one.group ?? general
    const list = groups.get(group) ?? []
    if (!list.some((other) => other.keys === one.keys)) list.push(one)
    groups.set(group, list)
  }
  return [...groups].sort(([a], [b]) => Number(b === general) - Number(a === general))
}

function SheetBody({ onClose }: { onClose: () => void }) {
  const t = useWords(kitWords)
  const shortcuts = useAllShortcuts()
  const on = useShortcutsOn()
  return (
    <>
      <header className="dialog-head">
        <h2 className="t16 strong">{t('shortcuts')}</h2>
        <span className="push row gap-8 t13 muted">
          <Switch size="small" checked={on} onChange={setShortcuts} aria-label={t('shortcutsOn')} />
          <span aria-hidden="true">{t(on ? 'shortcutsOn' : 'shortcutsOff')}</span>
        </span>
        <button type="button" className="plain-button" aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="shortcut-groups">
        {grouped(shortcuts, t('general')).map(([group, list]) => (
          <section key={group}>
            <h3 className="t12 quiet">{group}</h3>
            <dl>
              {list.map((one) => (
                <div key={one.keys}>
                  <dt>{one.label}</dt>
                  <dd className="row gap-4">
                    {one.keys.split(' ').map((key) => (
                      <Kbd key={key}>{keyFace(key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  )
}
