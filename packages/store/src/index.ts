/** What a page knows: shared projects, live numbers, checkouts. No DOM, no framework. */
export type { Watchable } from './cell.ts';
export type { Checkout } from './checkout/checkout.ts';
export {
  type PayingFields,
  type PaymentAdapter,
  type PaymentDetails,
  type PaymentStep,
  sandboxPayments,
} from './checkout/payments.ts';
export type {
  CheckoutState,
  Confirming,
  Creating,
  DonationRequest,
  Errored,
  Expired,
  Failed,
  Gift,
  Idle,
  Processing,
  ReadyToPay,
  RequiresAction,
  Succeeded,
} from './checkout/state.ts';
export type { Entry } from './entries.ts';
export { liveOver } from './event-source.ts';
export {
  createLive,
  type Live,
  type LiveHandlers,
  type LiveListener,
  type LiveOptions,
} from './live.ts';
export type { Clock, OpenLive, StoragePort } from './ports.ts';
export type { Snapshot } from './snapshot.ts';
export { createStore, type Store, type StoreOptions } from './store.ts';
