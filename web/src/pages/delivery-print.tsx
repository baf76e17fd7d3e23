import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { stored, useStored } from '../app/stored.ts'
import { DeliverySheet } from '../features/delivery/delivery-sheet.tsx'
import { noteWords } from '../features/delivery/note/words.ts'
import { useMadeLink, useSignLink } from '../features/delivery/sign-link.ts'
import { deliveryWords } from '../features/delivery/words.ts'
import { ActButton } from '../ui/act-button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SheetDesk } from '../ui/sheet/sheet.tsx'
import type { SheetSize } from '../ui/sheet/sizes.ts'

/** Each printer has its paper, so the size belongs to the browser beside it. */
const paper = stored<SheetSize>('baton.deliveryPaper', ['a4', 'a5', 'form'], () => 'a4')

/** The delivery note on paper. */
export function DeliveryPrint() {
  const t = useWords(deliveryWords)
  const note = useWords(noteWords)
  const { id = '' } = useParams()
  const size = useStored(paper)
  const link = useMadeLink(id)
  const make = useSignLink(id)
  const found = useQuery({
    queryKey: ['order', 'delivery', id],
    queryFn: ({ signal }) => call('GET /v1/deliveries/:id', { params: { id }, signal }),
  })
  const delivery = found.data
  useCrumbs([
    { label: t('title'), to: '/deliveries' },
    { label: delivery?.number ?? t('number'), to: `/deliveries/${id}` },
    { label: t('print') },
  ])
  return (
    <Page>
      <h1 className="hidden-text no-print">
        {t('print')} {delivery?.number}
      </h1>
      <ProblemNotice error={found.error ?? make.error} onRetry={found.error ? () => void found.refetch() : undefined} />
      {!delivery && !found.error && <Loading />}
      {delivery && (
        <SheetDesk
          size={size}
          onSize={paper.set}
          actions={
            delivery.state === 'shipped' &&
            !link && (
              <ActButton
                may={delivery.may}
                act="link"
                icon={<Icon name="scan" />}
                loading={make.isPending}
                onClick={() => make.mutate()}
              >
                {note('makeCode')}
              </ActButton>
            )
          }
        >
          <DeliverySheet delivery={delivery} size={size} signUrl={link?.url} />
        </SheetDesk>
      )}
    </Page>
  )
}
