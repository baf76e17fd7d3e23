import { useWords } from '../../app/language.ts'
import type { ImportDetail } from './imports.ts'
import { importWords } from './words.ts'
import './imports.css'

const steps = ['stepFile', 'stepColumns', 'stepCheck', 'stepDone'] as const

/** At which of the four steps an import is; without one the file is still to be chosen. */
export function stepOf(one: Pick<ImportDetail, 'state'> | undefined): number {
  if (!one) return 0
  if (one.state === 'mapping') return 1
  return one.state === 'importing' || one.state === 'done' ? 3 : 2
}

/** Where one is on the way from a file to rows. */
export function Steps({ at }: { at: number }) {
  const t = useWords(importWords)
  return (
    <ol className="import-steps" aria-label={t('steps')}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} data-past={index < at || undefined}>
          <span className="number">{index + 1}</span> {t(step)}
        </li>
      ))}
    </ol>
  )
}
