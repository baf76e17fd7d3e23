import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { type Me, useSignOut } from '../../app/session.ts'
import { nameIn } from '../../ui/departments.ts'
import { Facts } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { settingsWords } from './words.ts'

const scopes = { own: 'own', department: 'departmentScope', below: 'below', all: 'all' } as const

/** Who I am here, and how I get in. */
export function AccountCard({ me }: { me: Me }) {
  const t = useWords(settingsWords)
  const language = useLanguage()
  const navigate = useNavigate()
  const [leaving, setLeaving] = useState(false)
  const signOut = useSignOut(() => void navigate('/sign-in'))
  return (
    <>
      <Card title={t('account')}>
        <Facts
          facts={[
            [t('name'), me.person.name],
            [t('login'), me.account],
            [t('department'), nameIn(me.department, language)],
            [t('roles'), me.roleNames.map((one) => nameIn(one, language)).join(language === 'zh' ? '、' : ', ')],
            [t('scope'), t(scopes[me.scope])],
          ]}
        />
      </Card>
      <Card title={t('security')}>
        <p className="t13 muted">{t('securityText')}</p>
        <div className="row gap-8 wrap settings-acts">
          <Button icon={<Icon name="lock" />} onClick={() => void navigate('/password')}>
            {t('password')}
          </Button>
          <Button icon={<Icon name="leave" />} onClick={() => setLeaving(true)}>
            {t('everywhere')}
          </Button>
        </div>
      </Card>
      <FormDialog
        open={leaving}
        width={440}
        title={t('everywhereTitle')}
        submit={t('everywhereSubmit')}
        busy={signOut.isPending}
        error={signOut.error}
        onClose={() => setLeaving(false)}
        onSubmit={() => signOut.mutate(true)}
      >
        <p className="t13 muted">{t('everywhereText')}</p>
      </FormDialog>
    </>
  )
}
