/** The donor's own page: let in by a mailed link, without an account. */
export { createDonorPage, type DonorPage } from './page.ts';
export type { AddressPort, DonorPageOptions } from './room.ts';
export type {
  Act,
  ActName,
  Asked,
  Asking,
  AskReason,
  Done,
  DonorState,
  Failed,
  List,
  Opening,
  Subject,
  Visit,
} from './state.ts';
