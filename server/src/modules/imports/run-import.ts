import { command } from '../../kernel/command.ts'
import { loadChains } from '../../kernel/events.ts'
import { record, type Work } from '../../kernel/work.ts'
import { decideRun, decideStop, stoppedState } from './import.rules.ts'
import { type Import, loadImport, saveImport } from './import-rows.ts'
import { decideSeen } from './kinds.ts'

const load = (work: Work, request: { id: string }) => {
  const known = loadImport(work, request.id)
  loadChains(work, 'import', [request.id])
  return { known }
}

const movedTo = ({ id, state, version }: Import) => ({ id, state, version })

/** Starts the import of every row that is ready. It goes on by itself, also when its page is left or the server starts anew. */
export const runImport = command({
  load: (work, request: { id: string }) => load(work, request),
  run: (work, _request, { known }) => {
    const found = decideSeen(work.actor, known)
    decideRun(found)

    const started = {
      state: 'importing',
      reached: 0,
      startedBy: work.actor.personId,
      stoppedBecause: null,
      finishedAt: null,
    } as const
    const after = saveImport(work, found, started)
    const { ready, wrong, existing } = found
    record(work, { type: 'imports.started', kind: 'import', id: found.id, data: { ready, wrong, existing } })
    return movedTo(after)
  },
})

/** Stops a check or an import behind the rows that are being written. What was created stays; the rest can be run again. */
export const stopImport = command({
  load: (work, request: { id: string }) => load(work, request),
  run: (work, _request, { known }) => {
    const found = decideSeen(work.actor, known)
    decideStop(found)

    const after = saveImport(work, found, { state: stoppedState(found), stoppedBecause: BY_HAND })
    record(work, { type: 'imports.stopped', kind: 'import', id: found.id, data: { state: found.state } })
    return movedTo(after)
  },
})

const BY_HAND = { zh: '已手动停止，可以继续。', en: 'It was stopped by hand and can be started again.' }
