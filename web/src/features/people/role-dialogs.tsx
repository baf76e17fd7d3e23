import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { nameIn } from '../../ui/departments.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { accessWords } from './access-words.ts'
import { JournalLines } from './journal.tsx'
import type { Role } from './people.ts'
import { grouped, type RightRow } from './rights.ts'
import { peopleWords } from './words.ts'

interface DialogOf {
  role: Role
  onClose: () => void
}

interface Names {
  nameZh: string
  nameEn: string
}

function NameFields({ names, set, error }: { names: Names; set: (names: Names) => void; error: unknown }) {
  const t = useWords(accessWords)
  const field = (name: keyof Names) => (
    <Field label={t(name)} fault={isProblem(error) ? error.faultAt(name) : undefined}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          autoFocus={name === 'nameZh'}
          maxLength={60}
          value={names[name]}
          onChange={(event) => set({ ...names, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="fields">
      {field('nameZh')}
      {field('nameEn')}
    </div>
  )
}

const isNamed = ({ nameZh, nameEn }: Names) => nameZh.trim() !== '' && nameEn.trim() !== ''

export function CopyRoleDialog({ role, onClose, onMade }: DialogOf & { onMade: (id: string) => void }) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const [names, setNames] = useState<Names>({ nameZh: '', nameEn: '' })
  const copy = useAct('POST /v1/roles', ({ id }, { body }) => {
    tellDone({ text: t('copied', { name: nameIn(body, language) }) })
    onMade(id)
    onClose()
  })
  return (
    <FormDialog
      open
      title={t('copyTitle', { name: nameIn(role, language) })}
      submit={t('copy')}
      busy={copy.isPending}
      error={copy.error}
      disabled={!isNamed(names)}
      onClose={onClose}
      onSubmit={() =>
        copy.mutate({ body: { copyOf: role.id, nameZh: names.nameZh.trim(), nameEn: names.nameEn.trim() } })
      }
    >
      <NameFields names={names} set={setNames} error={copy.error} />
    </FormDialog>
  )
}

const scopes = ['own', 'department', 'below', 'all'] as const

/** Names, scope and rights of a role of the company's own. */
export function EditRoleDialog({ role, rights, onClose }: DialogOf & { rights: readonly RightRow[] }) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const [names, setNames] = useState<Names>({ nameZh: role.nameZh, nameEn: role.nameEn })
  const [scope, setScope] = useState(role.scope)
  const [held, setHeld] = useState<ReadonlySet<string>>(() => new Set(role.rights))
  const name = nameIn(role, language)
  const save = useAct('PATCH /v1/roles/:id', () => {
    tellDone({ text: t('roleSaved', { name }) })
    onClose()
  })
  const toggle = (right: string, on: boolean) => {
    const next = new Set(held)
    if (on) next.add(right)
    else next.delete(right)
    setHeld(next)
  }
  return (
    <FormDialog
      open
      width={640}
      title={t('editRole', { name })}
      submit={t('save')}
      busy={save.isPending}
      error={save.error}
      disabled={!isNamed(names)}
      note={t('rightsCount', { count: held.size })}
      onClose={onClose}
      onSubmit={() =>
        save.mutate({
          params: { id: role.id },
          body: { nameZh: names.nameZh.trim(), nameEn: names.nameEn.trim(), scope, rights: [...held] },
          ifMatch: role.version,
        })
      }
    >
      <NameFields names={names} set={setNames} error={save.error} />
      <Field label={t('scope')}>
        {(id) => (
          <OneOf
            id={id}
            value={scope}
            onChange={setScope}
            options={scopes.map((value) => ({ value, label: t(value) }))}
          />
        )}
      </Field>
      {grouped(rights).map(({ group, rights: rows }) => (
        <fieldset key={group} className="role-choice">
          <legend className="t12 quiet">{t(group)}</legend>
          {rows.map((row) => (
            <Checkbox
              key={row.right}
              checked={held.has(row.right)}
              onChange={(event) => toggle(row.right, event.target.checked)}
            >
              {row[language]}
            </Checkbox>
          ))}
        </fieldset>
      ))}
    </FormDialog>
  )
}

export function DeleteRoleDialog({ role, onClose, onGone }: DialogOf & { onGone: () => void }) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const name = nameIn(role, language)
  const remove = useAct('DELETE /v1/roles/:id', () => {
    tellDone({ text: t('deleted', { name }) })
    onGone()
    onClose()
  })
  return (
    <ActDialog
      open
      danger
      title={t('deleteTitle', { name })}
      lead={t('deleteLead')}
      act={t('deleteRole')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onAct={() => remove.mutate({ params: { id: role.id } })}
    >
      {isProblem(remove.error, 'access.roleUsed') && <Link to={`/people/users?role=${role.id}`}>{t('seeUsers')}</Link>}
    </ActDialog>
  )
}

export function RoleJournalDialog({ role, onClose }: DialogOf) {
  const t = useWords(peopleWords)
  const title = t('journalOf', { name: nameIn(role, useLanguage()) })
  return (
    <FormDialog open title={title} onClose={onClose}>
      <JournalLines kind="role" id={role.id} />
    </FormDialog>
  )
}
