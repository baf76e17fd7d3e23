import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { useWords } from '../../app/language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DateText } from '../../ui/figures.tsx'
import { Icon } from '../../ui/icon.tsx'
import { actOf } from '../../ui/may.ts'
import { Card } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import type { Person } from './people.ts'
import { timeWords } from './time-words.ts'

type One = Person['leave'][number]

const stateOf = ({ from, until, cancelled }: One, now: string) =>
  cancelled ? 'cancelled' : until <= now ? 'past' : from <= now ? 'now' : 'coming'

/** When somebody is away, and the acts on it. */
export function LeaveCard({ person }: { person: Person }) {
  const t = useWords(timeWords)
  const [recording, setRecording] = useState(false)
  const may = person.may.filter(({ code }) => code !== 'people.leaveRight')
  const mayRecord = actOf(may, 'recordLeave')?.allowed === true
  const now = new Date().toISOString()
  const end = useAct('POST /v1/leave/:id/end', ({ cancelled }) => tellDone({ text: t(cancelled ? 'taken' : 'ended') }))
  return (
    <Card
      title={t('leave')}
      flush
      actions={
        <ActButton
          may={may}
          act="recordLeave"
          size="small"
          icon={<Icon name="plus" />}
          onClick={() => setRecording(true)}
        >
          {t('record')}
        </ActButton>
      }
    >
      {person.leave.length === 0 && <p className="t13 quiet people-none">{t('none')}</p>}
      <ul className="people-lines">
        {person.leave.map((one) => {
          const state = stateOf(one, now)
          const open = state === 'now' || state === 'coming'
          return (
            <li key={one.id} className={open ? undefined : 'quiet'}>
              <span className="nowrap">
                <DateText value={one.from} style="time" /> – <DateText value={one.until} style="time" />
              </span>
              <span className={state === 'now' ? 'ochre t12' : 'quiet t12'}>{t(state)}</span>
              <span className="grow t12 ellipsis">
                {one.reason} <span className="quiet">{one.recordedBy.name}</span>
              </span>
              {open && mayRecord && (
                <Button
                  size="small"
                  loading={end.isPending && end.variables?.params.id === one.id}
                  onClick={() => end.mutate({ params: { id: one.id }, body: {} })}
                >
                  {t(state === 'now' ? 'end' : 'take')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <ProblemNotice error={end.error} />
      {recording && <LeaveDialog persons={[person]} onClose={() => setRecording(false)} />}
    </Card>
  )
}
