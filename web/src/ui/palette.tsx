import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useWords } from '../app/language.ts'
import { kept, useStored } from '../app/stored.ts'
import { kitWords } from '../app/words/kit.ts'
import { Dialog } from './dialog.tsx'
import { Kbd } from './figures.tsx'
import { Icon, type IconName } from './icon.tsx'
import { keyFace } from './shortcut-sheet.tsx'
import { useShortcuts } from './shortcuts.ts'
import './palette.css'

export interface PaletteEntry {
  id: string
  label: string
  /** Quiet, after the label: the customer of an order. */
  note?: string
  icon?: IconName
  /** Other spellings by which it is found: pinyin initials, the English word. */
  also?: string
  keys?: string
  run: () => void
}

/** Finds subjects for what was typed; begun anew with each letter, the older one is aborted. */
export type PaletteSearch = (text: string, signal: AbortSignal) => Promise<PaletteEntry[]>

const actions = kept<readonly PaletteEntry[]>([])
const opened = kept(false)
export const openPalette = () => opened.set(true)

/** Acts of a page, for as long as it is there. */
export function usePaletteActions(entries: PaletteEntry[]) {
  const latest = useRef(entries)
  useEffect(() => {
    latest.current = entries
  })
  const signature = JSON.stringify(entries.map(({ run: _, ...rest }) => rest))
  useEffect(() => {
    const mine = (JSON.parse(signature) as Omit<PaletteEntry, 'run'>[]).map((entry, index) => ({
      ...entry,
      run: () => latest.current[index]?.run(),
    }))
    actions.set([...actions.get(), ...mine])
    return () => actions.set(actions.get().filter((one) => !mine.includes(one as (typeof mine)[number])))
  }, [signature])
}

const matches = (entry: PaletteEntry, text: string) =>
  `${entry.label} ${entry.note ?? ''} ${entry.also ?? ''}`.toLowerCase().includes(text.toLowerCase())

const searchAfter = 60

function useSearch(search: PaletteSearch | undefined, text: string): PaletteEntry[] {
  const [found, setFound] = useState<{ text: string; entries: PaletteEntry[] }>({ text: '', entries: [] })
  useEffect(() => {
    if (!search || text === '') return setFound({ text: '', entries: [] })
    const control = new AbortController()
    const timer = setTimeout(() => {
      search(text, control.signal).then(
        (entries) => control.signal.aborted || setFound({ text, entries }),
        () => control.signal.aborted || setFound({ text, entries: [] }),
      )
    }, searchAfter)
    return () => {
      clearTimeout(timer)
      control.abort()
    }
  }, [search, text])
  return found.entries
}

/** Ctrl-K: go to, find, and act. Pages register what can be done; the search is passed in. */
export function Palette({ search }: { search?: PaletteSearch }) {
  const t = useWords(kitWords)
  const open = useStored(opened)
  useShortcuts([
    { keys: 'Mod+k', label: t('paletteHint'), group: t('general'), run: () => opened.set(!opened.get()) },
    { keys: '/', label: t('paletteHint'), group: t('general'), yields: true, run: openPalette },
  ])
  return (
    <Dialog open={open} onClose={() => opened.set(false)} label={t('paletteHint')} width={600} high>
      <PaletteBody search={search} onDone={() => opened.set(false)} />
    </Dialog>
  )
}

function PaletteBody({ search, onDone }: { search?: PaletteSearch; onDone: () => void }) {
  const t = useWords(kitWords)
  const list = useId()
  const registered = useStored(actions)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useSearch(search, text.trim())
  const acts = useMemo(() => registered.filter((one) => matches(one, text.trim())), [registered, text])
  const all = [...found, ...acts]
  const current = Math.min(at, all.length - 1)
  const choose = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    onDone()
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1 }
    const next = steps[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setAt((next + all.length) % Math.max(1, all.length))
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(all[current])
  }
  return (
    <>
      <div className="palette-box">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={all[current] ? `${list}-${current}` : undefined}
          aria-label={t('paletteHint')}
          placeholder={t('paletteHint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={press}
          // biome-ignore lint/a11y/noAutofocus: it opens by an act of the reader, to be typed into
          autoFocus
        />
      </div>
      <div className="palette-list" id={list} role="listbox" aria-label={t('paletteResults')}>
        <PaletteGroup
          title={t('paletteResults')}
          entries={found}
          from={0}
          current={current}
          list={list}
          onChoose={choose}
        />
        <PaletteGroup
          title={t('paletteActions')}
          entries={acts}
          from={found.length}
          current={current}
          list={list}
          onChoose={choose}
        />
      </div>
      {all.length === 0 && <p className="palette-nothing">{t('paletteNothing', { text })}</p>}
      <footer className="palette-foot">{t('paletteKeys')}</footer>
    </>
  )
}

interface PaletteGroupProps {
  title: string
  entries: readonly PaletteEntry[]
  from: number
  current: number
  list: string
  onChoose: (entry: PaletteEntry) => void
}

function PaletteGroup({ title, entries, from, current, list, onChoose }: PaletteGroupProps) {
  if (entries.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group inside a listbox has no element of its own
    <div role="group" aria-label={title}>
      <div className="palette-title" aria-hidden="true">
        {title}
      </div>
      {entries.map((entry, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
        // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
        <div
          key={entry.id}
          id={`${list}-${from + index}`}
          role="option"
          aria-selected={from + index === current}
          className="palette-entry"
          ref={(element) => {
            if (from + index === current) element?.scrollIntoView({ block: 'nearest' })
          }}
          onClick={() => onChoose(entry)}
        >
          {entry.icon && <Icon name={entry.icon} />}
          <span className="nowrap">{entry.label}</span>
          {entry.note && <span className="quiet ellipsis">{entry.note}</span>}
          {entry.keys && (
            <span className="push row gap-4">
              {entry.keys.split(' ').map((key) => (
                <Kbd key={key}>{keyFace(key)}</Kbd>
              ))}
            </span>
          )}
        </div>
      ))}
    </div>
  )
}
