/** The tables of what is kept of Stripe. */
import type { Id } from '@kindcart/contract';
import type { Generated, JSONColumnType } from 'kysely';
import type { StoredCourse } from '../../payments/courses.ts';
import type { Made, NullableTime, Time } from './columns.ts';

export interface StripeAccountTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  account: string;
  updated_at: Time;
}

export interface StripePaymentTable {
  organization_id: Id<'organization'>;
  reference: Id<'payment'>;
  livemode: boolean;
  idempotency_key: string;
  account: string | null;
  intent_id: string | null;
  /**
   * Where the donor pays: in the page's own fields or on Stripe's page; of a gift that comes again,
   * the first `invoice` in the fields too, and each `renewal` nowhere. A merchant pays a `bill` on
   * Stripe's page of that invoice.
   */
  via: 'fields' | 'page' | 'invoice' | 'renewal' | 'bill';
  session_id: string | null;
  session_expires_at: NullableTime;
  /** Of a bill. */
  invoice_id: Generated<string | null>;
  version: number;
  created_at: Made;
}

export interface StripeRecurringTable {
  organization_id: Id<'organization'>;
  id: Id<'recurringGift'>;
  livemode: boolean;
  /** The first payment. */
  reference: Id<'payment'>;
  account: string | null;
  customer_id: string | null;
  subscription_id: string | null;
  /** The outstanding invoice; null while nothing is. */
  invoice_id: string | null;
  version: number;
  order_number: number;
  revision: number;
  card_brand: string | null;
  card_last4: string | null;
  /** The SetupIntent whose card was taken last, and when Stripe had that card. */
  setup_id: string | null;
  card_given_at: NullableTime;
  course: JSONColumnType<StoredCourse, string, string>;
  /** When we have to do something by ourselves: charging is Stripe's. */
  due_at: NullableTime;
  /** Until when somebody works on it, and who. */
  held_until: NullableTime;
  held_by: string | null;
}

export interface StripePollTable {
  livemode: boolean;
  /** Empty for the keys' own account. */
  account: string;
  /** When Stripe made the newest event that was looked at. */
  seen_until: NullableTime;
  next_at: Time;
  /** How often in a row it failed. */
  failures: number;
}
