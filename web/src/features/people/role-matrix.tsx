import { Button } from 'antd'
import { Fragment, useState } from 'react'
import { useLanguage, useWords } from '../../app/language.ts'
import { useRight } from '../../app/session.ts'
import { usePhone } from '../../app/use-media.ts'
import { nameIn } from '../../ui/departments.ts'
import { Icon } from '../../ui/icon.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { accessWords } from './access-words.ts'
import { type Role, useRights, useRoles } from './people.ts'
import { grouped, type RightRow } from './rights.ts'
import { CopyRoleDialog, DeleteRoleDialog, EditRoleDialog, RoleJournalDialog } from './role-dialogs.tsx'
import './role-matrix.css'

type Doing = { act: 'copy' | 'edit' | 'delete' | 'journal'; role: Role } | null

/** Px of a line’s head, and the least of a role’s column: eleven roles stand side by side at 1280. */
const rightWidth = 196
const roleWidth = 68

/** Which role may do what: rights down, roles across; on a phone one role at a time. */
export function RoleMatrix() {
  const t = useWords(accessWords)
  const language = useLanguage()
  const phone = usePhone()
  const roles = useRoles()
  const rights = useRights()
  const mayChange = useRight('access.administer')
  const [one, setOne] = useState('')
  const [doing, setDoing] = useState<Doing>(null)
  const all = roles.data?.rows ?? []
  const shown = phone ? all.filter(({ id }, index) => (one === '' ? index === 0 : id === one)) : all
  const close = () => setDoing(null)
  return (
    <>
      <p className="t13 muted">{t('matrixLead')}</p>
      <ProblemNotice
        error={roles.error ?? rights.error}
        onRetry={() => void Promise.all([roles.refetch(), rights.refetch()])}
      />
      {phone && (
        <OneOf
          label={t('role')}
          value={one || (all[0]?.id ?? '')}
          onChange={setOne}
          options={all.map((role) => ({ value: role.id, label: nameIn(role, language) }))}
        />
      )}
      {roles.data && rights.data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard too
        <section className="card role-matrix" aria-label={t('roles')} tabIndex={0}>
          <table style={phone ? undefined : { minWidth: rightWidth + shown.length * roleWidth }}>
            <thead>
              <tr>
                <th scope="col">{t('right')}</th>
                {shown.map((role) => (
                  <th scope="col" key={role.id}>
                    <RoleHead role={role} mayChange={mayChange} onAct={(act) => setDoing({ act, role })} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('scope')}</th>
                {shown.map((role) => (
                  <td key={role.id} className="t12">
                    {t(role.scope)}
                  </td>
                ))}
              </tr>
              {grouped(rights.data.rows).map(({ group, rights: rows }) => (
                <Fragment key={group}>
                  <tr className="role-group">
                    <th scope="rowgroup">{t(group)}</th>
                    <td colSpan={shown.length} />
                  </tr>
                  {rows.map((row) => (
                    <RightLine key={row.right} row={row} roles={shown} />
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {doing?.act === 'copy' && <CopyRoleDialog role={doing.role} onClose={close} onMade={setOne} />}
      {doing?.act === 'edit' && rights.data && (
        <EditRoleDialog role={doing.role} rights={rights.data.rows} onClose={close} />
      )}
      {doing?.act === 'delete' && <DeleteRoleDialog role={doing.role} onClose={close} onGone={() => setOne('')} />}
      {doing?.act === 'journal' && <RoleJournalDialog role={doing.role} onClose={close} />}
    </>
  )
}

function RightLine({ row, roles }: { row: RightRow; roles: readonly Role[] }) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const operations = row.operations.map(({ operation }) => operation)
  const told = [row.right, ...(operations.length > 0 ? [t('operations'), ...operations] : [])].join('\n')
  return (
    <tr>
      <th scope="row" title={told}>
        {row[language]} <code className="quiet">{row.right}</code>
      </th>
      {roles.map((role) => (
        <td key={role.id}>
          {role.rights.includes(row.right) ? (
            <Icon name="check" label={t('granted')} className="lv" />
          ) : (
            <span className="hidden-text">{t('notGranted')}</span>
          )}
        </td>
      ))}
    </tr>
  )
}

interface RoleHeadProps {
  role: Role
  mayChange: boolean
  onAct: (act: NonNullable<Doing>['act']) => void
}

function RoleHead({ role, mayChange, onAct }: RoleHeadProps) {
  const t = useWords(accessWords)
  const language = useLanguage()
  const name = nameIn(role, language)
  const told = [...(role.builtIn ? [t('builtIn')] : []), t('persons', { count: role.persons })].join(' · ')
  const entry = (act: NonNullable<Doing>['act'], label: string) => ({ key: act, label, onSelect: () => onAct(act) })
  return (
    <div className="role-head">
      <span>{name}</span>
      <span className="quiet row gap-4" title={told}>
        {role.builtIn && <Icon name="lock" size={12} />}
        <Icon name="person" size={12} />
        <span aria-hidden="true">{role.persons}</span>
        <span className="hidden-text">{told}</span>
      </span>
      {mayChange ? (
        <MenuButton
          label={name}
          entries={[
            ...(role.builtIn ? [] : [entry('edit', t('editRole', { name }))]),
            entry('copy', t('copy')),
            ...(role.builtIn ? [] : [entry('journal', t('journal')), entry('delete', t('deleteRole'))]),
          ]}
        >
          <Icon name="more" />
        </MenuButton>
      ) : (
        <Button type="text" size="small" icon={<Icon name="clock" label={name} />} onClick={() => onAct('journal')} />
      )}
    </div>
  )
}
