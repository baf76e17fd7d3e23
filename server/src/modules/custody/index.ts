/**
 * Who holds what, since when, and the open offer. Read views: `custody.read_current`, `custody.read_segment`, `custody.read_visible`,
 * `custody.read_offer`.
 */

export { checks } from './checks.ts'
export {
  type Custody,
  decideAnswerable,
  decideStanding,
  decideVersion,
  type Entered,
  type Offer,
  type OfferState,
  type Place,
  type Subject,
  stateAt,
} from './custody.rules.ts'
export {
  answersSql,
  bearingSql,
  begin,
  close,
  custodyOf,
  dropFromOffers,
  endCustodySql,
  findCustody,
  hide,
  type Move,
  mayReadSql,
  move,
  type Sight,
  show,
  sightedIds,
  sightedSql,
  sightOf,
} from './custody.ts'
export { importClosed } from './import-closed.ts'
export { answer, loadBatch, loadOffer, loadOffers, type NewOffer, offer, showAgain } from './offers.ts'
