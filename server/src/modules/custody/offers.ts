import type { Read } from '../../kernel/read.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import type { Offer, OfferState, Subject } from './custody.rules.ts'

const OFFER = `offer_id as id, number, batch_id as "batchId", from_id as "fromId", to_person_id as "toPersonId", to_department_id as "toDepartmentId",
  kind, state, version, answer_by as "answerBy", offered_at as "offeredAt",
  (select p.department_id from people.read_person p where p.company_id = offer.company_id and p.person_id = offer.from_id) as "fromDepartmentId"`

const lockOffer = statement<Offer>(
  'custody.lockOffer',
  `select ${OFFER} from custody.offer where offer_id = $1 for no key update`,
)

const subjectsLeft = statement<Subject & { sequence: number; open: boolean }>(
  'custody.subjectsOfOffer',
  `select subject_kind as kind, subject_id as id, sequence, open from custody.offer_subject where offer_id = $1 order by subject_kind, subject_id`,
)

/** Locks a package, after its subjects have been locked, and then reads which of them are left in it. */
export function loadOffer(
  work: Work,
  id: string,
): Read<{ offer: Offer | undefined; subjects: (Subject & { sequence: number; open: boolean })[] }> {
  const offer = work.read(lockOffer, [id])
  return work.read(subjectsLeft, [id]).map((subjects) => ({ offer: offer.value[0], subjects }))
}

const writeOffer = statement(
  'custody.writeOffer',
  `with made as (
     insert into custody.offer (offer_id, batch_id, number, from_id, to_person_id, to_department_id, kind, state, reason, offered_at, answer_by, answered_at, answered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning offer_id)
   insert into custody.offer_subject (offer_id, subject_kind, subject_id, sequence, open)
   select made.offer_id, s.kind, s.id, s.sequence, $8 = 'offered'
     from made, unnest($14::text[], $15::uuid[], $16::int[]) as s (kind, id, sequence)`,
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

export function offer(work: Work, made: NewOffer): void {
  const accepted = made.state === 'accepted'
  work.write(writeOffer, [
    made.id,
    made.batchId,
    made.number,
    made.fromId,
    made.toPersonId,
    made.toDepartmentId,
    made.kind,
    made.state,
    made.reason,
    work.now,
    made.answerBy,
    accepted ? work.now : null,
    accepted ? work.actor.personId : null,
    made.subjects.map((one) => one.kind),
    made.subjects.map((one) => one.id),
    made.subjects.map((one) => one.sequence),
  ])
}

const answerOffer = statement(
  'custody.answerOffer',
  `with closed as (update custody.offer_subject set open = false where offer_id = $1 and open)
   update custody.offer set state = $2, version = version + 1, answered_at = $3, answered_by = $4, answer_reason = $5 where offer_id = $1`,
)

/** The one answer of a package. */
export function answer(work: Work, offered: Offer, state: OfferState, reason: string | null): void {
  work.write(answerOffer, [offered.id, state, work.now, work.actor.personId, reason])
}
