import { Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { isProblem } from '../../app/problem.ts'
import { kitWords } from '../../app/words/kit.ts'
import { departmentKinds, nameIn } from '../../ui/departments.ts'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { type Department, useCalendars, usePersons } from './people.ts'
import { peopleWords } from './words.ts'

interface Draft {
  nameZh: string
  nameEn: string
  kind: Department['kind']
  parentId: string
  headId: string
  calendarId: string
}

const draftOf = (one: Department | null, parentId: string | null): Draft => ({
  nameZh: one?.nameZh ?? '',
  nameEn: one?.nameEn ?? '',
  kind: one?.kind ?? 'sales',
  parentId: (one ? one.parentId : parentId) ?? '',
  headId: one?.head?.id ?? '',
  calendarId: one?.calendarId ?? '',
})

const factsOf = ({ nameZh, nameEn, parentId, headId, calendarId }: Draft) => ({
  nameZh: nameZh.trim(),
  nameEn: nameEn.trim(),
  parentId: parentId || null,
  headId: headId || null,
  calendarId: calendarId || null,
})

export interface DepartmentDialogProps {
  departments: readonly Department[]
  /** The one that is changed; null for a new one. */
  department: Department | null
  parentId: string | null
  onClose: () => void
}

/** A department, new or changed: where it stands, who heads it, by which calendar it works. */
export function DepartmentDialog({ departments, department, parentId, onClose }: DepartmentDialogProps) {
  const t = useWords(peopleWords)
  const [draft, setDraft] = useState(() => draftOf(department, parentId))
  const [tried, setTried] = useState(false)
  const create = useAct('POST /v1/departments', (_, { body }) => {
    tellDone({ text: t('departmentAdded', { name: body.nameZh }) })
    onClose()
  })
  const change = useAct('PATCH /v1/departments/:id', () => {
    tellDone({ text: t('saved') })
    onClose()
  })
  const acting = department ? change : create
  const submit = () => {
    setTried(true)
    const body = factsOf(draft)
    if (body.nameZh === '' || body.nameEn === '') return
    if (department) change.mutate({ params: { id: department.id }, body, ifMatch: department.version })
    else create.mutate({ body: { ...body, kind: draft.kind } })
  }
  return (
    <FormDialog
      open
      title={t(department ? 'editDepartment' : 'newDepartment')}
      submit={t(department ? 'save' : 'addPerson')}
      busy={acting.isPending}
      error={acting.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <DepartmentFields
        draft={draft}
        set={setDraft}
        tried={tried}
        error={acting.error}
        departments={departments.filter(({ id }) => id !== department?.id)}
        fresh={department === null}
      />
    </FormDialog>
  )
}

interface DepartmentFieldsProps {
  draft: Draft
  set: (draft: Draft) => void
  tried: boolean
  error: unknown
  departments: readonly Department[]
  fresh: boolean
}

function DepartmentFields({ draft, set, tried, error, departments, fresh }: DepartmentFieldsProps) {
  const t = useWords(peopleWords)
  const kit = useWords(kitWords)
  const language = useLanguage()
  const persons = usePersons().data?.rows ?? []
  const calendars = useCalendars(new Date().getFullYear()).data?.rows ?? []
  const faultAt = (name: string) => (isProblem(error) ? error.faultAt(name) : undefined)
  const text = (name: 'nameZh' | 'nameEn') => (
    <Field label={t(name)} fault={tried && draft[name].trim() === '' ? t('nameMissing') : faultAt(name)}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          aria-required
          autoFocus={name === 'nameZh'}
          maxLength={60}
          value={draft[name]}
          onChange={(event) => set({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const oneOf = (name: 'parentId' | 'headId' | 'calendarId', label: string, none: string, rows: [string, string][]) => (
    <Field label={label} fault={faultAt(name)}>
      {(id, described) => (
        <OneOf
          id={id}
          described={described}
          value={draft[name]}
          onChange={(value) => set({ ...draft, [name]: value })}
          options={[{ value: '', label: none }, ...rows.map(([value, shown]) => ({ value, label: shown }))]}
        />
      )}
    </Field>
  )
  return (
    <div className="fields">
      {text('nameZh')}
      {text('nameEn')}
      {fresh && (
        <Field label={t('kind')} hint={t('kindHint')}>
          {(id, described) => (
            <OneOf
              id={id}
              described={described}
              value={draft.kind}
              onChange={(kind) => set({ ...draft, kind })}
              options={departmentKinds.map((kind) => ({ value: kind, label: kit(kind) }))}
            />
          )}
        </Field>
      )}
      {oneOf(
        'parentId',
        t('parent'),
        t('top'),
        departments.map((one) => [one.id, nameIn(one, language)]),
      )}
      {oneOf(
        'headId',
        t('head'),
        t('noHead'),
        persons
          .filter(({ active, id }) => active || id === draft.headId)
          .map((one) => [one.id, `${one.name} · ${one.position}`]),
      )}
      {oneOf(
        'calendarId',
        t('calendar'),
        t('companyCalendar'),
        calendars.filter(({ standard }) => !standard).map((one) => [one.id, nameIn(one, language)]),
      )}
    </div>
  )
}
