import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { setCompanyZone } from '../ui/use-format.ts'
import { useLate } from '../ui/use-late.ts'
import { onSignedOut } from './api.ts'
import { listen } from './live.ts'
import { useNoticeCounts } from './notice-counts.ts'
import { isProblem } from './problem.ts'
import { usePaletteSearch } from './search.ts'
import { meKey, useSession, useSignOut } from './session.ts'
import { useCounts } from './shell/places.ts'
import { Shell } from './shell/shell.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** Where to come back to after signing in. */
export const signInAddress = (from: string): string =>
  from === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(from)}`

/** Every page behind the sign-in: knows the session, listens to changes, and stands in the shell. */
export function Frame() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { pathname } = useLocation()
  const session = useSession()
  const counts = useCounts()
  const paletteSearch = usePaletteSearch()
  const signOut = useSignOut(() => void navigate('/sign-in'))
  const late = useLate(session.isPending)
  const [ended, setEnded] = useState(false)
  const leave = () => void navigate(signInAddress(location.pathname + location.search), { replace: true })
  const signedIn = session.data !== undefined
  useNoticeCounts(signedIn)
  const mustChange = session.data?.mustChangePassword === true
  const zone = session.data?.company.timeZone
  useEffect(() => {
    onSignedOut(() => {
      // Whoever was in the midst of something goes on where they stand; whoever comes anew is led to the door.
      if (client.getQueryData(meKey) !== undefined) setEnded(true)
      else leave()
    })
  }, [client])
  useEffect(() => (signedIn ? listen(client) : undefined), [signedIn, client])
  useEffect(() => {
    if (zone) setCompanyZone(zone)
  }, [zone])
  useEffect(() => {
    if (mustChange && pathname !== '/password') void navigate('/password', { replace: true })
  }, [mustChange, pathname, navigate])
  if (!signedIn && isProblem(session.error) && session.error.status === 401) return null
  if (session.isPending && !late) return null
  return (
    <Shell
      counts={counts}
      person={session.data ? { name: session.data.person.name, department: session.data.department } : null}
      onChangePassword={() => void navigate('/password')}
      onSignOut={(everywhere) => signOut.mutate(everywhere)}
      search={paletteSearch}
    >
      {(session.error && !signedIn) || signOut.error ? (
        <Page>
          <ProblemNotice error={session.error ?? signOut.error} onRetry={() => void session.refetch()} />
        </Page>
      ) : (
        signedIn && <Outlet />
      )}
      {ended && session.data && (
        <SignInAgain
          me={session.data}
          onDone={() => {
            setEnded(false)
            void client.invalidateQueries()
          }}
          onLeave={() => {
            client.clear()
            leave()
          }}
        />
      )}
    </Shell>
  )
}
