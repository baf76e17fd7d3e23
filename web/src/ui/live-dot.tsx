import { useWords } from '../app/language.ts'
import { useLive } from '../app/live.ts'
import { kitWords } from '../app/words/kit.ts'

const says = { live: 'live', connecting: 'connecting', off: 'offline' } as const

/** Whether what is shown follows the others' changes. */
export function LiveDot() {
  const t = useWords(kitWords)
  const state = useLive()
  return (
    <span className="row gap-6 nowrap" role="status">
      <i className={`live-dot live-${state}`} aria-hidden="true" />
      {t(says[state])}
    </span>
  )
}
