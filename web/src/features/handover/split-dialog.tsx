import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh, useAct } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.ts'
import { nameIn } from '../../ui/departments.ts'
import { Money } from '../../ui/figures.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { Initial } from '../../ui/initial.tsx'
import { Loading } from '../../ui/loading.tsx'
import { OneOf } from '../../ui/own-input.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { type Candidate, type HandoverOrder, type Reason, reasons } from './plan.ts'
import { batchOf, packagesOf, splitOrders } from './split.ts'
import { SplitChecks, useSplitChecks } from './split-checks.tsx'
import { handoverWords } from './words.ts'
import './split-dialog.css'

interface SplitDialogProps {
  orders: readonly HandoverOrder[]
  onClose: () => void
  onDone?: (() => void) | undefined
}

/** Many orders for several receivers at once: spread by room and customer, corrected by hand, offered and undone as one. */
export function SplitDialog({ orders: all, onClose, onDone }: SplitDialogProps) {
  const t = useWords(handoverWords)
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const orders = all.filter(({ id }) => !leftOut.has(id))
  const orderIds = all.map(({ id }) => id).join()
  const people = useQuery({
    queryKey: ['handover', 'receivers', orderIds, ''],
    queryFn: ({ signal }) =>
      call('GET /v1/handovers/receivers', { query: { orderIds }, signal }).then(({ rows }) => rows),
  })
  const able = people.data?.filter((one) => one.mayReceive && !one.onLeaveUntil) ?? []
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [moved, setMoved] = useState<ReadonlyMap<string, string>>(new Map())
  const [reason, setReason] = useState<Reason | null>(null)
  const [note, setNote] = useState('')
  const receivers = able.filter((one) => chosen.includes(one.person.id))
  const spread = splitOrders(orders, receivers)
  const to = new Map(
    orders.flatMap(({ id }) => {
      const own = moved.get(id)
      const receiver = own && chosen.includes(own) ? own : spread.get(id)
      return receiver ? [[id, receiver] as const] : []
    }),
  )
  const request = batchOf(orders, to, reason, note)
  const packages = packagesOf(orders, to)
  const { tried, ready } = useSplitChecks(packages)
  const recall = async (id: string) => {
    const { packages, left } = await call('POST /v1/handovers/batches/:id/recall', { params: { id }, body: {} })
    tellDone({ text: t('splitRecalled', { count: packages.length, left: left.length }) })
    await refresh()
  }
  const send = useAct(
    (body: NonNullable<typeof request>) => call('POST /v1/handovers/batches', { body }),
    ({ batchId, packages }) => {
      onClose()
      onDone?.()
      tellDone({ text: t('splitDone', { count: orders.length, people: packages.length }), undo: () => recall(batchId) })
    },
  )
  return (
    <FormDialog
      open
      width={720}
      title={t('splitTitle', { count: orders.length })}
      submit={t('submit', { count: orders.length })}
      busy={send.isPending}
      disabled={request === null || !ready}
      error={send.error ?? people.error}
      note={t('splitNote')}
      onSubmit={() => request && send.mutate(request)}
      onClose={onClose}
    >
      {!people.data && <Loading />}
      <Receivers able={able} chosen={chosen} onChoose={setChosen} to={to} />
      <div className="split-words">
        <OneOf
          label={t('reason')}
          value={reason ?? ''}
          onChange={(value) => setReason(value === '' ? null : (value as Reason))}
          options={[
            { value: '', label: `${t('reason')} · ${t('required')}` },
            ...reasons.map((value) => ({ value, label: t(value) })),
          ]}
        />
        <input
          type="text"
          className="own-input"
          aria-label={t('note')}
          placeholder={t('noteHint')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <ul className="split-orders">
        {orders.map((order) => (
          <li key={order.id}>
            <b className="nowrap">{order.number}</b>
            <span className="grow ellipsis">{order.customer}</span>
            <Money amount={order.gross} />
            <OneOf
              label={`${t('to')} ${order.number}`}
              value={to.get(order.id) ?? ''}
              onChange={(id) => setMoved(new Map([...moved, [order.id, id]]))}
              options={[
                ...(to.has(order.id) ? [] : [{ value: '', label: t('to') }]),
                ...receivers.map(({ person }) => ({ value: person.id, label: person.name })),
              ]}
            />
          </li>
        ))}
      </ul>
      <LeftOut count={leftOut.size} onTakeBack={() => setLeftOut(new Set())} />
      <SplitChecks
        packages={packages}
        tried={tried}
        nameOf={(id) => able.find(({ person }) => person.id === id)?.person.name ?? ''}
        onLeaveOut={(id) => setLeftOut(new Set([...leftOut, id]))}
        onClose={onClose}
      />
    </FormDialog>
  )
}

function LeftOut({ count, onTakeBack }: { count: number; onTakeBack: () => void }) {
  const t = useWords(handoverWords)
  if (count === 0) return null
  return (
    <p className="t12 quiet">
      {t('splitLeftOut', { count })}{' '}
      <button type="button" className="link-button" onClick={onTakeBack}>
        {t('splitTakeBack')}
      </button>
    </p>
  )
}

interface ReceiversProps {
  able: readonly Candidate[]
  chosen: readonly string[]
  onChoose: (chosen: string[]) => void
  to: ReadonlyMap<string, string>
}

function Receivers({ able, chosen, onChoose, to }: ReceiversProps) {
  const t = useWords(handoverWords)
  const language = useLanguage()
  const [all, setAll] = useState(false)
  const shown = all ? able : able.filter((one, index) => index < 8 || chosen.includes(one.person.id))
  const coming = (id: string) => [...to.values()].filter((one) => one === id).length
  return (
    <fieldset className="split-receivers" aria-label={t('to')}>
      {shown.map(({ person, department, load, loadCeiling }) => {
        const on = chosen.includes(person.id)
        const after = load + (on ? coming(person.id) : 0)
        return (
          <label key={person.id} data-on={on || undefined}>
            <input
              type="checkbox"
              checked={on}
              onChange={() => onChoose(on ? chosen.filter((id) => id !== person.id) : [...chosen, person.id])}
            />
            <Initial name={person.name} department={department.kind} />
            <b>{person.name}</b>
            <span className="t12 quiet ellipsis grow">{nameIn(department, language)}</span>
            <span className={`t12 nowrap ${loadCeiling !== null && after > loadCeiling ? 'rouge strong' : 'muted'}`}>
              {on ? `${formatCount(load)} → ${formatCount(after)}` : formatCount(load)}
              {loadCeiling !== null && ` / ${loadCeiling}`}
            </span>
          </label>
        )
      })}
      {able.length > shown.length && (
        <button type="button" className="link-button t12" onClick={() => setAll(true)}>
          {t('seeAll')}
        </button>
      )}
    </fieldset>
  )
}
