import { Input } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { merged } from '../../app/overlap.ts'
import { isProblem } from '../../app/problem.ts'
import { Disputed, useSaveChanges } from '../../app/use-save-changes.ts'
import { nameIn } from '../../ui/departments.ts'
import { Dispute } from '../../ui/dispute.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import type { Department, Person } from './people.ts'
import { peopleWords } from './words.ts'

interface Facts {
  name: string
  departmentId: string
  position: string
  phone: string | null
  email: string | null
  loadCeiling: number | null
}

/** Texts as they are typed. */
interface Draft {
  number: string
  name: string
  departmentId: string
  position: string
  phone: string
  email: string
  load: string
}

const draftOf = (facts: Facts, number = ''): Draft => ({
  number,
  name: facts.name,
  departmentId: facts.departmentId,
  position: facts.position,
  phone: facts.phone ?? '',
  email: facts.email ?? '',
  load: facts.loadCeiling === null ? '' : String(facts.loadCeiling),
})

const factsOf = (draft: Draft): Facts => ({
  name: draft.name.trim(),
  departmentId: draft.departmentId,
  position: draft.position.trim(),
  phone: draft.phone.trim() || null,
  email: draft.email.trim() || null,
  loadCeiling: draft.load.trim() === '' ? null : Number(draft.load),
})

const isLoad = (text: string) => text.trim() === '' || (/^\d{1,6}$/.test(text.trim()) && Number(text) >= 1)

const versionedOf = (person: Person) => ({
  facts: {
    name: person.name,
    departmentId: person.department.id,
    position: person.position,
    phone: person.phone,
    email: person.email,
    loadCeiling: person.loadCeiling,
  },
  version: person.version,
})

export interface NewPersonProps {
  departments: readonly Department[]
  departmentId: string | null
  onClose: () => void
  onDone: (id: string) => void
}

/** Somebody new; an account is given on their own page. */
export function NewPersonDialog({ departments, departmentId, onClose, onDone }: NewPersonProps) {
  const t = useWords(peopleWords)
  const nobody = { name: '', position: '', phone: null, email: null, loadCeiling: null }
  const [draft, setDraft] = useState(draftOf({ ...nobody, departmentId: departmentId ?? departments[0]?.id ?? '' }))
  const [tried, setTried] = useState(false)
  const create = useAct('POST /v1/persons', ({ id, number }, { body }) => {
    tellDone({ text: t('added', { name: body.name, number }) })
    onDone(id)
  })
  const submit = () => {
    setTried(true)
    if (draft.name.trim() === '' || !isLoad(draft.load)) return
    create.mutate({ body: { ...factsOf(draft), ...(draft.number.trim() && { number: draft.number.trim() }) } })
  }
  return (
    <FormDialog
      open
      title={t('newPerson')}
      submit={t('addPerson')}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <PersonFields draft={draft} set={setDraft} fresh tried={tried} error={create.error} departments={departments} />
    </FormDialog>
  )
}

export interface EditPersonProps {
  person: Person
  departments: readonly Department[]
  onClose: () => void
}

/** Changes somebody; a change made elsewhere meanwhile is never overwritten in silence. */
export function EditPersonDialog({ person, departments, onClose }: EditPersonProps) {
  const t = useWords(peopleWords)
  const [base, setBase] = useState(() => versionedOf(person))
  const [draft, setDraft] = useState(() => draftOf(base.facts))
  const [tried, setTried] = useState(false)
  const save = useSaveChanges<Facts>({
    read: async () => versionedOf(await call('GET /v1/persons/:id', { params: { id: person.id } })),
    send: (body, ifMatch) => call('PATCH /v1/persons/:id', { params: { id: person.id }, body, ifMatch }),
    onDone: () => {
      tellDone({ text: t('saved') })
      onClose()
    },
  })
  const overlap = save.error instanceof Disputed ? (save.error as Disputed<Facts>).overlap : null
  const choose = (side: 'mine' | 'theirs') => {
    if (!overlap) return
    setBase({ facts: overlap.theirs, version: overlap.version })
    setDraft(draftOf(merged(overlap, side)))
    save.reset()
  }
  const submit = () => {
    setTried(true)
    if (draft.name.trim() !== '' && isLoad(draft.load)) save.mutate({ base, draft: factsOf(draft) })
  }
  return (
    <FormDialog
      open
      title={t('editPerson', { name: person.name })}
      submit={t('save')}
      busy={save.isPending}
      error={overlap ? null : save.error}
      onClose={onClose}
      onSubmit={submit}
    >
      {overlap && (
        <Dispute
          fields={overlap.fields.map((name) => ({
            label: t(labels[name]),
            mine: String(overlap.mine[name] ?? ''),
            theirs: String(overlap.theirs[name] ?? ''),
          }))}
          onMine={() => choose('mine')}
          onTheirs={() => choose('theirs')}
        />
      )}
      <PersonFields draft={draft} set={setDraft} tried={tried} error={save.error} departments={departments} />
    </FormDialog>
  )
}

const labels = {
  name: 'person',
  departmentId: 'department',
  position: 'position',
  phone: 'phone',
  email: 'email',
  loadCeiling: 'load',
} as const

interface PersonFieldsProps {
  draft: Draft
  set: (draft: Draft) => void
  departments: readonly Department[]
  fresh?: boolean
  tried: boolean
  error: unknown
}

function PersonFields({ draft, set, departments, fresh, tried, error }: PersonFieldsProps) {
  const t = useWords(peopleWords)
  const language = useLanguage()
  const faultAt = (name: string) => (isProblem(error) ? error.faultAt(name) : undefined)
  const field = (name: keyof Draft, label: string, most: number, hint?: string, fault?: string) => (
    <Field label={label} hint={hint} fault={fault ?? faultAt(name === 'load' ? 'loadCeiling' : name)}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          aria-required={name === 'name' || undefined}
          inputMode={name === 'load' ? 'numeric' : undefined}
          autoFocus={name === 'name'}
          maxLength={most}
          value={draft[name]}
          onChange={(event) => set({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="fields">
      {field('name', t('person'), 60, undefined, tried && draft.name.trim() === '' ? t('nameMissing') : undefined)}
      {fresh && field('number', t('number'), 20, t('numberHint'))}
      <Field label={t('department')} fault={faultAt('departmentId')}>
        {(id, described) => (
          <OneOf
            id={id}
            described={described}
            value={draft.departmentId}
            onChange={(departmentId) => set({ ...draft, departmentId })}
            options={departments.map((one) => ({ value: one.id, label: nameIn(one, language) }))}
          />
        )}
      </Field>
      {field('position', t('position'), 60)}
      {field('phone', t('phone'), 40)}
      {field('email', t('email'), 120)}
      {field('load', t('load'), 6, t('loadHint'), tried && !isLoad(draft.load) ? t('loadWrong') : undefined)}
    </div>
  )
}
