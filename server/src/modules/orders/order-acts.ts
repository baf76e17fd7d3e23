import { type Acts, mayOf } from '../../kernel/may.ts'
import type { Work } from '../../kernel/work.ts'
import { isOpen, no as noRelease } from './credit-holds.rules.ts'
import {
  decideAnswering,
  decideNotHeld,
  decideState,
  isCreditHeld,
  isHeld,
  missingFacts,
  no,
  type OrderState,
  type SalesOrder,
} from './orders.rules.ts'
import { decidePerform, decideUnperform } from './perform-order.ts'
import { decideAnyShortClose } from './short-close.rules.ts'

/** What of an order waits for a reviewer, and who asked. */
interface Waiting {
  approval: { requestedById: string } | null
  proposal: { requestedById: string } | null
}

/** The commands' own rules, asked without doing anything. */
export function actsOn(work: Work, order: SalesOrder, row: Waiting) {
  const state = (act: string, ...allowed: OrderState[]) => decideState(order, act, allowed)
  const acts: Acts = {
    ...changes(work, order, row),
    perform: { right: 'orders.perform', decide: () => decidePerform(order, work.now) },
    unperform: { right: 'orders.perform', decide: () => decideUnperform(order) },
    confirm: {
      right: 'orders.confirm',
      decide: () => {
        state('confirm', 'draft')
        const missing = missingFacts(order)
        if (missing.length > 0) throw no.factsMissing(order.number, missing)
      },
    },
    review: {
      right: 'orders.review',
      decide: () => {
        state('review', 'confirmed')
        if (!row.approval) throw no.noReview(order.number)
        if (row.approval.requestedById === work.actor.personId) throw no.ownReview(order.number)
      },
    },
    ...holds(work, order),
    cancel: {
      right: 'orders.cancel',
      decide: () => {
        state('cancel', 'draft', 'confirmed', 'pending', 'processing')
        if (order.lines.some((line) => line.kind === 'stock' && line.shipped > 0n))
          throw no.alreadyShipped(order.number)
        if (order.paid > 0n || order.invoiced > order.credited) throw no.alreadyPaid(order.number)
      },
    },
    shortClose: {
      right: 'orders.shortClose',
      decide: () => {
        state('shortClose', 'pending', 'processing')
        decideAnyShortClose(order)
      },
    },
    process: { right: 'orders.process', decide: () => state('process', 'processing') },
  }
  const answered = ({ right, decide }: Acts[string]) => ({
    right,
    decide: () => {
      decideAnswering(order)
      decide?.()
    },
  })
  return mayOf(work, Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, answered(act)])))
}

function changes(work: Work, order: SalesOrder, row: Waiting): Acts {
  return {
    change: {
      right: 'orders.change',
      decide: () => {
        decideState(order, 'change', ['draft', 'confirmed', 'pending', 'processing'])
        if (row.proposal) throw no.proposalOpen(order.number)
      },
    },
    decideChange: {
      right: 'orders.review',
      decide: () => {
        if (!row.proposal) throw no.noProposal(order.number)
        if (row.proposal.requestedById === work.actor.personId) throw no.ownReview(order.number)
      },
    },
    withdrawChange: {
      right: 'orders.change',
      decide: () => {
        if (!row.proposal) throw no.noProposal(order.number)
      },
    },
  }
}

function holds(work: Work, order: SalesOrder): Acts {
  return {
    hold: {
      right: 'orders.hold',
      decide: () => {
        decideState(order, 'hold', ['draft', 'confirmed', 'pending', 'processing'])
        if (isCreditHeld(order, work.now)) decideNotHeld(order, work.now)
      },
    },
    release: {
      right: 'orders.hold',
      decide: () => {
        if (!order.holdKind && !isHeld(order, work.now)) throw no.notOnHold(order.number)
        if (isCreditHeld(order, work.now) && !isOpen(order)) throw noRelease.releaseByReview(order.number)
      },
    },
  }
}
