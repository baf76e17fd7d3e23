import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type Body, call, newKey } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useLate } from '../../ui/use-late.ts'
import { Finding, Tally } from './check-panel.tsx'
import { type CheckReply, sortChecks } from './plan.ts'
import { handoverWords } from './words.ts'

type Packages = Body<'POST /v1/handovers/batches/check'>['packages']

/** Tries a batch out whole, since its packages share the stock. `ready` once it was tried as it stands now, and nothing stands in its way. */
export function useSplitChecks(packages: Packages) {
  const tried = useQuery({
    queryKey: [
      'handover',
      'check',
      'batch',
      packages.map(({ to, subjects }) => [to.id, ...subjects.map(({ id }) => id)]),
    ],
    // A dry run is asked anew each time; under a kept key the server would repeat its answer from before a recall.
    queryFn: ({ signal }) =>
      call('POST /v1/handovers/batches/check', { body: { packages }, signal, idempotencyKey: newKey() }),
    enabled: packages.length > 0,
    staleTime: 0,
    gcTime: 0,
  })
  const checks = tried.data?.packages.flatMap((one) => one.checks)
  const ready = checks?.every(({ severity }) => severity !== 'block') === true
  return { tried, ready }
}

interface SplitChecksProps {
  packages: Packages
  tried: ReturnType<typeof useSplitChecks>['tried']
  nameOf: (personId: string) => string
  onLeaveOut: (orderId: string) => void
  onClose: () => void
}

/** The dry run of each package by its receiver: what blocks, what to know; an order that blocks can be left out. */
export function SplitChecks({ packages, tried, nameOf, onLeaveOut, onClose }: SplitChecksProps) {
  return (
    <div className="split-checks" aria-live="polite">
      {packages.map((one, index) => (
        <section key={one.to.id}>
          <PackageChecks
            name={nameOf(one.to.id)}
            count={one.subjects.length}
            reply={tried.data?.packages[index]}
            onLeaveOut={onLeaveOut}
            onClose={onClose}
          />
        </section>
      ))}
      <ProblemNotice error={tried.error} onRetry={() => void tried.refetch()} />
    </div>
  )
}

interface PackageChecksProps {
  name: string
  count: number
  reply: CheckReply | undefined
  onLeaveOut: (orderId: string) => void
  onClose: () => void
}

function PackageChecks({ name, count, reply, onLeaveOut, onClose }: PackageChecksProps) {
  const t = useWords(handoverWords)
  const late = useLate(reply === undefined)
  const { blocks, warns, passed } = sortChecks(reply?.checks ?? [])
  return (
    <>
      <h3 className="row t13">
        <b>{t('splitPackage', { name, count })}</b>
        {late && !reply && <span className="quiet t12">{t('checking')}</span>}
        <span className="push row gap-8 t12">
          <Tally icon="check" tone="lv" count={passed.length} label={t('passedCount', { count: passed.length })} />
          <Tally icon="warning" tone="ochre" count={warns.length} label={t('warnCount', { count: warns.length })} />
          <Tally icon="blocked" tone="rouge" count={blocks.length} label={t('blockCount', { count: blocks.length })} />
        </span>
      </h3>
      {blocks.map((one) => (
        <Finding key={`${one.check}${one.subjectId}`} check={one} tone="rouge" onClose={onClose}>
          {one.subjectId && (
            <Button size="small" onClick={() => onLeaveOut(one.subjectId!)}>
              {t('leaveOut')}
            </Button>
          )}
        </Finding>
      ))}
      {warns.map((one) => (
        <Finding key={`${one.check}${one.subjectId}`} check={one} tone="ochre" onClose={onClose} />
      ))}
    </>
  )
}
