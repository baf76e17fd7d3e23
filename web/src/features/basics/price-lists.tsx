import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Lines } from '../../ui/lines.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { PriceListForm } from './price-list-form.tsx'
import { basicsWords } from './words.ts'

/** Prices for groups of customers. */
export function PriceLists() {
  const t = useWords(basicsWords)
  const mayChange = useRight('catalog.change')
  const [open, setOpen] = useState<string | null>(null)
  const found = useQuery({
    queryKey: ['priceList', 'list'],
    queryFn: ({ signal }) => call('GET /v1/price-lists', { signal }),
  })
  const rows = found.data?.rows ?? []
  if (open !== null) return <PriceListForm key={open} id={open} onClose={() => setOpen(null)} />
  return (
    <Card
      title={t('priceLists')}
      count={rows.length}
      flush
      actions={
        mayChange && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
            {t('newPriceList')}
          </Button>
        )
      }
    >
      <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.data && rows.length === 0 && <Empty icon="quotation">{t('noPriceLists')}</Empty>}
      {rows.length > 0 && (
        <Lines
          label={t('priceLists')}
          head={
            <tr>
              <th>{t('number')}</th>
              <th>{t('name')}</th>
              <th className="number">{t('customers')}</th>
              <th className="number">{t('prices')}</th>
              <th>{t('state')}</th>
              <th>
                <span className="hidden-text">{t('change')}</span>
              </th>
            </tr>
          }
        >
          {rows.map((row) => (
            <tr key={row.id} className={row.active ? undefined : 'quiet'}>
              <td>{row.number}</td>
              <td>{row.name}</td>
              <td className="number">{row.customers}</td>
              <td className="number">{row.prices}</td>
              <td>{t(row.active ? 'open' : 'closed')}</td>
              <td className="number">
                <Button size="small" disabled={!mayChange} onClick={() => setOpen(row.id)}>
                  {t('change')}
                </Button>
              </td>
            </tr>
          ))}
        </Lines>
      )}
    </Card>
  )
}
