import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.ts'
import type { ListState } from '../../app/list-state.ts'
import { Empty } from '../../ui/empty.tsx'
import { financeWords } from './words.ts'

/** An empty list says whether nothing is there at all, or nothing of what was typed; `children` is the one next act. */
export function NothingFound({ list, text, children }: { list: ListState; text: string; children?: ReactNode }) {
  const t = useWords(financeWords)
  if (list.q) {
    return (
      <Empty icon="search" action={<Button onClick={() => list.set({ q: null })}>{t('clearSearch')}</Button>}>
        {t('noMatch', { text: list.q })}
      </Empty>
    )
  }
  return (
    <Empty icon="finance" action={children}>
      {text}
    </Empty>
  )
}
