/**
 * The tables as Kysely sees them. Every hot table leads with the organization, so that it can be
 * distributed by it; only the outbox leads with its ids, since news is taken over all organizations
 * in the order of those, and a distributed engine asks no more than that the organization is in the
 * key. Amounts are `bigint` minor units and come back as safe integers.
 */

import type {
  CardFailure,
  Details,
  DisputeState,
  DonationState,
  EndReason,
  Id,
  Interval,
  Particulars,
  PauseReason,
  PaymentState,
  ReceiptKind,
  RecurringState,
  RefundState,
  VoidReason,
} from '@kindcart/contract';
import type { Generated, JSONColumnType } from 'kysely';
import type { StoredCourse } from '../payments/courses.ts';
import type { CardBehaviour } from '../payments/sandbox/cards.ts';

import type { Made, NullableTime, Time } from './tables/columns.ts';
import type { CommerceTables } from './tables/commerce.ts';
import type { DeedsTables } from './tables/deeds.ts';
import type { ForestTables } from './tables/forest.ts';
import type {
  BegunCardTable,
  DonationNoteTable,
  GiftModerationTable,
  KeyAttemptsTable,
  KeyPauseTable,
  PaymentDeclineTable,
  SpentProofTable,
} from './tables/guard.ts';
import type {
  LedgerAccountTable,
  LedgerEntryTable,
  LedgerHoldResolutionTable,
  LedgerHoldTable,
  LedgerTransferTable,
} from './tables/ledger.ts';
import type { ShopSourceTables } from './tables/shop-sources.ts';
import type {
  StatementDueTable,
  StatementLineTable,
  StatementPaymentTable,
  StatementTable,
} from './tables/statements.ts';
import type {
  StripeAccountTable,
  StripePaymentTable,
  StripePollTable,
  StripeRecurringTable,
} from './tables/stripe.ts';
import type { WebhookDeliveryTable, WebhookEndpointTable } from './tables/webhooks.ts';

export interface OrganizationTable {
  id: Id<'organization'>;
  name: string;
  created_at: Made;
}

export interface ApiKeyTable {
  organization_id: Id<'organization'>;
  id: Id<'key'>;
  livemode: boolean;
  kind: 'publishable' | 'secret';
  secret_sha256: string;
  last4: string;
  publishable_token: string | null;
  origins: string[];
  label: string;
  created_at: Made;
  revoked_at: NullableTime;
}

export interface ProjectTable {
  organization_id: Id<'organization'>;
  id: Id<'project'>;
  livemode: boolean;
  version: Generated<number>;
  title: string;
  summary: string;
  story: string;
  language: string;
  images: JSONColumnType<{ url: string; alt: string }[], string, string>;
  currency: string;
  goal_amount: number | null;
  suggested_amounts: JSONColumnType<number[], string, string>;
  minimum_amount: number;
  maximum_amount: number;
  state: 'open' | 'closed';
  closes_at: NullableTime;
  created_at: Made;
  updated_at: Time;
}

export interface ProjectTotalTable {
  organization_id: Id<'organization'>;
  project_id: Id<'project'>;
  raised_amount: number;
  donation_count: number;
  version: number;
  updated_at: Time;
}

export interface DonationTable {
  organization_id: Id<'organization'>;
  id: Id<'donation'>;
  livemode: boolean;
  version: number;
  project_id: Id<'project'>;
  state: DonationState;
  currency: string;
  gift_amount: number;
  fee_cover_amount: number;
  refunded_amount: number;
  refund_asked_amount: number;
  /** What the donor's bank has taken back, for now or for good; null where it never took any. */
  disputed_amount: Generated<number | null>;
  failure_code: string | null;
  donor_name: string | null;
  anonymous: boolean;
  message: string | null;
  provider: string;
  payment_reference: Id<'payment'>;
  payment_version: number;
  begun_by: Generated<string | null>;
  expires_at: Time;
  recurring_gift_id: Id<'recurringGift'> | null;
  recurring_interval: Interval | null;
  created_at: Made;
  updated_at: Time;
}

