import { currentLanguage, wordsIn } from './language.ts'
import { Problem } from './problem.ts'
import { kitWords } from './words/kit.ts'

/** A page that fails again so soon after it was loaded anew does not fail for want of a new release. */
const SOON_MS = 10_000
const key = 'baton.loadedAnewAt'

/** Whether this window may load itself anew: once in a while, and only where it can remember that it did. */
function mayLoadAnew(): boolean {
  try {
    const before = Number(sessionStorage.getItem(key) ?? 0)
    sessionStorage.setItem(key, String(Date.now()))
    return Date.now() - before > SOON_MS
  } catch {
    // Without storage it would load itself anew for ever.
    return false
  }
}

/** Whether a server answers at this window's address. */
export const isServed = (): Promise<boolean> =>
  fetch('/', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )

/**
 * The code of a page, which an upgrade may have taken away under an open window: then the window loads the new release by itself, once, at
 * the address that was wanted. Where no server answers, loading anew would lose the page, so that is told instead.
 */
export async function fetched<Code>(
  load: () => Promise<Code>,
  wanted = () => location.pathname + location.search,
): Promise<Code> {
  try {
    return await load()
  } catch (error) {
    if (!(await isServed())) {
      const t = wordsIn(kitWords, currentLanguage())
      throw new Problem({ title: t('readDown'), cure: t('readCure'), status: 0, code: 'network_down' })
    }
    if (!mayLoadAnew()) throw error
    location.assign(wanted())
    return await new Promise<never>(() => {})
  }
}
