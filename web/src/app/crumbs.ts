import { useEffect } from 'react'
import { type Crumb, setCrumbs } from './shell/places.ts'

/** Where the reader is, in the top bar and in the window's title; the last one is the page itself. */
export function useCrumbs(crumbs: Crumb[]) {
  const signature = JSON.stringify(crumbs)
  useEffect(() => {
    const list = JSON.parse(signature) as Crumb[]
    setCrumbs(list)
    document.title = [...list.map(({ label }) => label).reverse(), '接力 Baton'].join(' · ')
  }, [signature])
}
