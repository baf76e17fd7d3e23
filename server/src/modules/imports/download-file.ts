import { Readable } from 'node:stream'
import type { ImportKind } from '@baton/contract/imports'
import { type Context, type Kernel, perform } from '../../kernel/command.ts'
import type { Language } from '../../kernel/refusal.ts'
import { decideRight } from '../../kernel/right.ts'
import type { Call, Handler } from '../../kernel/route.ts'
import { statement } from '../../kernel/statement.ts'
import { withCompany } from '../../kernel/transaction.ts'
import { csvCell } from './csv.rules.ts'
import { type FileRow, ROW_COLUMNS } from './import-rows.ts'
import { KINDS } from './kinds.ts'
import { showImport } from './show-import.ts'

const WORDS = {
  result: { zh: '结果', en: 'Result' },
  reason: { zh: '原因', en: 'Reason' },
  new: { zh: '未检查', en: 'Not checked' },
  ready: { zh: '可导入', en: 'Ready' },
  wrong: { zh: '有错', en: 'Wrong' },
  existing: { zh: '已存在', en: 'Already there' },
  created: { zh: '已导入', en: 'Imported' },
  updated: { zh: '已更新', en: 'Updated' },
} as const

const PAGE = 2000
/** Spreadsheets take a text for UTF-8 when it begins with this. */
const MARK = '\u{FEFF}'

const findRows = statement<FileRow>(
  'imports.downloadRows',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and line > $2 order by line limit $3`,
)

const findWrong = statement<FileRow>(
  'imports.downloadWrong',
  `select ${ROW_COLUMNS} from imports.file_row where import_id = $1 and state = 'wrong' and line > $2 order by line limit $3`,
)

/** The file as it is now, mended cells included, with what became of each row. It can be mended in a spreadsheet and uploaded again. */
export const downloadFile: Handler = async ({ kernel, answer, language, context, request }) => {
  const { id, rows } = request as { id: string; rows: 'all' | 'wrong' }
  const { reply } = await perform(kernel, context!, showImport, { id }, undefined, { language })
  const name = reply.fileName.replace(/\.[^.]*$/, '')
  offer({ answer }, `${name}-${WORDS.result[language]}.csv`)
  return answer.send(Readable.from(linesOf(kernel, context!, reply, language, rows === 'wrong')))
}

/** The lines of the file as it is now, with what became of each row, some thousand at a time. */
export async function* linesOf(
  kernel: Kernel,
  { company }: Context,
  { id, headings }: { id: string; headings: string[] },
  language: Language,
  onlyWrong: boolean,
): AsyncGenerator<string> {
  yield MARK + csvLine([...headings, WORDS.result[language], WORDS.reason[language]])
  for (let last = 0; ; ) {
    const rows = await withCompany(kernel.database, company.id, onlyWrong ? findWrong : findRows, [id, last, PAGE])
    if (rows.length === 0) return
    yield rows
      .map(({ cells, state, faults }) => {
        const reasons = faults.map((fault) => fault[language]).join(' ')
        return csvLine([...headings.map((_, column) => cells[column] ?? ''), WORDS[state][language], reasons])
      })
      .join('')
    last = rows.at(-1)!.line
  }
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** An example of a kind's file, its headings in the reader's language. */
export const downloadTemplate: Handler = async ({ answer, language, context, request }) => {
  const { right, fields } = KINDS[request.kind as ImportKind]
  decideRight(context!.actor, right)
  const lines = [
    fields.map((field) => field[language]),
    ...[0, 1].map((row) => fields.map(({ examples }) => examples[row]!)),
  ]
  offer({ answer }, `${request.kind as string}.csv`)
  return answer.send(MARK + lines.map(csvLine).join(''))
}

function offer({ answer }: Pick<Call, 'answer'>, name: string): void {
  answer.header('content-type', 'text/csv; charset=utf-8')
  answer.header(
    'content-disposition',
    `attachment; filename="import.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
  )
  answer.header('cache-control', 'no-store')
}
