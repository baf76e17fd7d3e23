import { useEffect, useRef, useState } from 'react'
import type { ListState } from './list-state.ts'

const settle = 250

/** What is typed into a list's search: the URL follows a moment later, and the field follows the URL when one goes back. */
export function useSearchText(list: ListState): [text: string, type: (text: string) => void] {
  const [text, setText] = useState(list.q)
  const told = useRef(list.q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  useEffect(() => {
    if (list.q === told.current) return
    told.current = list.q
    setText(list.q)
  }, [list.q])
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (next.trim() === latest.current.q) return
      told.current = next.trim()
      latest.current.set({ q: next.trim(), peek: null })
    }, settle)
  }
  return [text, type]
}
