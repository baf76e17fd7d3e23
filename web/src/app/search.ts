import type { PaletteSearch } from '../ui/palette.tsx'
import { kept, useStored } from './stored.ts'

const search = kept<PaletteSearch | undefined>(undefined)

/** What the palette asks for subjects; the feature that can search gives it once. */
export const setPaletteSearch = (ask: PaletteSearch) => search.set(ask)
export const usePaletteSearch = (): PaletteSearch | undefined => useStored(search)
