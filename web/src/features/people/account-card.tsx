import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { nameIn } from '../../ui/departments.ts'
import { Facts } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { accessWords } from './access-words.ts'
import { GiveAccountDialog, RenameDialog, ResetDialog, RolesDialog } from './account-dialogs.tsx'
import type { Person } from './people.ts'

type Open = 'give' | 'rename' | 'reset' | 'lock' | 'roles' | null

const tones = { active: 'lv', locked: 'ochre', disabled: 'quiet' } as const

/** How a person gets in and what they may do; the acts are an administrator's. */
export function AccountCard({ person }: { person: Person }) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const [open, setOpen] = useState<Open>(null)
  const { account, id, name } = person
  // Whoever lacks the right is not shown what they could never press.
  const may = person.may.filter(({ code }) => code !== 'kernel.noRight')
  const params = { id }
  const lock = useAct('POST /v1/persons/:id/account/lock', () => {
    tellDone({ text: t('lockedDone', { name }) })
    setOpen(null)
  })
  const unlock = useAct('POST /v1/persons/:id/account/unlock', () => tellDone({ text: t('unlocked', { name }) }))
  const signOut = useAct('POST /v1/persons/:id/account/sign-out', () => tellDone({ text: t('signedOut', { name }) }))
  const close = () => setOpen(null)
  const body = {}
  return (
    <Card title={t('account')}>
      {account ? (
        <Facts
          facts={[
            [t('account'), account.name],
            [t('state'), <span className={tones[account.state]}>{t(account.state)}</span>],
            ['', account.mustChangePassword && <span className="ochre">{t('mustChange')}</span>],
            ['', account.shared && t('shared')],
            [
              t('roles'),
              account.roles.length > 0
                ? account.roles.map((one) => nameIn(one, language)).join(language === 'zh' ? '、' : ', ')
                : t('noRoles'),
            ],
            [t('scope'), account.scope ? t(account.scope) : t('nothing')],
            [t('sessions'), t('sessionCount', { count: account.sessions })],
          ]}
        />
      ) : (
        <NoAccount person={person} />
      )}
      <div className="row gap-8 wrap people-acts">
        {!account && (
          <ActButton may={may} act="give" type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('give')}>
            {t('give')}
          </ActButton>
        )}
        {account && (
          <>
            <ActButton may={may} act="changeRoles" icon={<Icon name="edit" />} onClick={() => setOpen('roles')}>
              {t('changeRoles')}
            </ActButton>
            <ActButton may={may} act="resetPassword" onClick={() => setOpen('reset')}>
              {t('reset')}
            </ActButton>
            <ActButton may={may} act="rename" onClick={() => setOpen('rename')}>
              {t('rename')}
            </ActButton>
            <ActButton
              may={may}
              act="signOut"
              loading={signOut.isPending}
              onClick={() => signOut.mutate({ params, body })}
            >
              {t('signOut')}
            </ActButton>
            {account.state === 'locked' ? (
              <ActButton
                may={may}
                act="unlock"
                loading={unlock.isPending}
                onClick={() => unlock.mutate({ params, body })}
              >
                {t('unlock')}
              </ActButton>
            ) : (
              <ActButton may={may} act="lock" icon={<Icon name="lock" />} onClick={() => setOpen('lock')}>
                {t('lock')}
              </ActButton>
            )}
          </>
        )}
      </div>
      <ProblemNotice error={unlock.error ?? signOut.error} />
      {open === 'give' && <GiveAccountDialog person={person} onClose={close} />}
      {open === 'rename' && <RenameDialog person={person} onClose={close} />}
      {open === 'reset' && <ResetDialog person={person} onClose={close} />}
      {open === 'roles' && <RolesDialog person={person} onClose={close} />}
      <ReasonDialog
        open={open === 'lock'}
        title={t('lockTitle', { name })}
        submit={t('lock')}
        busy={lock.isPending}
        error={lock.error}
        onClose={close}
        onSubmit={(reason) => lock.mutate({ params, body: { reason } })}
      >
        {t('lockLead')}
      </ReasonDialog>
    </Card>
  )
}

/** Whoever cannot sign in, and whether the holder of an account was asked to. */
function NoAccount({ person }: { person: Person }) {
  const t = useWords(accessWords)
  const format = useFormat()
  const { id, invitation, may } = person
  const withdraw = useAct('DELETE /v1/persons/:id/account/invitation', () => tellDone({ text: t('inviteWithdrawn') }))
  return (
    <>
      <p className="t13 muted">{t('none')}</p>
      {invitation && (
        <div className="row gap-8 wrap">
          <span className={`t13 ${invitation.declined ? 'rouge' : 'ochre'}`}>
            {t(invitation.declined ? 'inviteDeclined' : 'inviteOpen', {
              account: invitation.account,
              date: format.date(invitation.invitedAt),
            })}
          </span>
          <ActButton
            may={may.filter(({ code }) => code !== 'kernel.noRight')}
            act="withdrawInvitation"
            size="small"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ params: { id } })}
          >
            {t('withdrawInvitation')}
          </ActButton>
        </div>
      )}
      <ProblemNotice error={withdraw.error} />
    </>
  )
}
