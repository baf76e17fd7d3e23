import type { ImportState } from '@baton/contract/imports'
import { no } from './file.rules.ts'

/** How far an import is. */
export interface Progress {
  state: ImportState
  ready: number
  created: number
  updated: number
}

const wrote = ({ created, updated }: Pick<Progress, 'created' | 'updated'>): boolean => created + updated > 0

/** Columns are named until rows were written by them. */
export function decideMap({ state, ...done }: Progress): void {
  if (state === 'importing' || state === 'checking') throw no.wrongState(state)
  if (wrote(done)) throw no.alreadyCreated()
}

/** Rows can be mended once they were looked at, also while others are being checked. */
export function decideMend({ state }: Progress): void {
  if (state === 'importing' || state === 'mapping') throw no.wrongState(state)
}

export function decideRun({ state, ready }: Progress): void {
  if (state !== 'checked' && state !== 'done') throw no.wrongState(state)
  if (ready === 0) throw no.nothingReady()
}

/** The check of rows that were mended after an import is over in a moment, and would leave rows without a verdict. */
export function decideStop({ state, ...done }: Progress): void {
  if (state === 'checking' && wrote(done)) throw no.wrongState('checking')
  if (state !== 'checking' && state !== 'importing') throw no.wrongState('rest')
}

/** A check that stopped has left rows without a verdict, so its columns are to be confirmed again. */
export const stoppedState = ({ state, ...done }: Progress): ImportState =>
  state === 'importing' || wrote(done) ? 'checked' : 'mapping'
