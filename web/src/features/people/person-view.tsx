import { useState } from 'react'
import { Link } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { useMe, useRight } from '../../app/session.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { nameIn } from '../../ui/departments.ts'
import { Facts } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card, PageHead } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Chip } from '../../ui/status.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { AccountCard } from './account-card.tsx'
import { Journal } from './journal.tsx'
import { LeaveCard } from './leave-card.tsx'
import { LeftList, leftIn } from './left-list.tsx'
import { type Person, useDepartments } from './people.ts'
import { EditPersonDialog } from './person-dialog.tsx'
import { peopleWords } from './words.ts'
import './people-page.css'

/** One person: where, reachable how, what they may, when they are away, and every change of it. */
export function PersonView({ person }: { person: Person }) {
  const t = useWords(peopleWords)
  const language = useLanguage()
  const me = useMe()
  const maySee = useRight('access.read')
  const mayChange = useRight('people.change')
  const departments = useDepartments().data?.rows ?? []
  const [editing, setEditing] = useState(false)
  const { name, heads } = person
  return (
    <>
      <PageHead
        title={name}
        chips={
          <>
            {!person.active && <Chip tone="ochre">{t('left')}</Chip>}
            {me === person.id && <Chip>{t('mine')}</Chip>}
          </>
        }
        facts={
          <>
            <span>{person.number}</span>
            <Link to={`/people?department=${person.department.id}`}>{nameIn(person.department, language)}</Link>
            {person.position && <span>{person.position}</span>}
          </>
        }
        actions={<PersonActs person={person} onEdit={() => setEditing(true)} />}
      />
      <div className="person-page">
        <div>
          <Card title={t('facts')}>
            <Facts
              facts={[
                [t('phone'), person.phone && <a href={`tel:${person.phone}`}>{person.phone}</a>],
                [t('email'), person.email && <a href={`mailto:${person.email}`}>{person.email}</a>],
                [t('load'), person.loadCeiling === null ? t('noLoad') : t('loadOf', { count: person.loadCeiling })],
                [t('heads'), heads.map((one) => nameIn(one, language)).join(language === 'zh' ? '、' : ', ')],
              ]}
            />
          </Card>
          {(maySee || person.account) && <AccountCard person={person} />}
          <LeaveCard person={person} />
        </div>
        {mayChange && (
          <div>
            <Journal kind="person" id={person.id} />
          </div>
        )}
      </div>
      {editing && <EditPersonDialog person={person} departments={departments} onClose={() => setEditing(false)} />}
    </>
  )
}

/** Change, disable, enable. What is still in hand stands below the refusal, each with its page. */
function PersonActs({ person, onEdit }: { person: Person; onEdit: () => void }) {
  const t = useWords(peopleWords)
  const [leaving, setLeaving] = useState(false)
  const { id, name } = person
  const may = person.may.filter(({ code }) => code !== 'kernel.noRight')
  const disable = useAct('POST /v1/persons/:id/disable', () => {
    tellDone({ text: t('disabled', { name }) })
    setLeaving(false)
  })
  const enable = useAct('POST /v1/persons/:id/enable', () => tellDone({ text: t('enabled', { name }) }))
  const left = leftIn(disable.error)
  return (
    <>
      <ActButton may={may} act="change" icon={<Icon name="edit" />} onClick={onEdit}>
        {t('edit')}
      </ActButton>
      {person.active ? (
        <ActButton
          may={may}
          act="disable"
          icon={<Icon name="leaver" />}
          onClick={() => {
            disable.reset()
            setLeaving(true)
          }}
        >
          {t('disable')}
        </ActButton>
      ) : (
        <ActButton
          may={may}
          act="enable"
          loading={enable.isPending}
          onClick={() => enable.mutate({ params: { id }, body: {} })}
        >
          {t('enable')}
        </ActButton>
      )}
      <ProblemNotice error={enable.error} />
      <ReasonDialog
        open={leaving}
        title={t('disableTitle', { name })}
        submit={t('disable')}
        busy={disable.isPending}
        error={disable.error}
        onClose={() => setLeaving(false)}
        onSubmit={(reason) => disable.mutate({ params: { id }, body: { reason } })}
      >
        {t('disableLead')}
        {left.length > 0 && <LeftList left={left} />}
      </ReasonDialog>
    </>
  )
}
