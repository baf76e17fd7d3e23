import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { refresh } from '../../app/act.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.ts'
import { overlapOf } from '../../app/overlap.ts'
import { isProblem } from '../../app/problem.ts'
import { useMe } from '../../app/session.ts'
import { usePhone } from '../../app/use-media.ts'
import { Disputed } from '../../app/use-save-changes.ts'
import { leadToUnread } from '../../ui/day-input.tsx'
import { Kbd } from '../../ui/figures.tsx'
import { Card, PageHead, PhoneActions } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { keyFace } from '../../ui/shortcut-sheet.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { tellDone } from '../../ui/undo.tsx'
import { companyZone } from '../../ui/use-format.ts'
import { momentOf } from '../../ui/zone.ts'
import { bodyOf, type Draft, type DraftLine, draftOf, type Facts, factsOf, isBegun, type Order } from './draft.ts'
import { AddressForm, HeaderForm, useCustomer } from './header-form.tsx'
import { keyOfDraft, useKeptDraft } from './kept-draft.ts'
import { LineGrid } from './line-grid.tsx'
import { OrderDispute, withFacts } from './order-dispute.tsx'
import { SumCard } from './sum-card.tsx'
import { wrongFigures } from './totals.ts'
import { formWords } from './words.ts'
import './order-form.css'

export interface OrderFormProps {
  title: string
  /** Under which name an unsaved draft is kept. */
  name: string
  first: () => Draft
  /** The order that is changed; none for a new one. */
  order?: Order
}

/** An order that passed its review is changed as it stands, and reviewed again. */
const isReviewed = ({ state }: Order): boolean => state !== 'draft' && state !== 'confirmed'

interface Faults {
  /** Found before asking: what the server could only call malformed. */
  own: Record<string, string>
  error: unknown
}

const put = (id: string, draft: Draft, version: number) => {
  const { lines, ...body } = bodyOf(draft)
  const numbers = draft.lines.filter(isBegun).map(({ line }) => line)
  const numbered = lines.map((line, index) => ({ ...line, ...(numbers[index] && { line: numbers[index] }) }))
  return call('PUT /v1/orders/:id', {
    params: { id },
    body: { ...body, lines: numbered, reason: draft.reason },
    ifMatch: version,
  })
}

/** Saves against the order as it stood when the change began. What others changed meanwhile stays; the same changed by both is disputed. */
async function saveOver(order: Order, draft: Draft) {
  const { base } = draft
  try {
    return await put(order.id, draft, base?.version ?? order.version)
  } catch (error) {
    if (!base || !isProblem(error) || error.status !== 412) throw error
    const now = await call('GET /v1/orders/:id', { params: { id: order.id } })
    const theirs = factsOf(draftOf(now, false, base.facts.requestedOn))
    const overlap = overlapOf(base.facts, factsOf(draft), { facts: theirs, version: now.version })
    if (overlap.fields.length > 0) throw new Disputed(overlap)
    return await put(order.id, withFacts(draft, overlap, 'mine'), now.version)
  }
}

/** A new order goes under a key that its draft keeps. */
function create(name: string, draft: Draft) {
  const body = bodyOf(draft)
  return call('POST /v1/orders', { body, idempotencyKey: keyOfDraft(name, JSON.stringify(body)) })
}

function useSave(order: Order | undefined, name: string, draft: Draft, forget: () => void) {
  const t = useWords(formWords)
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (_confirms: boolean) => (order ? saveOver(order, draft) : create(name, draft)),
    onSuccess: async (saved, confirms) => {
      const { id, number } = saved
      const proposed = 'outcome' in saved && saved.outcome === 'proposed'
      forget()
      // The dialog that may open next begins with the order's facts, so they are new before it does.
      await refresh()
      tellDone({ text: t(proposed ? 'proposed' : 'saved', { number }) })
      void navigate(confirms ? `/orders/${id}?act=confirm` : `/orders/${id}`, { replace: true })
    },
  })
}