export interface DonationDetailTable {
  organization_id: Id<'organization'>;
  donation_id: Id<'donation'>;
  livemode: boolean;
  email: string | null;
  email_key: string | null;
  language: string | null;
  dedication: Details['dedication'];
  updates_consent: string | null;
  came_from: Details['cameFrom'];
  created_at: Made;
}

export interface RecurringGiftTable {
  organization_id: Id<'organization'>;
  id: Id<'recurringGift'>;
  livemode: boolean;
  version: number;
  project_id: Id<'project'>;
  first_donation_id: Id<'donation'>;
  recurring_interval: Interval;
  anchor_at: Time;
  provider: string;
  currency: string;
  revision: number;
  order_number: number;
  wish: 'run' | 'pause' | 'cancel' | 'end';
  wish_until: NullableTime;
  nudge: 'retry' | 'resume' | null;
  nudge_order: number;
  said_version: number;
  said_order: number;
  said_state: RecurringState | null;
  said_revision: number;
  state: RecurringState;
  next_charge_at: NullableTime;
  paused_because: PauseReason | null;
  paused_until: NullableTime;
  ended_because: EndReason | null;
  retries_left: number;
  failure_code: CardFailure | null;
  card_brand: string | null;
  card_last4: string | null;
  created_at: Made;
  updated_at: Time;
}

export interface RecurringGiftTermsTable {
  organization_id: Id<'organization'>;
  recurring_gift_id: Id<'recurringGift'>;
  revision: number;
  gift_amount: number;
  fee_cover_amount: number;
  created_at: Made;
}

export interface RecurringGiftChargeTable {
  organization_id: Id<'organization'>;
  recurring_gift_id: Id<'recurringGift'>;
  /** The day in UTC on which the period begins. */
  period: string;
  donation_id: Id<'donation'>;
  revision: number;
  charged_at: Time;
}

export interface RecurringGiftWordTable {
  organization_id: Id<'organization'>;
  recurring_gift_id: Id<'recurringGift'>;
  version: number;
  state: RecurringState;
  since: Time;
  news: string[];
  created_at: Made;
}

export interface ReceiptProfileTable {
  organization_id: Id<'organization'>;
  particulars: JSONColumnType<Particulars, string, string>;
  updated_at: Time;
}

export interface ReceiptSeriesTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  last_number: number;
}

export interface ReceiptTable {
  organization_id: Id<'organization'>;
  id: Id<'receipt'>;
  livemode: boolean;
  number: number;
  donation_id: Id<'donation'>;
  revision: number;
  kind: ReceiptKind;
  currency: string;
  amount: number;
  gift_amount: number;
  fee_cover_amount: number;
  refunded_amount: number;
  /** Null on receipts that were issued before these followed disputes. */
  disputed_amount: number | null;
  payment_version: number;
  donor_name: string | null;
  project_title: string;
  language: string;
  organization_name: string;
  particulars: Particulars | null;
  given_at: Time;
  issued_at: Made;
}

export interface ReceiptVoidTable {
  organization_id: Id<'organization'>;
  receipt_id: Id<'receipt'>;
  reason: VoidReason;
  created_at: Made;
}

export interface DonorTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  email_key: string;
  language: string | null;
  erasure_asked_at: NullableTime;
}

export interface DonorConsentTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  email_key: string;
  id: string;
  words: string | null;
  created_at: Time;
}

export interface RefundTable {
  organization_id: Id<'organization'>;
  id: Id<'refund'>;
  donation_id: Id<'donation'>;
  currency: string;
  amount: number;
  state: RefundState;
  reason: string | null;
  created_at: Made;
  updated_at: Time;
}

export interface DisputeTable {
  organization_id: Id<'organization'>;
  id: Id<'dispute'>;
  livemode: boolean;
  donation_id: Id<'donation'>;
  state: DisputeState;
  currency: string;
  amount: number;
  withdrawn_amount: number;
  fee_currency: string | null;
  fee_amount: number | null;
  reason: string;
  evidence_due_at: NullableTime;
  dashboard_url: string | null;
  created_at: Made;
  updated_at: Time;
}

