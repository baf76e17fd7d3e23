import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../../app/act.ts'
import { call, type Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useMe } from '../../app/session.ts'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { actIn, mayDo } from '../../ui/may.ts'
import { PersonsField } from '../../ui/persons-field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ToldButton } from '../../ui/told-button.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone, useFormat } from '../../ui/use-format.ts'
import { instantAt, momentOf } from '../../ui/zone.ts'
import { watchingWords } from './words.ts'
import './watching.css'

type Watchers = Reply<'GET /v1/orders/:id/watchers'>
type Watcher = Watchers['rows'][number]

const useWatchers = (id: string) =>
  useQuery({
    queryKey: ['order', id, 'watchers'],
    queryFn: ({ signal }) => call('GET /v1/orders/:id/watchers', { params: { id }, signal }),
  })

/** Who watches an order and who was copied on it; one's own watching in one press. */
export function WatchersBox({ orderId }: { orderId: string }) {
  const t = useWords(watchingWords)
  const me = useMe()
  const watchers = useWatchers(orderId)
  const [copying, setCopying] = useState(false)
  const rows = watchers.data?.rows ?? []
  const mine = rows.find((row) => row.person.id === me)
  const watch = useAct(
    () => call('POST /v1/orders/:id/watchers', { params: { id: orderId }, body: { personIds: [me ?? ''] } }),
    () => tellDone({ text: t('watching') }),
  )
  const leave = useAct(
    (row: Watcher) =>
      call('DELETE /v1/orders/:id/watchers/:personId', { params: { id: orderId, personId: row.person.id } }),
    (_, row) => tellDone({ text: row.person.id === me ? t('unwatched') : t('takenBack', { name: row.person.name }) }),
  )
  const copy = actIn(watchers.data?.may, 'copy')
  if (!watchers.data) return <ProblemNotice error={watchers.error} onRetry={() => void watchers.refetch()} />
  return (
    <section className="watchers" aria-label={t('watchers')}>
      <header className="row gap-8">
        <h2 className="t12 quiet">{t('watchers')}</h2>
        <span className="push row gap-4">
          {mayDo(watchers.data.may, 'watch') && (
            <Button
              size="small"
              icon={<Icon name="eye" />}
              loading={watch.isPending || leave.isPending}
              onClick={() => (mine ? leave.mutate(mine) : watch.mutate())}
            >
              {t(mine ? 'unwatch' : 'watch')}
            </Button>
          )}
          <ToldButton size="small" disabled={!copy?.allowed} because={copy?.because} onClick={() => setCopying(true)}>
            {t('copy')}
          </ToldButton>
        </span>
      </header>
      {rows.length > 0 && (
        <ul className="watchers-list">
          {rows.map((row) => (
            <Token
              key={row.person.id}
              row={row}
              removable={row.addedBy.id === me || copy?.allowed === true}
              onRemove={() => leave.mutate(row)}
            />
          ))}
        </ul>
      )}
      <ProblemNotice error={watch.error ?? leave.error} />
      {copying && <CopyDialog orderId={orderId} rows={rows} onClose={() => setCopying(false)} />}
    </section>
  )
}

function Token({ row, removable, onRemove }: { row: Watcher; removable: boolean; onRemove: () => void }) {
  const t = useWords(watchingWords)
  const format = useFormat()
  const { person, until, copied, addedBy } = row
  return (
    <li className="person-token" title={copied ? t('copiedBy', { name: addedBy.name }) : t('byOneself')}>
      {person.name}
      {until && <span className="quiet t12">{t('till', { date: format.date(until) })}</span>}
      {removable ? (
        <button
          type="button"
          className="plain-button"
          aria-label={t('takeBack', { name: person.name })}
          onClick={onRemove}
        >
          <Icon name="close" size={12} />
        </button>
      ) : (
        <span aria-hidden="true">&nbsp;</span>
      )}
    </li>
  )
}

/** The end of a day that is named as the last one. */
const midnight = 24 * 60 - 1

function CopyDialog({ orderId, rows, onClose }: { orderId: string; rows: readonly Watcher[]; onClose: () => void }) {
  const t = useWords(watchingWords)
  const me = useMe()
  const [persons, setPersons] = useState<{ id: string; name: string }[]>([])
  const [day, setDay] = useState('')
  const copy = useAct(
    () =>
      call('POST /v1/orders/:id/watchers', {
        params: { id: orderId },
        body: {
          personIds: persons.map(({ id }) => id),
          until: day === '' ? null : instantAt(day, midnight, companyZone()),
        },
      }),
    () => {
      tellDone({ text: t('copied', { count: persons.length }) })
      onClose()
    },
  )
  return (
    <ActDialog
      open
      onClose={onClose}
      title={t('copyTitle')}
      lead={t('copyLead')}
      act={t('copyAct', { count: persons.length })}
      blocked={persons.length === 0}
      busy={copy.isPending}
      error={copy.error}
      onAct={() => copy.mutate()}
    >
      <div className="field">
        <span className="t12 muted">{t('persons')}</span>
        <PersonsField
          label={t('persons')}
          placeholder={t('personsHint')}
          chosen={persons}
          onChange={setPersons}
          except={[...rows.filter((row) => row.copied).map((row) => row.person.id), me ?? '']}
        />
      </div>
      <Field label={t('until')} hint={t('untilHint')}>
        {(id, described) => (
          <DayInput
            id={id}
            described={described}
            value={day}
            min={momentOf(new Date().toISOString(), companyZone()).day}
            onChange={setDay}
          />
        )}
      </Field>
    </ActDialog>
  )
}
