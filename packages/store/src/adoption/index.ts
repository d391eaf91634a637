/** Adopting a tree: what there is to choose, and the way from a choice to a tree of one's own. */
export {
  type Adopting,
  type AdoptingOptions,
  createAdopting,
} from './adopting.ts';
export { countDown, isToAnnounce, secondsLeft } from './countdown.ts';
export { createOffer, type Offer, type OfferOptions, type OfferScope } from './offer.ts';
export { createPlaces, type Places, type PlacesState, placesShown } from './places.ts';
export { isAdoptionKept } from './shelf.ts';
export type {
  Adopted,
  AdoptingState,
  AdoptionRequest,
  Gathering,
  Held,
  Holding,
  Idle,
  Lapsed,
  Opening,
  Paying,
  Refused,
  Settling,
  Unfulfilled,
  Unopened,
} from './state.ts';
