import { Button } from 'antd'
import { Link, useRouteError } from 'react-router'
import { useCrumbs } from '../app/crumbs.ts'
import { isServed } from '../app/fetched.ts'
import { useWords } from '../app/language.ts'
import { isProblem } from '../app/problem.ts'
import { shellWords } from '../app/words/shell.ts'
import { Empty } from '../ui/empty.tsx'
import { Card, Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

export function Missing() {
  const t = useWords(shellWords)
  useCrumbs([{ label: t('missingTitle') }])
  return (
    <Page>
      <h1 className="hidden-text">{t('missingTitle')}</h1>
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
  useCrumbs([{ label: t('brokenTitle') }])
  if (isProblem(error)) {
    return (
      <Page>
        <h1 className="hidden-text">{t('brokenTitle')}</h1>
        <ProblemNotice error={error} onRetry={() => void isServed().then((served) => served && location.reload())} />
      </Page>
    )
  }
  return (
    <Page>
      <h1 className="hidden-text">{t('brokenTitle')}</h1>
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
