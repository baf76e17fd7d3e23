import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { CopyButton, copyText } from '../../ui/copy.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { trackingWords } from './words.ts'
import './tracking.css'

type Link = Reply<'GET /v1/orders/:id/tracking-links'>['rows'][number]

const terms = ['30', '90', '180', '365'] as const

/** Makes, copies and revokes the links by which a customer follows the order. */
export function TrackingDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useWords(trackingWords)
  const format = useFormat()
  const [days, setDays] = useState<(typeof terms)[number]>('90')
  const links = useQuery({
    queryKey: ['order', orderId, 'tracking-links'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/tracking-links', { params: { id: orderId }, signal }),
  })
  const make = useAct(
    () => call('POST /v1/orders/:id/tracking-links', { params: { id: orderId }, body: { days: Number(days) } }),
    ({ path, expiresAt }) => {
      const link = location.origin + path
      void copyText(link).then((copied) =>
        tellDone({
          text: copied ? t('made', { date: format.date(expiresAt) }) : t('copyFailed', { link }),
          seconds: copied ? 4 : 60,
        }),
      )
    },
  )
  const made = make.data && location.origin + make.data.path
  return (
    <FormDialog
      open
      width={560}
      title={t('title')}
      submit={t('make')}
      busy={make.isPending}
      error={make.error ?? links.error}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <p className="t13 muted">{t('lead')}</p>
      <div className="row gap-8 tracking-term">
        <span className="t13">{t('days')}</span>
        <OneOf
          label={t('days')}
          value={days}
          onChange={setDays}
          options={terms.map((value) => ({ value, label: t('daysOf', { count: Number(value) }) }))}
        />
      </div>
      {made && (
        <div className="tracking-made">
          <QrCode text={made} label={t('qr')} size={132} />
          <div className="grow t12 muted">
            <code>{made}</code>
            <p>{t('once')}</p>
            <CopyButton text={made} />
          </div>
        </div>
      )}
      {links.data?.rows.length === 0 && <p className="t13 quiet">{t('none')}</p>}
      <ul className="tracking-links">
        {links.data?.rows.map((link) => (
          <LinkRow key={link.id} link={link} />
        ))}
      </ul>
    </FormDialog>
  )
}

function LinkRow({ link }: { link: Link }) {
  const t = useWords(trackingWords)
  const format = useFormat()
  const revoke = useAct(
    () => call('POST /v1/tracking-links/:id/revoke', { params: { id: link.id }, body: {} }),
    () => tellDone({ text: t('revokeDone') }),
  )
  const { revokedBy, revokedAt } = link
  return (
    <li>
      <Icon name="link" className={link.state === 'open' ? 'lv' : 'quiet'} />
      <span className="grow t13">
        <b className={link.state === 'open' ? 'lv' : 'quiet'}>{t(link.state)}</b>{' '}
        <span className="t12 quiet">
          {revokedBy && revokedAt
            ? t('revokedBy', { name: revokedBy.name, date: format.time(revokedAt) })
            : t('until', { name: link.createdBy.name, date: format.date(link.expiresAt) })}
        </span>
        <ProblemNotice error={revoke.error} />
      </span>
      {link.state === 'open' && (
        <Button size="small" danger loading={revoke.isPending} onClick={() => revoke.mutate()}>
          {t('revoke')}
        </Button>
      )}
    </li>
  )
}
