import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { HandoverSheetPages } from '../features/handover/print/handover-sheet.tsx'
import { handoverSheetWords } from '../features/handover/print/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { SheetDesk } from '../ui/sheet/sheet.tsx'

/** 交接单: frozen at acceptance. */
export function HandoverPrint() {
  const t = useWords(handoverSheetWords)
  const { id = '' } = useParams()
  const sheet = useQuery({
    queryKey: ['handover', id, 'sheet'],
    queryFn: ({ signal }) => call('GET /v1/handovers/:id/sheet', { params: { id }, signal }),
  })
  useCrumbs([
    { label: t('handovers'), to: '/handovers' },
    { label: sheet.data?.handover.number ?? '…', to: `/handovers/${id}` },
    { label: t('title') },
  ])
  return (
    <Page>
      <h1 className="hidden-text">{t('title')}</h1>
      <Awaited asked={sheet} />
      {sheet.data && !sheet.data.frozenAt && <p className="card t13 muted handover-waiting">{t('waiting')}</p>}
      {sheet.data?.frozenAt && (
        <SheetDesk size="a4">
          <HandoverSheetPages sheet={sheet.data} />
        </SheetDesk>
      )}
    </Page>
  )
}
