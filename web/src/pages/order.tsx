import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useLanguage, useWords } from '../app/language.ts'
import { useRight } from '../app/session.ts'
import { usePhone } from '../app/use-media.ts'
import { AttachmentsPanel, DropShade } from '../features/attachments/attachments-panel.tsx'
import { useAttachments, useDropped, useUploads } from '../features/attachments/uploads.ts'
import { attachmentWords } from '../features/attachments/words.ts'
import { HandoverDialog } from '../features/handover/handover-dialog.tsx'
import type { ActName } from '../features/order/acts.ts'
import { HolderCard } from '../features/order/holder-card.tsx'
import { NextStep, StepActs, useStep } from '../features/order/next-step.tsx'
import { OrderDialogs } from '../features/order/order-dialogs.tsx'
import { HandOverButton, OrderHead } from '../features/order/order-head.tsx'
import { useOrderMenu } from '../features/order/order-menu.ts'
import { OrderTabs } from '../features/order/order-tabs.tsx'
import { ProposalBanner } from '../features/order/proposal-banner.tsx'
import { useQuickActs } from '../features/order/quick-acts.ts'
import { lastSigned, type Order, useOrder, usePapers, useReady, useStrip } from '../features/order/read-order.ts'
import { StageRail } from '../features/order/stage-rail.tsx'
import { orderWords } from '../features/order/words.ts'
import { ReportPanel } from '../features/report/report-panel.tsx'
import { reportWords } from '../features/report/words.ts'
import { Timeline } from '../features/timeline/timeline.tsx'
import { TrackingDialog } from '../features/tracking/tracking-dialog.tsx'
import { WatchersBox } from '../features/watching/watchers-box.tsx'
import { BatonStrip } from '../ui/baton-strip/baton-strip.tsx'
import { nameIn } from '../ui/departments.ts'
import { Icon } from '../ui/icon.tsx'
import { actIn, mayDo } from '../ui/may.ts'
import { Page, PhoneActions } from '../ui/page.tsx'
import { usePaletteActions } from '../ui/palette.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useLate } from '../ui/use-late.ts'
import '../features/order/order.css'

/** 订单详情: where it is, who answers, what comes next. */
export function OrderPage() {
  const { id = '' } = useParams()
  const t = useWords(orderWords)
  const order = useOrder(id)
  const late = useLate(order.isPending)
  useCrumbs([{ label: t('orders'), to: '/orders' }, { label: order.data?.number ?? '…' }])
  if (order.error)
    return (
      <Page>
        <ProblemNotice
          error={order.error}
          onRetry={() => void order.refetch()}
          cures={<Link to="/orders">{t('notFound')}</Link>}
        />
      </Page>
    )
  if (!order.data) return <Page>{late && <OrderSkeleton />}</Page>
  return <OpenOrder key={id} order={order.data} />
}

