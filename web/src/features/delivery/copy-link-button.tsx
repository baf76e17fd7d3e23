import { Button } from 'antd'
import { useWords } from '../../app/language.ts'
import { copyText } from '../../ui/copy.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useSignLink } from './sign-link.ts'
import { deliveryWords } from './words.ts'

/** Makes the customer's link and copies it, in one press. */
export function CopyLinkButton({ deliveryId }: { deliveryId: string }) {
  const t = useWords(deliveryWords)
  const format = useFormat()
  const link = useSignLink(deliveryId)
  const press = async () => {
    const { url, expiresAt } = await link.mutateAsync()
    const copied = await copyText(url)
    tellDone({
      text: copied ? t('copyDone', { date: format.date(expiresAt) }) : t('copyFailed', { link: url }),
      seconds: copied ? 4 : 60,
    })
  }
  return (
    <>
      <Button icon={<Icon name="link" />} loading={link.isPending} onClick={() => void press().catch(() => undefined)}>
        {t('copyLink')}
      </Button>
      <ProblemNotice error={link.error} />
    </>
  )
}
