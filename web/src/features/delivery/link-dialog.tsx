import { useEffect } from 'react'
import { useWords } from '../../app/language.ts'
import { CopyButton } from '../../ui/copy.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loading } from '../../ui/loading.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSignLink } from './sign-link.ts'
import { deliveryWords } from './words.ts'
import './delivery.css'

interface LinkDialogProps {
  deliveryId: string
  number: string
  open: boolean
  onClose: () => void
}

/** The customer's link as text and as a code for the phone; opening makes it. */
export function LinkDialog({ deliveryId, number, open, onClose }: LinkDialogProps) {
  const t = useWords(deliveryWords)
  const format = useFormat()
  const { mutate, data, error, isPending } = useSignLink(deliveryId)
  useEffect(() => {
    if (open) mutate()
  }, [open, mutate])
  return (
    <FormDialog open={open} width={520} title={t('linkTitle', { number })} error={error} onClose={onClose}>
      {isPending && <Loading />}
      {data && (
        <div className="link-body">
          <QrCode text={data.url} label={t('linkQr', { number })} size={168} />
          <div className="t13 muted">
            <p>{t('linkText', { date: format.date(data.expiresAt) })}</p>
            <code>{data.url}</code>
            <CopyButton text={data.url} type="primary" />
          </div>
        </div>
      )}
    </FormDialog>
  )
}
