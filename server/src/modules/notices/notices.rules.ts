import type { NoticeBox } from '@baton/contract/notices'

/** Something that became true, as far as notices need it. */
export interface Told {
  kind: string
  id: string
  sequence: number
  type: string
  actorId: string | null
  at: Date
  /** The package that the event tells of. */
  handoverId: string | null
  /** Whom the event names: those mentioned, copied, assigned. */
  named: readonly string[]
}

/** Who has to do with the subjects of the events. */
export interface Concerned {
  orders: ReadonlyMap<string, { ownerId: string; holderId: string | null }>
  /** By order, with when they began. */
  watchers: ReadonlyMap<string, readonly { personId: string; since: Date }[]>
  packages: ReadonlyMap<string, { fromId: string; toPersonId: string | null; toDepartmentId: string | null }>
  /** By department. */
  members: ReadonlyMap<string, readonly string[]>
  reviewers: readonly string[]
}

/** One person's notice of a subject; events that bring the same one are merged in it. */
export interface NewNotice {
  personId: string
  box: NoticeBox
  subjectKind: 'order' | 'handover'
  subjectId: string
  /** The last event. */
  last: Told
  times: number
}

type Call = { box: NoticeBox; persons: readonly (string | null | undefined)[]; about: 'order' | 'handover' }
type Route = (told: Told, concerned: Concerned) => Call[]

const owner = (told: Told, { orders }: Concerned) => orders.get(told.id)?.ownerId
const holder = (told: Told, { orders }: Concerned) => orders.get(told.id)?.holderId
const packageOf = (told: Told, { packages }: Concerned) => (told.handoverId ? packages.get(told.handoverId) : undefined)

const copied = (...persons: (string | null | undefined)[]): Call => ({ box: 'copied', persons, about: 'order' })
/** Those who watched already when it happened. */
const watching: Route = (told, { watchers }) => [
  copied(...(watchers.get(told.id) ?? []).filter(({ since }) => since <= told.at).map(({ personId }) => personId)),
]
const both =
  (first: Route, second: Route): Route =>
  (told, concerned) => [...first(told, concerned), ...second(told, concerned)]

const toReceiver: Route = (told, concerned) => [
  { box: 'accept', persons: [packageOf(told, concerned)?.toPersonId], about: 'handover' },
]
const backToSender: Route = (told, concerned) => [
  { box: 'todo', persons: [packageOf(told, concerned)?.fromId], about: 'handover' },
]

const toReviewers: Route = (_told, { reviewers }) => [{ box: 'todo', persons: reviewers, about: 'order' }]
const toOwner: Route = (told, concerned) => [{ box: 'todo', persons: [owner(told, concerned)], about: 'order' }]

/** Whom each event concerns, and in which box. An event that is not here concerns nobody. */
const ROUTES: Record<string, Route> = {
  'handover.offered': toReceiver,
  'handover.returnOffered': toReceiver,
  'handover.pooled': (told, concerned) => [
    {
      box: 'todo',
      persons: concerned.members.get(packageOf(told, concerned)?.toDepartmentId ?? '') ?? [],
      about: 'handover',
    },
  ],
  'handover.assigned': ({ named }) => [{ box: 'todo', persons: named, about: 'order' }],
  'handover.accepted': both(
    (told, concerned) => [{ box: 'copied', persons: [packageOf(told, concerned)?.fromId], about: 'handover' }],
    watching,
  ),
  'handover.declined': backToSender,
  'handover.lapsed': backToSender,
  'handover.reversed': (told, concerned) => [
    { box: 'todo', persons: [packageOf(told, concerned)?.fromId], about: 'handover' },
    { box: 'copied', persons: [packageOf(told, concerned)?.toPersonId], about: 'handover' },
  ],
  'notes.written': both(({ named }) => [{ box: 'mention', persons: named, about: 'order' }], watching),
  'notes.watched': ({ named }) => [copied(...named)],
  'orders.referred': toReviewers,
  'orders.changeProposed': toReviewers,
  'orders.releaseAsked': toReviewers,
  'orders.changeRejected': toOwner,
  'orders.releaseRejected': toOwner,
  'orders.rejected': toOwner,
  'orders.held': both(
    (told, concerned) => [{ box: 'todo', persons: [owner(told, concerned), holder(told, concerned)], about: 'order' }],
    watching,
  ),
  'orders.changed': watching,
  'orders.amended': both((told, concerned) => [copied(owner(told, concerned), holder(told, concerned))], watching),
  'orders.cancelled': both((told, concerned) => [copied(owner(told, concerned), holder(told, concerned))], watching),
  'orders.completed': watching,
  'delivery.shipped': both((told, concerned) => [copied(owner(told, concerned))], watching),
  'delivery.signed': both((told, concerned) => [copied(owner(told, concerned))], watching),
}

export const NOTICED: readonly string[] = Object.keys(ROUTES)

/** Of several boxes for one event and person, the one that asks for more. */
const URGENCY: NoticeBox[] = ['accept', 'todo', 'mention', 'copied']

/** The notices that events bring, merged by person, box and subject. Nobody is told what they did themselves. */
export function noticesOf(events: readonly Told[], concerned: Concerned): NewNotice[] {
  const merged = new Map<string, NewNotice>()
  for (const told of [...events].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    for (const [personId, { box, about }] of callsOf(told, concerned)) {
      const subjectId = about === 'handover' ? told.handoverId! : told.id
      const key = [personId, box, about, subjectId].join(' ')
      const before = merged.get(key)
      // A package of many orders is one thing that happened, however many events tell it.
      const same = before?.last.type === told.type && about === 'handover'
      const times = (before?.times ?? 0) + (same ? 0 : 1)
      merged.set(key, { personId, box, subjectKind: about, subjectId, last: told, times })
    }
  }
  return [...merged.values()]
}

function callsOf(told: Told, concerned: Concerned): Map<string, Call> {
  const calls = (ROUTES[told.type]?.(told, concerned) ?? []).sort(
    (one, other) => URGENCY.indexOf(one.box) - URGENCY.indexOf(other.box),
  )
  const called = new Map<string, Call>()
  for (const call of calls)
    for (const person of call.persons)
      if (person && person !== told.actorId && !called.has(person)) called.set(person, call)
  return called
}
