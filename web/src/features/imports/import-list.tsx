import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { useWords } from '../../app/language.ts'
import { useListState } from '../../app/list-state.ts'
import { Empty } from '../../ui/empty.tsx'
import { DateText } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { pageFound } from '../../ui/list-page.ts'
import { ListTable } from '../../ui/list-table.tsx'
import { Toolbar } from '../../ui/page.tsx'
import { Chip } from '../../ui/status.tsx'
import { type ImportListRow, useImports } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

const stateWords = {
  mapping: 'mapping',
  checking: 'checkingState',
  checked: 'checked',
  importing: 'importingState',
  done: 'done',
} as const

/** Files that were brought in, the newest first; those on their way among them. */
export function ImportList() {
  const t = useWords(importWords)
  const navigate = useNavigate()
  const list = useListState()
  const imports = useImports(list)
  return (
    <>
      <Toolbar>
        <span className="grow" />
        <Button type="primary" icon={<Icon name="import" />} onClick={() => void navigate('/imports/new')}>
          {t('newImport')}
        </Button>
      </Toolbar>
      <ListTable<ImportListRow>
        label={t('imports')}
        {...pageFound(list, imports)}
        rowKey={(row) => row.id}
        rowName={(row) => row.fileName}
        onOpen={(row) => void navigate(`/imports/${row.id}`)}
        empty={
          <Empty icon="import" action={<Link to="/imports/new">{t('newImport')}</Link>}>
            {t('empty')}
          </Empty>
        }
        columns={[
          {
            key: 'file',
            title: t('file'),
            phone: 'title',
            render: (row) => (
              <Link to={`/imports/${row.id}`} className="strong">
                {row.fileName}
              </Link>
            ),
          },
          {
            key: 'kind',
            title: t('kind'),
            phone: 'line',
            render: (row) => <span className="import-kind">{t(row.kind)}</span>,
          },
          {
            key: 'state',
            title: t('state'),
            phone: 'side',
            render: (row) => (
              <Chip {...(row.state === 'done' && { tone: 'lv' as const })}>{t(stateWords[row.state])}</Chip>
            ),
          },
          { key: 'outcome', title: t('outcome'), phone: 'note', render: (row) => <Counts row={row} /> },
          { key: 'who', title: t('who'), phone: 'none', render: (row) => row.createdBy.name },
          {
            key: 'when',
            title: t('when'),
            phone: 'line',
            render: (row) => <DateText value={row.createdAt} style="time" />,
          },
        ]}
      />
    </>
  )
}

function Counts({ row }: { row: ImportListRow }) {
  const t = useWords(importWords)
  const parts = [
    ['countCreated', row.created],
    ['countUpdated', row.updated],
    ['countReady', row.ready],
    ['countExisting', row.existing],
    ['countWrong', row.wrong],
  ] as const
  const shown = parts.filter(([, count]) => count > 0)
  return <span className="number">{shown.map(([word, count]) => `${t(word)} ${count}`).join(' · ') || row.rows}</span>
}
