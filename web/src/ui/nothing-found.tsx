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
}

/** An empty list says whether nothing is there at all, or nothing of what was typed. */
export function NothingFound({ list, icon, text, children }: NothingFoundProps) {
  const t = useWords(kitWords)
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
