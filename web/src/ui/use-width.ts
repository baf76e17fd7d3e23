import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of an element, followed; `first` until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>, first: number): number {
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () => {
      const wide = target.getBoundingClientRect().width
      if (wide > 0) setWidth(wide)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return width
}
