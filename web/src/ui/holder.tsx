import { useLanguage, useWords } from '../app/language.ts'
import { kitWords } from '../app/words/kit.ts'
import { type DepartmentRef, nameIn } from './departments.ts'
import { Initial } from './initial.tsx'
import { Seal } from './seal.tsx'

export interface HolderProps {
  /** Null for a department's pool. */
  person: { id: string; name: string } | null
  department: DepartmentRef
  /** The reader: only my own holdings wear a seal. */
  me?: string
  /** An open offer to somebody. */
  offeredTo?: { nameZh: string; nameEn: string } | null
  /** Leaves the department out where there is no room. */
  brief?: boolean
}

/** The column 当前处理人 of every list: my seal, another's initial, or a department's pool. */
export function Holder({ person, department, me, offeredTo, brief }: HolderProps) {
  const t = useWords(kitWords)
  const language = useLanguage()
  const name = nameIn(department, language)
  const mine = person !== null && person.id === me
  if (!person) {
    return (
      <span className="person">
        <Initial name={name} department={department.kind} pool />
        <span className="ellipsis">{t('poolOf', { department: name })}</span>
      </span>
    )
  }
  return (
    <span className="person">
      {mine ? <Seal name={person.name} /> : <Initial name={person.name} department={department.kind} />}
      <span className={mine ? 'strong' : ''}>{person.name}</span>
      {offeredTo ? (
        <span className="quiet t12 row gap-4">
          → <Seal name={nameIn(offeredTo, language)} offered labelled />
        </span>
      ) : (
        !brief && <span className="quiet ellipsis">{name}</span>
      )}
    </span>
  )
}
