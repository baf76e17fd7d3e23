import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../app/api.ts'
import { useCrumbs } from '../app/crumbs.ts'
import { setLanguage, useLanguage, useWords } from '../app/language.ts'
import { isProblem } from '../app/problem.ts'
import { shellWords } from '../app/words/shell.ts'
import { Choice } from '../ui/choice.tsx'
import { Mark } from '../ui/icon.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DoorField } from './door-field.tsx'
import './sign-in.css'

interface Company {
  id: string
  name: string
}

/** Only addresses of this house: a link must not lead out of it after signing in. */
const inside = (address: string | null): string => (address && /^\/(?![/\\])/.test(address) ? address : '/')

/** Signs in and goes where the reader wanted to be; keeps the companies to choose from while one is being entered. */
function useEnter(account: string, password: string) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [search] = useSearchParams()
  const [companies, setCompanies] = useState<Company[] | null>(null)
  const enter = useMutation({
    mutationFn: (company?: string) =>
      call('POST /v1/session', { body: { account: account.trim(), password, ...(company && { company }) } }),
    onSuccess: ({ mustChangePassword }) => {
      client.clear()
      void navigate(mustChangePassword ? '/password' : inside(search.get('return')), { replace: true })
    },
    onError: (error) => {
      const several = isProblem(error, 'access.companyNeeded')
      setCompanies(several ? (error.body.data as { companies: Company[] }).companies : null)
    },
  })
  return { enter, companies }
}

/** Account and password; whoever works in several companies then chooses one. */
export function SignIn() {
  const t = useWords(shellWords)
  const language = useLanguage()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  useCrumbs([{ label: t('signInTitle') }])
  const { enter, companies } = useEnter(account, password)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (account.trim() && password) enter.mutate()
  }
  return (
    <main className="door">
      <Choice
        small
        label={t('language')}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'zh', label: '中' },
          { value: 'en', label: 'EN' },
        ]}
      />
      <section className="door-card">
        <Welcome />
        {companies ? (
          <CompanyChoice companies={companies} pending={enter.isPending} onChoose={(id) => enter.mutate(id)} />
        ) : (
          <form onSubmit={submit} noValidate>
            <DoorField
              id="account"
              label={t('accountName')}
              value={account}
              onChange={setAccount}
              autoFocus
              autoComplete="username"
              fault={tried && !account.trim() ? t('accountMissing') : undefined}
            />
            <DoorField
              id="password"
              label={t('password')}
              value={password}
              onChange={setPassword}
              secret
              autoComplete="current-password"
              fault={tried && !password ? t('passwordMissing') : undefined}
            />
            <ProblemNotice error={enter.error} />
            <Button type="primary" size="large" htmlType="submit" block loading={enter.isPending}>
              {t('signIn')}
            </Button>
          </form>
        )}
      </section>
    </main>
  )
}

function Welcome() {
  const t = useWords(shellWords)
  const zh = useLanguage() === 'zh'
  return (
    <header className="door-head">
      <h1 className="row gap-12">
        <Mark size={28} />
        <span className="t20 strong">{zh ? '接力' : 'Baton'}</span>
        <span className="t13 quiet">{zh ? 'Baton' : '接力'}</span>
      </h1>
      <p className="t13 muted">{t('signInLead')}</p>
    </header>
  )
}

interface CompanyChoiceProps {
  companies: Company[]
  pending: boolean
  onChoose: (id: string) => void
}

function CompanyChoice({ companies, pending, onChoose }: CompanyChoiceProps) {
  const t = useWords(shellWords)
  return (
    <div className="stack gap-8">
      <p className="t13 muted">{t('chooseCompany')}</p>
      {companies.map(({ id, name }) => (
        <Button key={id} size="large" block disabled={pending} onClick={() => onChoose(id)}>
          {name}
        </Button>
      ))}
    </div>
  )
}
