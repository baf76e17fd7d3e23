import { type Context, type Kernel, perform } from '../../kernel/command.ts'
import { isGone, mayRetry } from '../../kernel/database.ts'
import type { Act, Happened, Reaction } from '../../kernel/reactions.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { decideRight } from '../../kernel/right.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany, withCompanyAll } from '../../kernel/transaction.ts'
import { contextOf } from '../people/index.ts'
import { type FileRow, IMPORT_COLUMNS, type Import, ROW_COLUMNS } from './import-rows.ts'
import { endImport, type JudgeRows, judgeRows, parse, setAside } from './judge-rows.ts'
import type { Found } from './kind.ts'
import { KINDS } from './kinds.ts'

const findImport = statement<Import>(
  'imports.findImport',
  `select ${IMPORT_COLUMNS} from imports.import where import_id = $1`,
)

const NEXT = `select n.lead from imports.file_row n
      where n.import_id = $1 and n.line > $2 and n.state = $3 order by n.line limit $4`

const findNext = statement<FileRow>(
  'imports.findNext',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and line > $2 and state = $3 order by line limit $4`,
)

// The first rows by line, and all that share their keys: an order is never looked at in part.
const findNextGroups = statement<FileRow>(
  'imports.findNextGroups',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and lead = any(array(${NEXT})) order by lead, line`,
)

const findUser = statement<{ userId: string }>(
  'imports.findUser',
  `select user_id as "userId" from access.find_member(kernel.company(), $1) where active`,
)

/** Rows that are looked at in one transaction; those that are written cost more. */
const CHECKED_AT_ONCE = 1000
const WRITTEN_AT_ONCE = 500

/** What begins or goes on with a check or an import; each step begins the next, so that other reactions have their turn in between. */
const STEPS = ['imports.mapped', 'imports.mended', 'imports.started', 'imports.advanced']

/** Looks at the next rows of an import in the name of whoever started it. A server that dies on the way takes it up again from here. */
export const reactions = (kernel: Kernel): Reaction[] =>
  STEPS.map((on) => ({
    name: `imports.carryOn:${on}`,
    on,
    react: (happened, act) => carryOn(kernel, happened, act),
  }))

async function carryOn(kernel: Kernel, { companyId, id }: Happened, act: Act): Promise<void> {
  const [found] = await withCompany(kernel.database, companyId, findImport, [id])
  if (!found || (found.state !== 'checking' && found.state !== 'importing')) return
  const context = await starterOf(kernel, companyId, found)
  if (context instanceof Refusal) {
    await act(endImport, { id, version: found.version, because: context.sentence }, String(found.version))
    return
  }
  const most = found.state === 'importing' ? WRITTEN_AT_ONCE : CHECKED_AT_ONCE
  await step({ kernel, context, found, act }, most)
}

interface Going {
  kernel: Kernel
  context: Context
  found: Import
  act: Act
}

/** One chunk of rows. What cannot be written for a reason that no rule foresaw is narrowed down to its row, and set aside. */
async function step(going: Going, most: number): Promise<void> {
  const { kernel, context, found, act } = going
  const { id, kind, version } = found
  const rows = await withCompany(
    kernel.database,
    context.company.id,
    KINDS[kind].together ? findNextGroups : findNext,
    [id, found.reached, found.state === 'importing' ? 'ready' : 'new', most],
  )
  if (rows.length === 0) {
    await act(endImport, { id, version }, String(version))
    return
  }
  const parsed = rows.filter(({ state }) => state !== 'created' && state !== 'updated').map((row) => parse(found, row))
  const lookups = KINDS[kind].lookups?.(parsed) ?? []
  const texts = (lookups.length > 0 ? await withCompanyAll(kernel.database, context.company.id, lookups) : []) as Found
  const reached = Math.max(...rows.map(({ lead, line }) => (KINDS[kind].together ? lead : line)))
  const how = { writes: found.state === 'importing', updates: found.updates }
  const request: JudgeRows = { id, kind, version, reached, how, rows: parsed, found: texts }
  try {
    const right = KINDS[kind].right
    await perform(kernel, context, judgeRows, request, `import:${id}:${version}:${most}`, {
      operation: 'import',
      right,
    })
  } catch (error) {
    if (error instanceof Refusal || isGone(error) || mayRetry(error)) throw error
    if (most > 1) return step(going, Math.ceil(most / 5))
    await act(setAside, { id, version, lines: parsed.map(({ line }) => line) }, `aside:${version}`)
  }
}

/** Who started it, with the rights of this moment; the refusal when these no longer reach. */
async function starterOf(kernel: Kernel, companyId: string, found: Import): Promise<Context | Refusal> {
  const personId = found.startedBy!
  const [user] = await withCompany(kernel.database, companyId, findUser, [personId])
  const context = user && (await contextOf(kernel.database, { companyId, personId, userId: user.userId }))
  if (!context) return GONE
  try {
    decideRight(context.actor, KINDS[found.kind].right)
    return context
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

const GONE = new Refusal('imports.starterGone', 409, {
  zh: '启动导入的人已不能登录。请由有权限的人继续。',
  en: 'Whoever started it can no longer sign in. Let somebody with the right start it again.',
})
