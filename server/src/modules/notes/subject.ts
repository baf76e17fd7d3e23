import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { mayReadSql, sightOf } from '../custody/index.ts'

/** The order's chain tells that it exists: notes know no orders. */
const findSubject = statement<{ readable: boolean }>(
  'notes.subject',
  `select ${mayReadSql(`'order'`, '$1::uuid', 2, 3)} as readable from kernel.chain where subject_kind = 'order' and subject_id = $1`,
)

/** Whether there is such an order and the actor may read it. */
export const findOrder = (work: Work, id: string): Read<boolean> =>
  work.read(findSubject, [id, ...sightOf(work)]).map((rows) => rows[0]?.readable ?? false)
