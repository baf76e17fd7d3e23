import { Fragment, useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { useListState } from '../../app/list-state.ts'
import { usePhone } from '../../app/use-media.ts'
import { Empty } from '../../ui/empty.tsx'
import { ListFoot } from '../../ui/list-foot.tsx'
import { pageFound } from '../../ui/list-page.ts'
import { Loading } from '../../ui/loading.tsx'
import { actOf } from '../../ui/may.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Chip } from '../../ui/status.tsx'
import { ViewTabs } from '../../ui/view-tabs.tsx'
import { Cell } from './cell.tsx'
import { type ImportDetail, type ImportFileRow, type ImportRowState, isRunning, subjectAt, useRows } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

const states = ['wrong', 'ready', 'existing', 'created', 'updated'] as const
const stateWords = {
  new: 'countNew',
  ready: 'countReady',
  wrong: 'countWrong',
  existing: 'countExisting',
  created: 'countCreated',
  updated: 'countUpdated',
} as const
const tones = { new: undefined, ready: 'lv', wrong: 'rouge', existing: 'ochre', created: 'lv', updated: 'lv' } as const

/** The rows of an import by what became of them; bad cells are marked, say why, and are mended in place. */
export function RowList({ one }: { one: ImportDetail }) {
  const t = useWords(importWords)
  const list = useListState({ view: one.wrong > 0 ? 'wrong' : 'all' })
  const state = list.view === 'all' ? undefined : (list.view as ImportRowState)
  const rows = useRows(one.id, state, list, one.state !== 'mapping')
  const phone = usePhone()
  const counts = {
    all: one.rows,
    wrong: one.wrong,
    ready: one.ready,
    existing: one.existing,
    created: one.created,
    updated: one.updated,
  }
  const shown = (['all', ...states] as const).filter((key) => key === 'all' || counts[key] > 0 || key === list.view)
  const Rows = phone ? RowCards : RowGrid
  return (
    <Card flush className="import-rows">
      <div className="import-rows-head">
        <ViewTabs
          label={t('rowsBy')}
          current={list.view}
          tabs={shown.map((key) => ({
            key,
            label: key === 'all' ? t('countAll') : t(stateWords[key]),
            to: `?view=${key}`,
            count: counts[key],
            alarm: key === 'wrong',
          }))}
        />
        {actOf(one.may, 'mend')?.allowed && <span className="t12 quiet desk-only">{t('mendHint')}</span>}
      </div>
      <ProblemNotice error={rows.error} onRetry={() => void rows.refetch()} />
      {rows.isPending && <Loading />}
      {rows.data?.rows.length === 0 && !isRunning(one) && <Empty>{t('emptyRows')}</Empty>}
      {rows.data && rows.data.rows.length > 0 && <Rows one={one} rows={rows.data.rows} />}
      <ListFoot<ImportFileRow>
        label={t('rowsBy')}
        {...pageFound(list, rows)}
        rowKey={(row) => String(row.line)}
        rowName={(row) => String(row.line)}
        columns={[]}
        empty={null}
      />
    </Card>
  )
}

interface RowsProps {
  one: ImportDetail
  rows: readonly ImportFileRow[]
}

/** One write for a cell; the row is checked again behind it. */
function useMend(one: ImportDetail) {
  const act = useAct('PATCH /v1/imports/:id/rows/:line')
  const [line, setLine] = useState<number | null>(null)
  const mend = (row: ImportFileRow, column: number, text: string) => {
    setLine(row.line)
    act.mutate({ params: { id: one.id, line: row.line }, body: { cells: [{ column, text }] } })
  }
  return { mend, error: act.error, failedLine: act.error ? line : null }
}

const mayMend = (one: ImportDetail, row: ImportFileRow): boolean =>
  (actOf(one.may, 'mend')?.allowed ?? false) && row.state !== 'created' && row.state !== 'updated'

function StateChip({ row }: { row: ImportFileRow }) {
  const t = useWords(importWords)
  const tone = tones[row.state]
  return <Chip {...(tone && { tone })}>{t(stateWords[row.state])}</Chip>
}

function Reasons({ one, row }: { one: ImportDetail; row: ImportFileRow }) {
  const t = useWords(importWords)
  const extra = row.cells.slice(one.headings.length)
  return (
    <ul className="import-reasons">
      {row.faults.map((fault) => (
        <li key={`${fault.column}:${fault.code}`}>{fault.message}</li>
      ))}
      {extra.length > 0 && <li className="quiet">{t('extra', { cells: extra.join(' | ') })}</li>}
    </ul>
  )
}

function Subject({ one, row }: { one: ImportDetail; row: ImportFileRow }) {
  const t = useWords(importWords)
  if (!row.subjectId) return null
  return <Link to={subjectAt(one.kind, row.subjectId)}>{t('viewSubject')}</Link>
}

function RowGrid({ one, rows }: RowsProps) {
  const t = useWords(importWords)
  const { mend, error, failedLine } = useMend(one)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="import-grid" tabIndex={0} aria-label={t('rowsBy')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('result')}</th>
            {one.headings.map((heading, column) => (
              <th scope="col" key={column} data-out={one.fields[column] === null || undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.line}>
              <tr data-state={row.state}>
                <th scope="row" className="number">
                  {row.line}
                </th>
                <td className="row gap-8">
                  <StateChip row={row} /> <Subject one={one} row={row} />
                </td>
                {one.headings.map((heading, column) => (
                  <Cell
                    key={column}
                    text={row.cells[column] ?? ''}
                    name={t('mend', { field: heading, line: row.line })}
                    fault={row.faults.find((fault) => fault.column === column)?.message}
                    onMend={mayMend(one, row) ? (text) => mend(row, column, text) : undefined}
                  />
                ))}
              </tr>
              {(row.faults.length > 0 || failedLine === row.line) && (
                <tr className="import-why" data-state={row.state}>
                  <td />
                  <td colSpan={one.headings.length + 1}>
                    <Reasons one={one} row={row} />
                    {failedLine === row.line && <ProblemNotice error={error} />}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** On a phone a row shows its first cells and, with a field each, those that are wrong. */
function RowCards({ one, rows }: RowsProps) {
  const t = useWords(importWords)
  const { mend, error, failedLine } = useMend(one)
  return (
    <ul className="import-cards">
      {rows.map((row) => {
        const bad = one.headings.flatMap((heading, column) =>
          row.faults.some((fault) => fault.column === column) ? [{ heading, column }] : [],
        )
        return (
          <li key={row.line}>
            <div className="row gap-8">
              <b className="number">{`${t('line')} ${row.line}`}</b>
              <StateChip row={row} />
              <span className="push">
                <Subject one={one} row={row} />
              </span>
            </div>
            <p className="t13 muted">
              {row.cells
                .filter((cell) => cell !== '')
                .slice(0, 4)
                .join(' · ')}
            </p>
            <Reasons one={one} row={row} />
            {mayMend(one, row) &&
              bad.map(({ heading, column }) => (
                <Cell
                  key={column}
                  as="field"
                  label={heading}
                  text={row.cells[column] ?? ''}
                  name={t('mend', { field: heading, line: row.line })}
                  fault={row.faults.find((fault) => fault.column === column)?.message}
                  onMend={(text) => mend(row, column, text)}
                />
              ))}
            {failedLine === row.line && <ProblemNotice error={error} />}
          </li>
        )
      })}
    </ul>
  )
}
