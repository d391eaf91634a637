/** The tables of declined payments, of what is done about them, and of what a charity keeps for itself. */
import type { Id } from '@kindcart/contract';
import type { NullableTime, Time } from './columns.ts';

export interface PaymentDeclineTable {
  organization_id: Id<'organization'>;
  reference: Id<'payment'>;
  event_id: string;
  key_id: Id<'key'>;
  address: string;
  card: string | null;
  declined_at: Time;
}

export interface BegunCardTable {
  organization_id: Id<'organization'>;
  reference: Id<'payment'>;
  key_id: Id<'key'>;
  address: string;
  begun_at: Time;
}

export interface KeyAttemptsTable {
  organization_id: Id<'organization'>;
  key_id: Id<'key'>;
  minute: Time;
  attempts: number;
}

export interface KeyPauseTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  key_id: Id<'key'>;
  ordinal: number;
  id: Id<'alert'>;
  attempts: number;
  declines: number;
  created_at: Time;
  until: Time;
  lifted_at: NullableTime;
}

export interface SpentProofTable {
  organization_id: Id<'organization'>;
  challenge: string;
  expires_at: Time;
}

export interface GiftModerationTable {
  organization_id: Id<'organization'>;
  donation_id: Id<'donation'>;
  name_hidden: boolean;
  message_hidden: boolean;
  reason: string | null;
  decided_at: Time;
}

export interface DonationNoteTable {
  organization_id: Id<'organization'>;
  donation_id: Id<'donation'>;
  id: Id<'note'>;
  text: string;
  created_at: Time;
}
