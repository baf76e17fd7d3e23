import { useEffect, useRef, useState } from 'react'

const delay = 80

/** Which of several things is looked at, by pointer or by focus: shown after 80 ms, kept while the pointer travels onto what it shows. */
export function useHover<Key>() {
  const [active, setActive] = useState<Key | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = (key: Key | null, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setActive(key), wait)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    active,
    enter: (key: Key) => later(key, delay),
    leave: () => later(null, delay * 2),
    stay: () => clearTimeout(timer.current),
    clear: () => later(null, 0),
  }
}
