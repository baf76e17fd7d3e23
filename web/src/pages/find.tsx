import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, useNavigate } from 'react-router'
import { fetched } from '../app/fetched.ts'
import { setPaletteSearch } from '../app/search.ts'
import { findIn } from '../features/find/search.ts'

const HandoverDialog = lazy(async () => ({
  default: (await fetched(() => import('../features/handover/handover-dialog.tsx'))).HandoverDialog,
}))

interface Handed {
  id: string
  number: string
  customer: string
  gross: string
  to: string
}

/** Around every page behind the sign-in: what the palette finds, and the handover that it can begin from anywhere. */
export function Find() {
  const navigate = useNavigate()
  const [handed, setHanded] = useState<Handed | null>(null)
  useEffect(() => {
    setPaletteSearch(
      findIn({
        go: (path) => void navigate(path),
        handOver: ({ id, number, customer, gross }, to) =>
          setHanded({ id, number, customer: customer.name, gross, to }),
      }),
    )
  }, [navigate])
  return (
    <>
      <Outlet />
      {handed && (
        <Suspense>
          <HandoverDialog orders={[handed]} to={handed.to} open onClose={() => setHanded(null)} />
        </Suspense>
      )}
    </>
  )
}
