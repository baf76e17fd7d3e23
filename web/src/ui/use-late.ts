import { useEffect, useState } from 'react'

const worthSaying = 300

/** True once something has lasted so long that it is worth saying: what is quicker shows nothing. */
export function useLate(pending: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!pending) return setLate(false)
    const timer = setTimeout(() => setLate(true), worthSaying)
    return () => clearTimeout(timer)
  }, [pending])
  return late
}
