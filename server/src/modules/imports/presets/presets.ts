import { CannotStart } from '../../../kernel/postgres/cannot-start.ts'
import { readAdventureWorks } from './adventureworks.ts'
import { readNorthwind } from './northwind.ts'
import type { Source } from './source.ts'

const READERS: Record<string, (folder: string) => Promise<Source>> = {
  adventureworks: readAdventureWorks,
  northwind: readNorthwind,
}

/** The data sets that can be imported whole. */
export const PRESETS = Object.keys(READERS)

/** Reads a whole data set from its folder. Nothing is written before all of it was understood. */
export async function readSource(preset: string, folder: string): Promise<Source> {
  const read = READERS[preset]
  if (!read) throw new CannotStart(`There is no preset ${preset}. Choose one of: ${PRESETS.join(', ')}.`)
  return await read(folder)
}