export interface IdempotencyTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  route: string;
  key: string;
  fingerprint: string;
  response: string;
  created_at: Made;
}

export interface PaymentEventTable {
  organization_id: Id<'organization'>;
  provider: string;
  id: string;
  reference: string;
  version: number;
  body: string;
  received_at: Made;
}

export interface OutboxTable {
  organization_id: Id<'organization'>;
  id: string;
  topic: string;
  subject: string;
  payload: string;
  available_at: Time;
  attempts: number;
  created_at: Made;
}

export interface SandboxPaymentTable {
  organization_id: Id<'organization'>;
  reference: Id<'payment'>;
  version: number;
  state: PaymentState;
  card: CardBehaviour;
  currency: string;
  amount: number;
  failure_code: string | null;
  refunds: JSONColumnType<SandboxRefund[], string, string>;
  created_at: Made;
}

export interface SandboxRefund {
  readonly id: Id<'refund'>;
  readonly amount: number;
  readonly state: RefundState;
}

export interface SandboxEventTable {
  organization_id: Id<'organization'>;
  id: Id<'event'>;
  reference: Id<'payment'> | Id<'recurringGift'>;
  /** The event as JSON, byte for byte what is signed and posted when it is due. */
  body: string;
  deliver_at: Time;
  attempts: number;
  delivered_at: NullableTime;
}

export interface SandboxRecurringTable {
  organization_id: Id<'organization'>;
  id: Id<'recurringGift'>;
  version: number;
  order_number: number;
  card: CardBehaviour | null;
  currency: string;
  amount: number;
  revision: number;
  charged_revision: number;
  course: JSONColumnType<StoredCourse, string, string>;
  due_at: NullableTime;
}

export interface SandboxClockTable {
  organization_id: Id<'organization'>;
  ahead_ms: number;
}

export interface SettingTable {
  name: string;
  value: string;
}

export interface Database extends CommerceTables, ShopSourceTables, ForestTables, DeedsTables {
  organization: OrganizationTable;
  api_key: ApiKeyTable;
  project: ProjectTable;
  project_total: ProjectTotalTable;
  donation: DonationTable;
  donation_detail: DonationDetailTable;
  recurring_gift: RecurringGiftTable;
  recurring_gift_terms: RecurringGiftTermsTable;
  recurring_gift_charge: RecurringGiftChargeTable;
  recurring_gift_word: RecurringGiftWordTable;
  refund: RefundTable;
  dispute: DisputeTable;
  receipt_profile: ReceiptProfileTable;
  receipt_series: ReceiptSeriesTable;
  receipt: ReceiptTable;
  receipt_void: ReceiptVoidTable;
  donor: DonorTable;
  donor_consent: DonorConsentTable;
  idempotency: IdempotencyTable;
  payment_event: PaymentEventTable;
  outbox: OutboxTable;
  ledger_account: LedgerAccountTable;
  ledger_transfer: LedgerTransferTable;
  ledger_entry: LedgerEntryTable;
  ledger_hold: LedgerHoldTable;
  ledger_hold_resolution: LedgerHoldResolutionTable;
  sandbox_payment: SandboxPaymentTable;
  sandbox_event: SandboxEventTable;
  sandbox_recurring: SandboxRecurringTable;
  sandbox_clock: SandboxClockTable;
  stripe_account: StripeAccountTable;
  stripe_payment: StripePaymentTable;
  payment_decline: PaymentDeclineTable;
  begun_card: BegunCardTable;
  key_attempts: KeyAttemptsTable;
  key_pause: KeyPauseTable;
  spent_proof: SpentProofTable;
  gift_moderation: GiftModerationTable;
  donation_note: DonationNoteTable;
  stripe_recurring: StripeRecurringTable;
  webhook_endpoint: WebhookEndpointTable;
  webhook_delivery: WebhookDeliveryTable;
  stripe_poll: StripePollTable;
  statement: StatementTable;
  statement_due: StatementDueTable;
  statement_line: StatementLineTable;
  statement_payment: StatementPaymentTable;
  setting: SettingTable;
}
