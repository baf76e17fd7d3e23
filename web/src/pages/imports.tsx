import { useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { ColumnForm } from '../features/imports/column-form.tsx'
import { FileForm } from '../features/imports/file-form.tsx'
import { ImportList } from '../features/imports/import-list.tsx'
import { isRunning, useImport, useKinds } from '../features/imports/imports.ts'
import { Outcome } from '../features/imports/outcome.tsx'
import { Progress } from '../features/imports/progress.tsx'
import { RowList } from '../features/imports/row-list.tsx'
import { Steps, stepOf } from '../features/imports/steps.tsx'
import { importWords } from '../features/imports/words.ts'
import { Empty } from '../ui/empty.tsx'
import { Awaited, Loading } from '../ui/loading.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

export function Imports() {
  const t = useWords(importWords)
  useCrumbs([{ label: t('imports') }])
  return (
    <Page>
      <h1 className="hidden-text">{t('imports')}</h1>
      <ImportList />
    </Page>
  )
}

/** The first step. `kind` in the address: what the list that led here shows. */
export function NewImport() {
  const t = useWords(importWords)
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const kinds = useKinds()
  useCrumbs([{ label: t('imports'), to: '/imports' }, { label: t('newImport') }])
  const known = kinds.data?.rows.map((one) => one.kind) ?? []
  const kind = known.find((one) => one === search.get('kind')) ?? known[0]
  return (
    <Page>
      <PageHead title={t('newImport')} facts={<Steps at={0} />} />
      <Awaited asked={kinds} />
      {kinds.data && !kind && <Empty icon="blocked">{t('noKinds')}</Empty>}
      {kind && <FileForm kinds={known} kind={kind} onUploaded={(id) => void navigate(`/imports/${id}`)} />}
    </Page>
  )
}

/** The other steps: columns, check with mending, import and what came of it. */
export function OneImport() {
  const t = useWords(importWords)
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const found = useImport(id)
  const kinds = useKinds()
  const [again, setAgain] = useState(false)
  const one = found.data
  const title = one ? t('importOf', { kind: t(one.kind) }) : '…'
  useCrumbs([{ label: t('imports'), to: '/imports' }, { label: title }])
  const kind = kinds.data?.rows.find((known) => known.kind === one?.kind)
  const naming = one !== undefined && (one.state === 'mapping' || again)
  return (
    <Page>
      <PageHead
        title={title}
        facts={
          <span className="stack gap-8">
            <span className="quiet">{one ? `${one.fileName} · ${one.encoding}` : ''}</span>
            <Steps at={naming ? 1 : stepOf(one)} />
          </span>
        }
      />
      <ProblemNotice error={found.error ?? kinds.error} onRetry={() => void found.refetch()} />
      {found.isPending && <Loading />}
      {naming && kind && (
        <ColumnForm
          key={`${one.id}:${one.version}`}
          one={one}
          fields={kind.fields}
          mayUpdate={kind.updates}
          onOther={() => void navigate(`/imports/new?kind=${one.kind}`)}
          onMapped={() => setAgain(false)}
        />
      )}
      {one && !naming && isRunning(one) && <Progress one={one} />}
      {one && !naming && !isRunning(one) && <Outcome one={one} onColumns={() => setAgain(true)} />}
      {one && !naming && <RowList one={one} />}
    </Page>
  )
}
