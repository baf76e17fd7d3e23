import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Custody, Offer, OfferState, Subject } from './custody.rules.ts'

const OFFER = `offer_id as id, number, batch_id as "batchId", from_id as "fromId", to_person_id as "toPersonId", to_department_id as "toDepartmentId",
  kind, state, version, answer_by as "answerBy", offered_at as "offeredAt",
  (select p.department_id from people.read_person p where p.company_id = offer.company_id and p.person_id = offer.from_id) as "fromDepartmentId"`

const lockOffer = statement<Offer>(
  'custody.lockOffer',
  `select ${OFFER} from custody.offer where offer_id = $1 for no key update`,
)
const lockBatch = statement<Offer>(
  'custody.lockBatch',
  `select ${OFFER} from custody.offer where batch_id = $1 order by offer_id for no key update`,
)
const lockOffers = statement<Offer>(
  'custody.lockOffers',
  `select ${OFFER} from custody.offer where offer_id = any($1::uuid[]) order by offer_id for no key update`,
)

/** A subject of a package, with the custody row that it had when it was offered. One that was closed while it waited is none any more. */
type OfferSubject = Subject & { offerId: string; sequence: number; open: boolean }

const SUBJECT = `s.offer_id as "offerId", s.subject_kind as kind, s.subject_id as id, s.sequence, s.open from custody.offer_subject s`
const subjectsLeft = statement<OfferSubject>(
  'custody.subjectsOfOffer',
  `select ${SUBJECT} where s.offer_id = $1 and not s.dropped order by s.subject_kind, s.subject_id`,
)
const subjectsOfBatch = statement<OfferSubject>(
  'custody.subjectsOfBatch',
  `select ${SUBJECT} where s.offer_id = any(array(select o.offer_id from custody.offer o where o.batch_id = $1)) and not s.dropped
    order by s.offer_id, s.subject_kind, s.subject_id`,
)

const subjectsOfOffers = statement<OfferSubject>(
  'custody.subjectsOfOffers',
  `select ${SUBJECT} where s.offer_id = any($1::uuid[]) and not s.dropped order by s.offer_id, s.subject_kind, s.subject_id`,
)

/** Locks a package, after its subjects have been locked, and then reads which of them are left in it. */
export function loadOffer(work: Work, id: string): Read<{ offer: Offer | undefined; subjects: OfferSubject[] }> {
  const offer = work.read(lockOffer, [id])
  return work.read(subjectsLeft, [id]).map((subjects) => ({ offer: offer.value[0], subjects }))
}

/** The same for all packages of a batch. */
export function loadBatch(work: Work, id: string): Read<{ offer: Offer; subjects: OfferSubject[] }[]> {
  const offers = work.read(lockBatch, [id])
  return work.read(subjectsOfBatch, [id]).map((subjects) => gathered(offers.value, subjects))
}

/** The same for packages of any batches. */
export function loadOffers(work: Work, ids: readonly string[]): Read<{ offer: Offer; subjects: OfferSubject[] }[]> {
  const offers = work.read(lockOffers, [ids])
  return work.read(subjectsOfOffers, [ids]).map((subjects) => gathered(offers.value, subjects))
}

const gathered = (offers: Offer[], subjects: OfferSubject[]) =>
  offers.map((offer) => ({ offer, subjects: subjects.filter((one) => one.offerId === offer.id) }))

const writeOffers = statement(
  'custody.writeOffers',
  `with made as (
     insert into custody.offer (offer_id, batch_id, number, from_id, to_person_id, to_department_id, kind, state, reason, offered_at, answer_by, answered_at, answered_by)
     select o.id, o.batch, o.number, o.from_id, o.person, o.department, o.kind, o.state, o.reason, $10::timestamptz, o.answer_by,
            case when o.state = 'accepted' then $10::timestamptz end, case when o.state = 'accepted' then $11::uuid end
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $12::timestamptz[])
            as o (id, batch, number, from_id, person, department, kind, state, reason, answer_by)
     returning offer_id, state)
   insert into custody.offer_subject (offer_id, subject_kind, subject_id, sequence, open)
   select s.offer, s.kind, s.id, s.sequence, made.state = 'offered'
     from unnest($13::uuid[], $14::text[], $15::uuid[], $16::int[]) as s (offer, kind, id, sequence) join made on made.offer_id = s.offer`,
)

export interface NewOffer {
  id: string
  batchId: string
  number: string
  fromId: string
  toPersonId: string | null
  toDepartmentId: string | null
  kind: 'handover' | 'return' | 'reverse'
  /** A department's pool accepts at once. */
  state: 'offered' | 'accepted'
  reason: string
  answerBy: Date | null
  subjects: (Subject & { sequence: number })[]
}

/** Makes packages, each with its subjects. */
export function offer(work: Work, made: readonly NewOffer[]): void {
  const subjects = made.flatMap((one) => one.subjects.map((subject) => ({ ...subject, offerId: one.id })))
  work.write(writeOffers, [
    made.map((one) => one.id),
    made.map((one) => one.batchId),
    made.map((one) => one.number),
    made.map((one) => one.fromId),
    made.map((one) => one.toPersonId),
    made.map((one) => one.toDepartmentId),
    made.map((one) => one.kind),
    made.map((one) => one.state),
    made.map((one) => one.reason),
    work.now,
    work.actor.personId,
    made.map((one) => one.answerBy),
    subjects.map((one) => one.offerId),
    subjects.map((one) => one.kind),
    subjects.map((one) => one.id),
    subjects.map((one) => one.sequence),
  ])
}

const answerOffers = statement(
  'custody.answerOffers',
  `with closed as (update custody.offer_subject set open = false where offer_id = any($1::uuid[]) and open)
   update custody.offer set state = $2, version = version + 1, answered_at = $3, answered_by = $4, answer_reason = $5 where offer_id = any($1::uuid[])`,
)

/** The one answer of each package. */
export function answer(work: Work, offered: readonly Offer[], state: OfferState, reason: string | null): void {
  work.write(answerOffers, [offered.map((one) => one.id), state, work.now, work.actor.personId, reason])
}

const raiseVersions = statement(
  'custody.showAgain',
  `update custody.offer set version = version + 1 where offer_id = any($1::uuid[]) and state = 'offered'`,
)

/** Subjects changed while they wait in packages: their receivers must look at them again before they accept. */
export function showAgain(work: Work, custodies: readonly Custody[]): void {
  const offers = [...new Set(custodies.flatMap((one) => one.offerId ?? []))]
  if (offers.length > 0) work.write(raiseVersions, [offers])
}
