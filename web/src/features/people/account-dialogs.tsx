import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { nameIn } from '../../ui/departments.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { accessWords } from './access-words.ts'
import { type Person, useRoles } from './people.ts'

interface DialogOf {
  person: Person
  onClose: () => void
}

type Given = Reply<'POST /v1/persons/:id/account/password'>

/** The one time that a password is seen; it leaves the screen with this dialog. */
function GivenPassword({ person, given, onClose }: DialogOf & { given: Given }) {
  const t = useWords(accessWords)
  const { name } = person
  return (
    <ActDialog open only title={t('passwordTitle', { name })} act={t('done')} onAct={onClose} onClose={onClose}>
      {given.password === null ? (
        <p className="t13">{t('passwordGone')}</p>
      ) : (
        <>
          <p className="t13 muted">{t('passwordLead', { name })}</p>
          <dl className="facts">
            <dt>{t('account')}</dt>
            <dd>{given.account}</dd>
            <dt>{t('password')}</dt>
            <dd className="row gap-12 wrap">
              <code className="given-password">{given.password}</code>
              <CopyButton size="small" text={given.password} />
            </dd>
          </dl>
        </>
      )}
    </ActDialog>
  )
}

function AccountField({ value, onChange, error }: { value: string; onChange: (text: string) => void; error: unknown }) {
  const t = useWords(accessWords)
  return (
    <Field
      label={t('account')}
      hint={t('accountHint')}
      fault={isProblem(error) ? error.faultAt('account') : undefined}
      className="field-wide"
    >
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          autoFocus
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Which roles, with what each lets its holder see. */
function RoleChoice({ chosen, onChange }: { chosen: readonly string[]; onChange: (roles: string[]) => void }) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const roles = useRoles()
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <fieldset className="role-choice">
      <legend className="t12 quiet">{t('roles')}</legend>
      {roles.data?.rows.map((role) => (
        <Checkbox
          key={role.id}
          checked={chosen.includes(role.id)}
          onChange={(event) => toggle(role.id, event.target.checked)}
        >
          {nameIn(role, language)} <span className="quiet t12">{t(role.scope)}</span>
        </Checkbox>
      ))}
    </fieldset>
  )
}

export function GiveAccountDialog({ person, onClose }: DialogOf) {
  const t = useWords(accessWords)
  const [account, setAccount] = useState('')
  const [roles, setRoles] = useState<string[]>([])
  const give = useAct('POST /v1/persons/:id/account')
  const invite = useAct('POST /v1/persons/:id/account/invitation', (reply) => {
    tellDone({ text: t('invited', { account: reply.account }) })
    onClose()
  })
  const request = { params: { id: person.id }, body: { account: account.trim(), roles } }
  const taken = isProblem(give.error) && give.error.code === 'access.accountTaken'
  if (give.data) return <GivenPassword person={person} given={give.data} onClose={onClose} />
  return (
    <FormDialog
      open
      title={t('giveTitle', { name: person.name })}
      submit={t('give')}
      busy={give.isPending}
      error={invite.error ?? give.error}
      disabled={account.trim().length < 2}
      onClose={onClose}
      onSubmit={() => give.mutate(request)}
    >
      <AccountField
        value={account}
        onChange={(text) => {
          setAccount(text)
          give.reset()
          invite.reset()
        }}
        error={give.error}
      />
      <RoleChoice chosen={roles} onChange={setRoles} />
      {taken && (
        <p className="t13 muted row gap-12 wrap">
          <span className="grow">{t('inviteLead', { name: person.name })}</span>
          <Button loading={invite.isPending} onClick={() => invite.mutate(request)}>
            {t('invite')}
          </Button>
        </p>
      )}
    </FormDialog>
  )
}

export function ResetDialog({ person, onClose }: DialogOf) {
  const t = useWords(accessWords)
  const { id, name } = person
  const reset = useAct('POST /v1/persons/:id/account/password')
  if (reset.data) return <GivenPassword person={person} given={reset.data} onClose={onClose} />
  return (
    <FormDialog
      open
      title={t('resetTitle', { name })}
      submit={t('reset')}
      busy={reset.isPending}
      error={reset.error}
      width={480}
      onClose={onClose}
      onSubmit={() => reset.mutate({ params: { id }, body: {} })}
    >
      <p className="t13 muted row gap-8">
        <Icon name="warning" className="ochre" /> {t('resetLead', { name })}
      </p>
    </FormDialog>
  )
}

export function RenameDialog({ person, onClose }: DialogOf) {
  const t = useWords(accessWords)
  const { id, name } = person
  const [account, setAccount] = useState(person.account?.name ?? '')
  const rename = useAct('PATCH /v1/persons/:id/account', (reply) => {
    tellDone({ text: t('renamed', reply) })
    onClose()
  })
  return (
    <FormDialog
      open
      title={t('renameTitle', { name })}
      submit={t('save')}
      busy={rename.isPending}
      error={rename.error}
      disabled={account.trim().length < 2}
      width={480}
      onClose={onClose}
      onSubmit={() => rename.mutate({ params: { id }, body: { account: account.trim() } })}
    >
      <AccountField value={account} onChange={setAccount} error={rename.error} />
    </FormDialog>
  )
}

export function RolesDialog({ person, onClose }: DialogOf) {
  const t = useWords(accessWords)
  const { id, name } = person
  const [roles, setRoles] = useState(() => person.account?.roles.map((role) => role.id) ?? [])
  const save = useAct('PUT /v1/persons/:id/roles', () => {
    tellDone({ text: t('rolesSaved', { name }) })
    onClose()
  })
  return (
    <FormDialog
      open
      title={t('rolesTitle', { name })}
      submit={t('save')}
      busy={save.isPending}
      error={save.error}
      note={t('rolesLead')}
      onClose={onClose}
      onSubmit={() => save.mutate({ params: { id }, body: { roles } })}
    >
      <RoleChoice chosen={roles} onChange={setRoles} />
    </FormDialog>
  )
}