/** 快速开单: one page from the customer to the sum, by keyboard throughout. */
export function OrderForm({ title, name, first, order }: OrderFormProps) {
  const t = useWords(formWords)
  const phone = usePhone()
  const { draft, place, change, restored, forget, discard } = useKeptDraft(`${useMe() ?? ''}.${name}`, first)
  const customer = useCustomer(draft.customerId)
  const [own, setOwn] = useState<Faults['own']>({})
  const save = useSave(order, place, draft, forget)
  const overlap = save.error instanceof Disputed ? (save.error as Disputed<Facts>).overlap : null
  const today = momentOf(new Date().toISOString(), companyZone()).day
  const faultAt = (pointer: string) =>
    own[pointer] ??
    (isProblem(save.error) ? save.error.body.errors?.find((one) => one.pointer === pointer)?.message : undefined)
  const edit = (changes: Partial<Draft>) => {
    setOwn({})
    change(changes)
  }
  const editLines = (changed: (lines: DraftLine[]) => DraftLine[]) => {
    setOwn({})
    change((before) => ({ lines: changed(before.lines) }))
  }
  const host = useRef<HTMLDivElement>(null)
  // Whoever saves is led to what is to mend, wherever the page stands.
  const lead = () => host.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  useEffect(() => {
    if (save.error) lead()
  }, [save.error])
  const go = (confirms: boolean) => {
    if (save.isPending || leadToUnread(host.current)) return
    const found = { ...missingOf(draft, t), ...(confirms && factsMissing(draft, t)) }
    setOwn(found)
    if (Object.keys(found).length === 0) save.mutate(confirms)
    else requestAnimationFrame(lead)
  }
  useShortcuts([
    {
      keys: 'Mod+Enter',
      label: t(order ? 'saveChange' : 'save'),
      group: title,
      run: (event) => go(event.shiftKey && !(order && isReviewed(order))),
    },
  ])
  const header = {
    draft,
    customer: customer.data,
    onChange: edit,
    faultAt,
    today,
    prefills: order === undefined,
    needsReason: order !== undefined && order.state !== 'draft',
    reviewed: order !== undefined && isReviewed(order),
  }
  const count = Object.keys(own).length
  const buttons = (
    <>
      <Button loading={save.isPending && !save.variables} onClick={() => go(false)}>
        {t(order ? 'saveChange' : 'save')} <Kbd>{keyFace('Mod+Enter')}</Kbd>
      </Button>
      {!(order && isReviewed(order)) && (
        <Button type="primary" loading={save.isPending && save.variables} onClick={() => go(true)}>
          {t('saveConfirm')}
        </Button>
      )}
    </>
  )
  return (
    <div className="order-form stack gap-12" ref={host}>
      <PageHead title={title} actions={phone ? undefined : buttons} />
      {restored && (
        <p className="order-kept t13">
          {t('kept')}
          <Button size="small" onClick={discard}>
            {t('discard')}
          </Button>
        </p>
      )}
      {overlap ? (
        <OrderDispute
          overlap={overlap}
          onChoose={(side) => {
            change(withFacts(draft, overlap, side))
            save.reset()
          }}
        />
      ) : (
        <ProblemNotice error={save.error} />
      )}
      {customer.error && <ProblemNotice error={customer.error} onRetry={() => void customer.refetch()} />}
      {count > 0 && (
        <p className="t13 rouge" role="alert">
          {t('mend', { count })}
        </p>
      )}
      <HeaderForm {...header} />
      <Card title={t('lines')} flush note={own['/lines'] && <span className="rouge">{own['/lines']}</span>}>
        <LineGrid
          lines={draft.lines}
          customerId={draft.customerId}
          includesTax={draft.pricesIncludeTax}
          faultAt={faultAt}
          onLines={editLines}
        />
      </Card>
      <div className="order-form-two">
        <AddressForm {...header} />
        <SumCard draft={draft} customer={customer.data} own={order?.exposure ?? '0.00'} />
      </div>
      {phone && <PhoneActions>{buttons}</PhoneActions>}
    </div>
  )
}

const needed = ['recipient', 'phone', 'street'] as const

/** What an order must say before it can be confirmed; a draft may still lack it. The payment method is the customer's when left open. */
function factsMissing(draft: Draft, t: ReturnType<typeof useWords<(typeof formWords)['zh']>>): Record<string, string> {
  const undated = draft.requestedOn === '' && draft.lines.some((line) => isBegun(line) && line.requestedOn === '')
  const stocked = draft.lines.some((line) => isBegun(line) && line.kind === 'stock')
  const names = [
    ...(undated ? (['requestedOn'] as const) : []),
    ...(stocked ? needed.filter((name) => draft[name].trim() === '') : []),
  ]
  return Object.fromEntries(names.map((name) => [`/${name}`, t('toConfirm')]))
}

/** Without a customer, a line or an item there is nothing that the server could judge. */
function missingOf(draft: Draft, t: ReturnType<typeof useWords<(typeof formWords)['zh']>>): Record<string, string> {
  const found: Record<string, string> = {}
  if (draft.customerId === '') found['/customerId'] = t('chooseCustomer')
  const begun = draft.lines.filter(isBegun)
  if (begun.length === 0) found['/lines'] = t('noLines')
  for (const [index, line] of begun.entries()) {
    if (line.itemId === '' && line.missing === undefined) found[`/lines/${index}/itemId`] = t('itemHint')
    if (line.missing !== undefined) found[`/lines/${index}/itemId`] = ''
    for (const figure of wrongFigures(line)) found[`/lines/${index}/${figure}`] = ''
  }
  return found
}
