import type { HandoverCheck } from '@baton/contract/handover'
import { Link } from 'react-router'
import { useLanguage, useWords } from '../../app/language.ts'
import { Icon } from '../../ui/icon.tsx'
import type { HandoverPackage } from './package-rules.ts'
import { inboxWords } from './words.ts'

const order = { block: 0, warn: 1, ok: 2 }
const signs = { block: 'blocked', warn: 'warning', ok: 'check' } as const
const tones = { block: 'rouge', warn: 'ochre', ok: 'lv' } as const

/** One short word on the checks: all passed, or how many to look at. */
export function CheckSum({ one }: { one: HandoverPackage }) {
  const t = useWords(inboxWords)
  const count = (severity: HandoverCheck['severity']) =>
    one.checks.filter((check) => check.severity === severity).length
  const blocks = count('block')
  const warnings = count('warn')
  if (one.kind === 'return') {
    return (
      <span className="rouge row gap-4 t12 nowrap">
        <Icon name="back" /> {t('returnedOnce')}
      </span>
    )
  }
  if (blocks > 0) {
    return (
      <span className="rouge row gap-4 t12 nowrap">
        <Icon name="blocked" /> {t('blocks', { count: blocks })}
      </span>
    )
  }
  if (warnings > 0) {
    return (
      <span className="ochre row gap-4 t12 nowrap">
        <Icon name="warning" /> {t('warnings', { count: warnings })}
      </span>
    )
  }
  return (
    <span className="lv row gap-4 t12 nowrap">
      <Icon name="check" /> {t('checksPassed')}
    </span>
  )
}

/** Every check of the package, what is in the way first, each with where it is mended. */
export function Checks({ checks }: { checks: readonly HandoverCheck[] }) {
  const t = useWords(inboxWords)
  const language = useLanguage()
  const sorted = [...checks].sort((one, other) => order[one.severity] - order[other.severity])
  if (sorted.length === 0) {
    return (
      <p className="lv row gap-6 t13">
        <Icon name="check" /> {t('checksPassed')}
      </p>
    )
  }
  return (
    <ul className="package-checks">
      {sorted.map((check) => (
        <li key={`${check.check}${check.subjectId ?? ''}${check.en}`} className={tones[check.severity]}>
          <Icon name={signs[check.severity]} />
          <span className="grow ink">{check[language]}</span>
          {check.cure && <Link to={check.cure.path}>{check.cure[language]}</Link>}
        </li>
      ))}
    </ul>
  )
}
