import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { CopyLinkButton } from './copy-link-button.tsx'
import type { Shipped } from './ship-form.tsx'
import { deliveryWords } from './words.ts'
import './delivery.css'

/** After shipping: the number, and what is usually done next. */
export function ShippedNotice({ shipped }: { shipped: Shipped }) {
  const t = useWords(deliveryWords)
  const navigate = useNavigate()
  return (
    <Card>
      <div className="empty" role="status">
        <span className="done-mark">
          <Icon name="check" size={24} />
        </span>
        <h2 className="t20 strong ink">{t('shipDone', { number: shipped.number })}</h2>
        <p>{t('shipDoneText', { order: shipped.order.number })}</p>
        <div className="row gap-8 wrap" style={{ justifyContent: 'center' }}>
          <Button
            type="primary"
            icon={<Icon name="print" />}
            onClick={() => void navigate(`/deliveries/${shipped.id}/print`)}
          >
            {t('print')}
          </Button>
          <CopyLinkButton deliveryId={shipped.id} />
          <Button onClick={() => void navigate(`/deliveries/${shipped.id}`)}>{t('openDelivery')}</Button>
          <Button onClick={() => void navigate('/deliveries')}>{t('backToList')}</Button>
        </div>
      </div>
    </Card>
  )
}
