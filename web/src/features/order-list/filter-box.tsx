import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { usePhone } from '../../app/use-media.ts'
import { kitWords } from '../../app/words/kit.ts'
import { Kbd } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { orderStates } from '../../ui/order-state.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { type FilterChange, type FilterOption, fieldOf, numbersIn, optionsOf } from './filter-options.ts'
import { type FilterName, filterNames, usePersons } from './orders.ts'
import { orderListWords } from './words.ts'

function useOptions(text: string): FilterOption[] {
  const t = useWords(orderListWords)
  const states = useWords(kitWords)
  const { field, rest } = fieldOf(text)
  const persons = usePersons()
  const asks = rest !== '' && rest.length <= 60 && (field === null || field === 'customer')
  const customers = useQuery({
    queryKey: ['customer', 'found', rest],
    queryFn: ({ signal }) => call('GET /v1/customers', { query: { q: rest, limit: 5 }, signal }),
    enabled: asks,
  })
  return optionsOf(
    text,
    {
      states: orderStates.map((state) => ({ state, label: states(state) })),
      views: (['overdue', 'due', 'pool', 'review'] as const).map((view) => ({ view, label: t(view) })),
      customers: asks ? (customers.data?.rows ?? []) : [],
      persons: persons.data?.rows ?? [],
    },
    {
      customer: t('customer'),
      owner: t('owner'),
      holder: t('holder'),
      state: t('state'),
      find: t('find'),
      view: t('views'),
    },
  )
}

/** The chips of what the URL narrows; names of ids are asked for, so that a link shows them too. */
function useChips(list: ListState): { name: FilterName; field: string; value: string }[] {
  const t = useWords(orderListWords)
  const states = useWords(kitWords)
  const persons = usePersons()
  const customerId = list.get('customerId')
  const customer = useQuery({
    queryKey: ['customer', customerId],
    queryFn: ({ signal }) => call('GET /v1/customers/:id', { params: { id: customerId ?? '' }, signal }),
    enabled: customerId !== null,
  })
  const nameOf = (id: string | null) => persons.data?.rows.find((one) => one.id === id)?.name ?? '…'
  const state = orderStates.find((one) => one === list.get('state'))
  const numbers = numbersIn(list.q)
  const values: Record<FilterName, [field: string, value: string]> = {
    state: [t('state'), state ? states(state) : ''],
    customerId: [t('customer'), customer.data?.shortName || customer.data?.name || '…'],
    ownerId: [t('owner'), nameOf(list.get('ownerId'))],
    holderId: [t('holder'), nameOf(list.get('holderId'))],
    q: [t('find'), numbers.length > 1 ? t('numbersFound', { count: numbers.length }) : list.q],
  }
  return filterNames
    .filter((name) => list.get(name))
    .map((name) => ({ name, field: values[name][0], value: values[name][1] }))
}

/** One box for everything that narrows the list: typed words become chips, pasted numbers are looked for at once. */
export function FilterBox({ list }: { list: ListState }) {
  const t = useWords(orderListWords)
  const phone = usePhone()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState(false)
  const options = useOptions(text)
  const chips = useChips(list)
  const shown = open && options.length > 0
  const current = Math.min(at, options.length - 1)
  useShortcuts([{ keys: '/', label: t('filter'), group: t('orders'), run: () => input.current?.focus() }])
  const apply = (change: FilterChange) => {
    list.set(change as Record<string, string | null>)
    setText('')
    setAt(0)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1 }
    const next = steps[event.key]
    if (next !== undefined && shown) {
      event.preventDefault()
      setAt((next + options.length) % options.length)
    } else if (event.key === 'Enter') {
      const option = options[current]
      if (option) apply(option.change)
    } else if (event.key === 'Escape') {
      if (text === '') input.current?.blur()
      setText('')
    } else if (event.key === 'Backspace' && text === '') {
      const last = chips.at(-1)
      if (last) apply({ [last.name]: null })
    }
  }
  const paste = (event: ClipboardEvent) => {
    const numbers = numbersIn(event.clipboardData.getData('text'))
    if (numbers.length < 2) return
    event.preventDefault()
    apply({ q: numbers.join(' ') })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press anywhere in the box goes to its field, which the keyboard reaches itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div className="filter-box" onClick={() => input.current?.focus()}>
      <Icon name="search" className="quiet" />
      {chips.map((chip) => (
        <span key={chip.name} className="filter-chip">
          <span className="quiet">{chip.field}</span> <b className="ellipsis">{chip.value}</b>
          <button
            type="button"
            aria-label={t('removeFilter', { name: `${chip.field} ${chip.value}` })}
            onClick={() => apply({ [chip.name]: null })}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={t('filter')}
        aria-expanded={shown}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown ? `${id}-${current}` : undefined}
        placeholder={t(phone ? 'filterHintShort' : 'filterHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
        onPaste={paste}
      />
      {!phone && <Kbd>/</Kbd>}
      {shown && <Options id={id} options={options} current={current} onChoose={(one) => apply(one.change)} />}
    </div>
  )
}

interface OptionsProps {
  id: string
  options: readonly FilterOption[]
  current: number
  onChoose: (option: FilterOption) => void
}

function Options({ id, options, current, onChoose }: OptionsProps) {
  const t = useWords(orderListWords)
  return (
    <div className="filter-list" id={id} role="listbox" aria-label={t('suggestions')}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
        // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
        <div
          key={option.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === current}
          // The field must not lose the focus, or the list would close before the press is done.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          <span className="quiet t12">{option.field}</span>
          <span className="ellipsis">{option.value}</span>
        </div>
      ))}
    </div>
  )
}