function OrderSkeleton() {
  return (
    <div className="card list-skeleton" aria-hidden="true">
      {[40, 90, 85, 60, 75, 55].map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

/** Which act is begun; `confirm` in the URL begins it, so that a saved order goes straight on. */
function useBegun(): [ActName | null, (act: ActName | null) => void] {
  const [search, setSearch] = useSearchParams()
  const [begun, setBegun] = useState<ActName | null>(search.get('act') === 'confirm' ? 'confirm' : null)
  return [
    begun,
    (act) => {
      setBegun(act)
      if (!search.has('act')) return
      const next = new URLSearchParams(search)
      next.delete('act')
      setSearch(next, { replace: true })
    },
  ]
}

function OpenOrder({ order }: { order: Order }) {
  const { id } = order
  const t = useWords(orderWords)
  const language = useLanguage()
  const phone = usePhone()
  const mayWrite = useRight('notes.write')
  const strip = useStrip(id)
  const papers = usePapers(id)
  const ready = useReady(id, order.state)
  const [begun, setBegun] = useBegun()
  const [writing, setWriting] = useState(0)
  const [taken, setTaken] = useState(false)
  const [span, setSpan] = useState<{ since: string; until: string | null } | null>(null)
  const quick = useQuickActs(order, strip.data, () => setTaken(true))
  const handovers = papers.handovers.data
  const reversible = handovers?.find((one) => one.state === 'accepted' && mayDo(one.may, 'reverse'))
  const begin = (act: ActName) => {
    if (act === 'followUp') setWriting((count) => count + 1)
    else if (!quick.begin(act)) setBegun(act)
  }
  const menu = useOrderMenu(order, strip.data, reversible, begin)
  const step = useStep({ order, strip: strip.data, ready, deliveries: papers.deliveries.data, handovers })
  const offer = strip.data?.openOffer
  const mayOffer = mayDo(strip.data?.may, 'offer')
  useOrderKeys(order, { mayOffer, mayWrite, begin })
  const beside = useBeside(id, mayWrite)
  const signedAt = lastSigned(papers.deliveries.data)
  return (
    <Page className="order-page">
      <OrderHead
        order={order}
        strip={strip.data}
        offeredTo={offer ? nameIn(offer.to, language) : null}
        onAct={begin}
        menu={menu}
      />
      {!phone && <OrderStrip strip={strip} signedAt={signedAt} onSpan={setSpan} />}
      <StageRail order={order} />
      <ProposalBanner order={order} onAct={begin} />
      <div className="order-two">
        <OrderTabs order={order} papers={papers} more={beside.tabs} />
        <aside className="order-side">
          <div className="card holder-box">
            <HolderCard order={order} strip={strip.data} fills={taken} />
            <NextStep
              step={step}
              onAct={begin}
              busy={quick.busy}
              error={quick.error && <ProblemNotice error={quick.error} />}
            />
            <WatchersBox orderId={id} />
          </div>
          {phone && <OrderStrip strip={strip} signedAt={signedAt} onSpan={setSpan} />}
          {!phone && <OrderTimeline order={order} span={span} writing={writing} mayWrite={mayWrite} />}
        </aside>
      </div>
      {phone && <OrderTimeline order={order} span={span} writing={writing} mayWrite={mayWrite} />}
      {phone && (
        <PhoneActions>
          {mayWrite && (
            <Button icon={<Icon name="message" />} onClick={() => begin('followUp')}>
              {t('followUp')}
            </Button>
          )}
          <StepActs step={step} onAct={begin} busy={quick.busy} />
          {step.acts.length === 0 && mayOffer && (
            <HandOverButton act={actIn(strip.data?.may, 'offer')} onPress={() => begin('handOver')}>
              {t('handOver')}
            </HandOverButton>
          )}
        </PhoneActions>
      )}
      {beside.over && <DropShade />}
      {begun === 'track' && <TrackingDialog orderId={id} onClose={() => setBegun(null)} />}
      <HandoverDialog
        orders={[{ id, number: order.number, customer: order.customer.name, gross: order.gross }]}
        open={begun === 'handOver'}
        onClose={() => setBegun(null)}
      />
      <OrderDialogs
        act={begun}
        order={order}
        strip={strip.data}
        reversible={reversible}
        onClose={() => setBegun(null)}
        onHandOver={() => setBegun('handOver')}
      />
    </Page>
  )
}

/** What other features show beside the order's own papers, and what is dropped on the page. */
function useBeside(orderId: string, mayWrite: boolean) {
  const t = useWords(attachmentWords)
  const report = useWords(reportWords)
  const files = useAttachments(orderId)
  const uploads = useUploads(orderId)
  const over = useDropped((dropped) => mayWrite && uploads.add(dropped))
  return {
    over: over && mayWrite,
    tabs: [
      {
        key: 'files',
        label: t('attachments'),
        count: files.data?.rows.length,
        children: <AttachmentsPanel orderId={orderId} uploads={uploads} />,
      },
      { key: 'report', label: report('report'), children: <ReportPanel orderId={orderId} /> },
    ],
  }
}

interface KeyActs {
  mayOffer: boolean
  mayWrite: boolean
  begin: (act: ActName) => void
}

function useOrderKeys(order: Order, { mayOffer, mayWrite, begin }: KeyActs) {
  const t = useWords(orderWords)
  const group = t('orders')
  const mayChange = mayDo(order.may, 'change')
  const navigate = useNavigate()
  const edit = () => void navigate(`/orders/${order.id}/edit`)
  useShortcuts([
    ...(mayOffer ? [{ keys: 't', label: t('handOver'), group, run: () => begin('handOver') }] : []),
    ...(mayChange ? [{ keys: 'e', label: t('edit'), group, run: edit }] : []),
    ...(mayWrite ? [{ keys: 'f', label: t('followUp'), group, run: () => begin('followUp') }] : []),
  ])
  usePaletteActions(
    mayOffer
      ? [
          {
            id: 'hand-over-this',
            label: `${t('handOver')} ${order.number}`,
            icon: 'handover',
            keys: 't',
            also: 'zj hand over',
            run: () => begin('handOver'),
          },
        ]
      : [],
  )
}

function OrderStrip({
  strip,
  signedAt,
  onSpan,
}: {
  strip: ReturnType<typeof useStrip>
  signedAt: string | null
  onSpan: (span: { since: string; until: string | null } | null) => void
}) {
  if (strip.error) return <ProblemNotice error={strip.error} onRetry={() => void strip.refetch()} />
  return (
    <div className="card strip-card">
      {strip.data && (
        <BatonStrip
          strip={strip.data}
          signedAt={signedAt}
          onPin={(segment) => onSpan(segment && { since: segment.since, until: segment.until })}
          sheetHref={(handover) => `/handovers/${handover}`}
        />
      )}
    </div>
  )
}

interface OrderTimelineProps {
  order: Order
  span: { since: string; until: string | null } | null
  writing: number
  mayWrite: boolean
}

function OrderTimeline({ order, ...rest }: OrderTimelineProps) {
  return <Timeline orderId={order.id} currency={order.currency} events={order.events} {...rest} />
}
