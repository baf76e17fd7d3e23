import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useAct } from '../../app/act.ts'
import { sendFile } from '../../app/api.ts'
import type { Company } from '../../app/company.ts'
import { useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyWords } from './words.ts'
import './company.css'

const mostBytes = 512 * 1024

/** The picture on the papers: chosen, replaced, taken off. What it is, the server tells by its bytes. */
export function LogoCard({ company }: { company: Company }) {
  const t = useWords(companyWords)
  const choice = useRef<HTMLInputElement>(null)
  const [tooBig, setTooBig] = useState<number | null>(null)
  const put = useAct(
    (file: File) => sendFile('PUT /v1/company/logo', file),
    () => tellDone({ text: t('logoKept') }),
  )
  const remove = useAct('DELETE /v1/company/logo', () => tellDone({ text: t('logoRemoved') }))
  const chosen = (file: File | undefined) => {
    if (!file) return
    const big = file.size > mostBytes
    setTooBig(big ? Math.ceil(file.size / 1024) : null)
    if (!big) put.mutate(file)
  }
  return (
    <Card title={t('logo')}>
      <div className="company-logo">
        {company.logo ? (
          <img src={`/v1/company/logo?v=${company.logo}`} alt={t('preview')} />
        ) : (
          <span className="quiet t13">{t('noLogo')}</span>
        )}
      </div>
      <p className="t12 quiet">{t('logoHint')}</p>
      <input
        ref={choice}
        type="file"
        accept="image/png,image/jpeg"
        className="hidden-text"
        tabIndex={-1}
        aria-label={t('upload')}
        onChange={(event) => {
          chosen(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {tooBig !== null && (
        <p role="alert" className="t13 rouge">
          {t('logoTooBig', { size: tooBig })}
        </p>
      )}
      <ProblemNotice error={put.error ?? remove.error} />
      <div className="row gap-8">
        <Button icon={<Icon name="import" />} loading={put.isPending} onClick={() => choice.current?.click()}>
          {t(company.logo ? 'replace' : 'upload')}
        </Button>
        {company.logo && (
          <Button loading={remove.isPending} onClick={() => remove.mutate({})}>
            {t('remove')}
          </Button>
        )}
      </div>
    </Card>
  )
}
