import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { refresh, useAct } from '../../app/act.ts'
import { call, newKey } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { useSession } from '../../app/session.ts'
import { leadToUnread } from '../../ui/day-input.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd, Money } from '../../ui/figures.tsx'
import { shortNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { keyFace } from '../../ui/shortcut-sheet.tsx'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { CheckPanel } from './check-panel.tsx'
import { useDraftNote } from './draft-note.ts'
import { HandoverFoot } from './handover-foot.tsx'
import { HandoverForm } from './handover-form.tsx'
import { emptyPlan, type HandoverOrder, type Plan, requestOf, sortChecks } from './plan.ts'
import { ReceiverChoice, type ReceiverName } from './receiver-choice.tsx'
import { SplitDialog } from './split-dialog.tsx'
import { useWish, type Verdict } from './use-wish.ts'
import { handoverWords } from './words.ts'
import './handover-dialog.css'

export type { HandoverOrder } from './plan.ts'

export interface HandoverDialogProps {
  orders: readonly HandoverOrder[]
  open: boolean
  onClose: () => void
  /** After the offer stands: a list clears its selection. */
  onDone?: () => void
  /** Whom the reader named already: 转交 SO2026-0188 给 李四. */
  to?: string
}

/** 转交: one dialog for one order or many, with a dry run beside it. Nothing changes before its button is pressed. */
export function HandoverDialog({ orders, open, onClose, onDone, to }: HandoverDialogProps) {
  const t = useWords(handoverWords)
  const title = t('title', { count: orders.length })
  const [split, setSplit] = useState(false)
  const close = () => {
    setSplit(false)
    onClose()
  }
  if (open && split) return <SplitDialog orders={orders} onClose={close} onDone={onDone} />
  return (
    <Dialog open={open} onClose={onClose} label={title} width={1016} sheet>
      <HandoverBody orders={orders} onClose={onClose} onDone={onDone} to={to} onSplit={() => setSplit(true)} />
    </Dialog>
  )
}

/** The reader's changes settle before the server is asked what they would mean. */
const checkPause = 150

function useCheck(plan: Plan, orders: readonly HandoverOrder[]) {
  const { kind, receiverId } = plan
  const [asked, setAsked] = useState<{ kind: Plan['kind']; id: string } | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(receiverId ? { kind, id: receiverId } : null), checkPause)
    return () => clearTimeout(timer)
  }, [kind, receiverId])
  const settled = asked?.id === receiverId
  const check = useQuery({
    queryKey: ['handover', 'check', asked, orders.map(({ id }) => id).join()],
    queryFn: ({ signal }) =>
      call('POST /v1/handovers/check', {
        body: {
          to: asked ?? { kind, id: '' },
          subjects: orders.map(({ id }) => ({ kind: 'order' as const, id })),
        },
        signal,
        // A dry run is asked anew each time; under a kept key the server would repeat its answer from before a recall.
        idempotencyKey: newKey(),
      }),
    enabled: asked !== null && orders.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  return { ...check, fresh: settled && check.data !== undefined && !check.isPlaceholderData }
}

/** Once the dialog stands, the reader types a name at once. */
function useFirstFocus(box: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const frame = requestAnimationFrame(() => box.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [box])
}

function useSubmit(receiver: ReceiverName | null, after: () => void) {
  const t = useWords(handoverWords)
  const recall = async (id: string) => {
    try {
      await call('POST /v1/handovers/:id/recall', { params: { id }, body: {} })
      tellDone({ text: t('recalled') })
    } catch (error) {
      tellDone({ text: t('recallFailed', { why: error instanceof Error ? error.message : String(error) }) })
    }
    await refresh()
  }
  return useAct(
    (body: NonNullable<ReturnType<typeof requestOf>>) => call('POST /v1/handovers', { body }),
    ({ id, subjects, state }) => {
      after()
      const words = { count: subjects.length, name: receiver?.name ?? '' }
      tellDone({ text: state === 'offered' ? t('done', words) : t('donePool', words), undo: () => recall(id) })
    },
  )
}

function HandoverBody({
  orders,
  onClose,
  onDone,
  to,
  onSplit,
}: Omit<HandoverDialogProps, 'open'> & { onSplit: () => void }) {
  const t = useWords(handoverWords)
  const me = useSession().data
  const box = useRef<HTMLInputElement>(null)
  const [plan, setPlan] = useState(emptyPlan)
  const [receiver, setReceiver] = useState<ReceiverName | null>(null)
  const change = (changes: Partial<Plan>) => setPlan((before) => ({ ...before, ...changes }))
  const drafted = useDraftNote(orders)
  const note = plan.note ?? drafted
  const check = useCheck(plan, orders)
  const sorted = sortChecks(plan.receiverId ? (check.data?.checks ?? []) : [])
  const going = orders.filter(({ id }) => !plan.leftOut.has(id))
  const ready = check.fresh && !sorted.hopeless && going.every(({ id }) => !sorted.blocked.has(id))
  const verdict = verdictOf(check, ready, sorted.warns.length)
  const request = requestOf(plan, going, note, companyZone())
  const submit = useSubmit(receiver, () => {
    onClose()
    onDone?.()
  })
  useFirstFocus(box)
  const [asked, setAsked] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const { waiting, wish } = useWish(verdict, plan, () => request && submit.mutate(request))
  const go = () => {
    if (submit.isPending || leadToUnread(body.current)) return
    if (request && ready) return submit.mutate(request)
    if (request && verdict === 'asking') return wish()
    // The key that hands over leads to what is still missing rather than do nothing.
    if (!plan.receiverId) return box.current?.focus()
    if (plan.reason) return
    setAsked(true)
    body.current?.querySelector<HTMLElement>('.reasons input')?.focus()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    go()
  }
  const leaveOut = (ids: readonly string[], out: boolean) => {
    const leftOut = new Set(plan.leftOut)
    for (const id of ids) out ? leftOut.add(id) : leftOut.delete(id)
    change({ leftOut })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter is the submit button's own key
    <div className="handover" ref={body} onKeyDown={press}>
      <HandoverHead orders={orders} leftOut={plan.leftOut} onClose={onClose} onSplit={onSplit} />
      <div className="handover-body">
        <HandoverForm
          plan={plan}
          onPlan={change}
          note={note}
          drafted={drafted}
          asked={asked}
          answerBy={check.data?.answerBy ?? null}
          receivers={
            <ReceiverChoice
              orderIds={orders.map(({ id }) => id).join()}
              coming={going.length}
              plan={plan}
              onPlan={change}
              onReceiver={setReceiver}
              box={box}
              named={to}
            />
          }
        />
        <CheckPanel
          reply={plan.receiverId ? check.data : undefined}
          sorted={sorted}
          loading={check.isFetching}
          error={check.error}
          onRetry={() => void check.refetch()}
          leftOut={plan.leftOut}
          onLeaveOut={leaveOut}
          single={orders.length === 1}
          afterwards={plan.afterwards}
          onClose={onClose}
        />
      </div>
      <HandoverFoot
        me={me ? { name: me.person.name, departmentKind: me.department.kind } : null}
        receiver={receiver}
        plan={plan}
        count={going.length}
        answerBy={check.data?.answerBy ?? null}
        error={submit.error}
      >
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          icon={<Icon name="handover" />}
          loading={submit.isPending || waiting}
          disabled={!request || !ready}
          title={whyNot(plan, t) ?? (check.fresh && !ready ? t('mendFirst') : undefined)}
          onClick={go}
        >
          {t('submit', { count: going.length })} <Kbd>{keyFace('Mod+Enter')}</Kbd>
        </Button>
      </HandoverFoot>
    </div>
  )
}

function verdictOf(
  { error, fresh }: Pick<ReturnType<typeof useCheck>, 'error' | 'fresh'>,
  ready: boolean,
  warns: number,
): Verdict {
  if (error) return 'blocked'
  if (!fresh) return 'asking'
  if (!ready) return 'blocked'
  return warns > 0 ? 'warned' : 'clear'
}

/** What is still to be said before it can be handed over. */
function whyNot({ receiverId, reason }: Plan, t: ReturnType<typeof useWords<(typeof handoverWords)['zh']>>) {
  if (!receiverId) return t(reason ? 'chooseReceiver' : 'chooseFirst')
  return reason ? undefined : t('chooseReason')
}

interface HandoverHeadProps {
  orders: readonly HandoverOrder[]
  leftOut: ReadonlySet<string>
  onClose: () => void
  onSplit: () => void
}

function HandoverHead({ orders, leftOut, onClose, onSplit }: HandoverHeadProps) {
  const t = useWords(handoverWords)
  return (
    <header className="dialog-head handover-head">
      <h2 className="t16 strong nowrap">{t('title', { count: orders.length })}</h2>
      <OrderTokens orders={orders} leftOut={leftOut} />
      {orders.length > 1 && (
        <Button size="small" icon={<Icon name="people" />} onClick={onSplit}>
          {t('split')}
        </Button>
      )}
      <button type="button" className="plain-button push" onClick={onClose} aria-keyshortcuts="Escape">
        <Icon name="close" label={t('close')} />{' '}
        <span className="desk-only">
          <Kbd>Esc</Kbd>
        </span>
      </button>
    </header>
  )
}

function OrderTokens({ orders, leftOut }: { orders: readonly HandoverOrder[]; leftOut: ReadonlySet<string> }) {
  return (
    <ul className="order-tokens">
      {orders.map(({ id, number, customer, gross }) => (
        <li key={id} className={leftOut.has(id) ? 'order-token order-token-out' : 'order-token'}>
          <b>{orders.length === 1 ? number : shortNumber(number)}</b>
          <span className="ellipsis">{customer}</span>
          <Money amount={gross} />
        </li>
      ))}
    </ul>
  )
}
