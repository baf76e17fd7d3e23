import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../app/language.ts'
import type { ListState } from '../app/list-state.ts'
import { kitWords } from '../app/words/kit.ts'
import { Empty } from './empty.tsx'
import type { IconName } from './icon.tsx'

export interface NothingFoundProps {
  list: ListState
  icon: IconName
  /** What an empty list means when nothing was looked for. */
  text: string
  /** The one next act. */
  children?: ReactNode
  /** The parts of the URL that the list is narrowed by. */
  narrowedBy?: readonly string[]
}

/** An empty list says whether nothing is there at all, or nothing of what was typed or chosen. */
export function NothingFound({ list, icon, text, children, narrowedBy = [] }: NothingFoundProps) {
  const t = useWords(kitWords)
  if (list.q === '' && narrowedBy.some((name) => list.get(name) !== null)) {
    const whole = Object.fromEntries(narrowedBy.map((name) => [name, null]))
    return (
      <Empty icon="search" action={<Button onClick={() => list.set(whole)}>{t('showAll')}</Button>}>
        {t('noneOfThese')}
      </Empty>
    )
  }
  if (list.q === '') {
    return (
      <Empty icon={icon} action={children}>
        {text}
      </Empty>
    )
  }
  return (
    <Empty icon="search" action={<Button onClick={() => list.set({ q: null })}>{t('clearSearch')}</Button>}>
      {t('noMatch', { text: list.q })}
    </Empty>
  )
}
