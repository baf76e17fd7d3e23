import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAct } from '../../app/act.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { nameIn } from '../../ui/departments.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { DepartmentDialog } from './department-dialog.tsx'
import { JournalLines } from './journal.tsx'
import { LeftList, leftIn } from './left-list.tsx'
import type { Department } from './people.ts'
import { peopleWords } from './words.ts'

export interface DepartmentBarProps {
  departments: readonly Department[]
  department: Department
}

/** The acts on the department that is shown: change, close, and what was changed before. */
export function DepartmentBar({ departments, department }: DepartmentBarProps) {
  const t = useWords(peopleWords)
  const language = useLanguage()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'close' | 'journal' | null>(null)
  const name = nameIn(department, language)
  const close = useAct('POST /v1/departments/:id/close', () => {
    tellDone({ text: t('closed', { name }) })
    void navigate('/people', { replace: true })
  })
  const left = leftIn(close.error)
  const shut = () => setOpen(null)
  return (
    <div className="row gap-8 wrap department-bar">
      <h2 className="t16 strong">{name}</h2>
      <span className="quiet t12">
        {department.number} · {t('head')} {department.head?.name ?? t('noHead')}
      </span>
      <span className="push row gap-8 wrap">
        <Button size="small" icon={<Icon name="edit" />} onClick={() => setOpen('edit')}>
          {t('editDepartment')}
        </Button>
        <Button size="small" onClick={() => setOpen('journal')}>
          {t('journal')}
        </Button>
        <Button
          size="small"
          onClick={() => {
            close.reset()
            setOpen('close')
          }}
        >
          {t('closeDepartment')}
        </Button>
      </span>
      {open === 'edit' && (
        <DepartmentDialog departments={departments} department={department} parentId={null} onClose={shut} />
      )}
      <ActDialog
        open={open === 'close'}
        title={`${t('closeDepartment')} ${name}`}
        lead={t('closeLead')}
        act={t('closeDepartment')}
        busy={close.isPending}
        error={close.error}
        onClose={shut}
        onAct={() => close.mutate({ params: { id: department.id }, body: {} })}
      >
        {left.length > 0 && <LeftList left={left} />}
      </ActDialog>
      <FormDialog open={open === 'journal'} title={t('journalOf', { name })} onClose={shut}>
        <JournalLines kind="department" id={department.id} />
      </FormDialog>
    </div>
  )
}
