import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../app/api.ts'
import { type Company, companyKey } from '../../app/company.ts'
import { useWords } from '../../app/language.ts'
import { merged } from '../../app/overlap.ts'
import { meKey } from '../../app/session.ts'
import { Disputed, useSaveChanges, type Versioned } from '../../app/use-save-changes.ts'
import { tellDone } from '../../ui/undo.tsx'
import { bodyOf, type CompanyDraft, type CompanyFacts, draftFrom, draftOf, factsOf, versionedOf } from './company.ts'
import { companyWords } from './words.ts'

export type Side = 'mine' | 'theirs'

interface Typed {
  /** The company as it was when typing began. */
  base: Versioned<CompanyFacts>
  draft: CompanyDraft
}

/** The form follows the company until somebody types: from then on what arrives from elsewhere never overwrites it. */
export function useCompanyForm(company: Company) {
  const t = useWords(companyWords)
  const [typed, setTyped] = useState<Typed | null>(null)
  const { base, draft } = typed ?? { base: versionedOf(company), draft: draftOf(company) }
  const client = useQueryClient()
  const save = useSaveChanges<CompanyFacts>({
    read: async () => versionedOf(await call('GET /v1/company')),
    send: (changes, ifMatch) => call('PATCH /v1/company', { body: bodyOf(changes), ifMatch }),
    onDone: async () => {
      tellDone({ text: t('saved') })
      // The session bears the company's name and time zone.
      void client.invalidateQueries({ queryKey: meKey })
      await client.invalidateQueries({ queryKey: companyKey })
      setTyped((now) => (now === typed ? null : now))
    },
  })
  const change = (part: Partial<CompanyDraft>) => setTyped({ base, draft: { ...draft, ...part } })
  const overlap = save.error instanceof Disputed ? (save.error as Disputed<CompanyFacts>).overlap : null
  const choose = (side: Side) => {
    if (!overlap) return
    setTyped({
      base: { facts: overlap.theirs, version: overlap.version },
      draft: draftFrom(merged(overlap, side)),
    })
    save.reset()
  }
  const send = () => {
    if (!save.isPending && draft.name.trim() !== '') save.mutate({ base, draft: factsOf(draft) })
  }
  return { draft, change, send, save, overlap, choose }
}
