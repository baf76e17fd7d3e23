import { Link } from 'react-router'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Awaited } from '../../ui/loading.tsx'
import { useReport } from './read-report.ts'
import { ReportView } from './report-view.tsx'
import { reportWords } from './words.ts'

/** The processing report beside the order's other papers, with the way to its print. */
export function ReportPanel({ orderId }: { orderId: string }) {
  const t = useWords(reportWords)
  const report = useReport(orderId)
  if (report.error || !report.data) return <Awaited asked={report} />
  return (
    <>
      <p className="report-print">
        <Link to={`/orders/${orderId}/report`} className="t13">
          <Icon name="print" size={14} /> {t('print')}
        </Link>
      </p>
      <ReportView report={report.data} />
    </>
  )
}
