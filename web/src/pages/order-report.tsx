import { useParams } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { useReport } from '../features/report/read-report.ts'
import { ReportView } from '../features/report/report-view.tsx'
import { reportWords } from '../features/report/words.ts'
import { Awaited } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { PaperHead } from '../ui/sheet/paper-head.tsx'
import { LongSheet, SheetDesk } from '../ui/sheet/sheet.tsx'
import { useFormat } from '../ui/use-format.ts'

/** 订单处理报告 on paper. */
export function OrderReportPrint() {
  const t = useWords(reportWords)
  const format = useFormat()
  const { id = '' } = useParams()
  const report = useReport(id)
  const order = report.data?.order
  useCrumbs([
    { label: t('orders'), to: '/orders' },
    { label: order?.number ?? '…', to: `/orders/${id}?tab=report` },
    { label: t('title') },
  ])
  return (
    <Page>
      <h1 className="hidden-text">{t('title')}</h1>
      <Awaited asked={report} />
      {report.data && order && (
        <SheetDesk size="a4">
          <LongSheet>
            <PaperHead
              title={t('title')}
              number={order.number}
              facts={[
                { label: t('customer'), value: order.customer },
                { label: t('owner'), value: order.owner.name },
                { label: t('requested'), value: order.requestedOn && format.date(order.requestedOn, 'full') },
                { label: t('promised'), value: order.promisedOn && format.date(order.promisedOn, 'full') },
              ]}
            />
            <ReportView report={report.data} />
            <p className="t12">
              {t('printedAt', { time: `${format.date(report.data.now, 'full')} ${format.clock(report.data.now)}` })}
            </p>
          </LongSheet>
        </SheetDesk>
      )}
    </Page>
  )
}
