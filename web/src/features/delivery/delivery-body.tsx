import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Facts } from '../../ui/field.tsx'
import { DateText, Quantity } from '../../ui/figures.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { deliveryWords } from './words.ts'
import './delivery.css'

export type Delivery = Reply<'GET /v1/deliveries/:id'>

const ways = { link: 'byLink', staff: 'byStaff', policy: 'byPolicy', imported: 'byImport' } as const

/** Lines on the left, where it went and who signed on the right. */
export function DeliveryBody({ delivery }: { delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const { deliverTo: to, signedAt, signedHow, rating } = delivery
  return (
    <div className="delivery-body">
      <Card title={t('lines')} count={delivery.lines.length} flush>
        <DeliveryLines delivery={delivery} />
      </Card>
      <div className="stack gap-12">
        <Card title={t('facts')}>
          <Facts
            facts={[
              [
                t('deliverTo'),
                <>
                  {[to.recipient, to.phone].filter(Boolean).join(' · ')}
                  <br />
                  {[to.region, to.street].filter(Boolean).join(' ')}
                </>,
              ],
              [t('carrier'), delivery.carrier],
              [t('tracking'), delivery.trackingNumber],
              [t('shippedAt'), <DateText key="at" value={delivery.shippedAt} style="time" />],
              [t('shippedBy'), delivery.shippedBy.name],
              [t('note'), delivery.note],
            ]}
          />
        </Card>
        <Card title={t('signature')}>
          {signedAt ? (
            <Facts
              facts={[
                [t('signedBy'), delivery.signedName],
                [t('signedOn'), <DateText key="on" value={delivery.signedOn} />],
                [t('signedHow'), signedHow && t(ways[signedHow])],
                [t('rating'), rating !== null && t('stars', { count: rating })],
                [t('remark'), delivery.remark],
              ]}
            />
          ) : (
            <p className="t13 quiet">{t('notSignedYet')}</p>
          )}
        </Card>
      </div>
    </div>
  )
}

function DeliveryLines({ delivery }: { delivery: Delivery }) {
  const t = useWords(deliveryWords)
  const language = useLanguage()
  const signed = delivery.state === 'signed'
  return (
    <Lines
      label={t('lines')}
      head={
        <tr>
          <th className="desk-only">#</th>
          <th>{t('item')}</th>
          <th className="desk-only">{t('warehouse')}</th>
          <th className="number">{t('quantity')}</th>
          {signed && <th className="number">{t('signedQuantity')}</th>}
          {signed && <th className="number">{t('missing')}</th>}
          {signed && <th className="number">{t('damaged')}</th>}
          <th className="number desk-only">{t('invoiced')}</th>
        </tr>
      }
    >
      {delivery.lines.map((line) => (
        <tr key={line.line}>
          <td className="quiet desk-only">{line.line}</td>
          <td>
            {line.description} <span className="quiet t12">{line.itemNumber}</span>
            {line.remark && <div className="t12 ochre">{line.remark}</div>}
          </td>
          <td className="desk-only nowrap">{nameIn(line.warehouse, language)}</td>
          <td className="number">
            <Quantity quantity={line.quantity} unit={language === 'zh' ? line.unitNameZh : line.unitNameEn} />
          </td>
          {signed && (
            <td className="number">
              <Quantity quantity={line.signed} />
            </td>
          )}
          {signed && <Missing quantity={line.short} />}
          {signed && <Missing quantity={line.damaged} />}
          <td className="number desk-only">
            {line.invoiced === '0' ? <span className="quiet">—</span> : <Quantity quantity={line.invoiced} />}
          </td>
        </tr>
      ))}
    </Lines>
  )
}

function Missing({ quantity }: { quantity: string }) {
  if (quantity === '0') return <td className="number quiet">—</td>
  return (
    <td className="number rouge">
      <Quantity quantity={quantity} />
    </td>
  )
}
