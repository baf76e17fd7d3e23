import { Button } from 'antd'
import { Link, useRouteError } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { useWords } from '../app/language.ts'
import { shellWords } from '../app/words/shell.ts'
import { Empty } from '../ui/empty.tsx'
import { Card, Page } from '../ui/page.tsx'

export function Missing() {
  const t = useWords(shellWords)
  useCrumbs([{ label: t('missingTitle') }])
  return (
    <Page>
      <Card>
        <Empty icon="search" action={<Link to="/">{t('backToDesk')}</Link>}>
          <b>{t('missingTitle')}</b>
          <br />
          {t('missingText')}
        </Empty>
      </Card>
    </Page>
  )
}

/** A page that threw while it was drawn, or whose code could not be fetched after a new release. */
export function Broken() {
  const t = useWords(shellWords)
  const error = useRouteError()
  return (
    <Page>
      <Card>
        <Empty icon="warning" action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}>
          <b>{t('brokenTitle')}</b>
          <br />
          {t('brokenText')}
          <br />
          <code className="t12 quiet">{error instanceof Error ? error.message : String(error)}</code>
        </Empty>
      </Card>
    </Page>
  )
}
